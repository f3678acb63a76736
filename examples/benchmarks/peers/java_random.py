# SPDX-License-Identifier: Apache-2.0
# Copyright The Impetus Authors
"""The 48-bit linear congruential generator that java.util.Random specifies, and the draws that all rows share."""

import math

import numpy as np


class JavaRandom:
    """Gives the same doubles as `new java.util.Random(seed).nextDouble()`.

    >>> random = JavaRandom(42)
    >>> random.next_double(), random.next_double(), random.next_double()
    (0.7275636800328681, 0.6832234717598454, 0.30871945533265976)
    """

    def __init__(self, seed):
        self.state = (seed ^ 0x5DEECE66D) & ((1 << 48) - 1)

    def _bits(self, count):
        self.state = (self.state * 0x5DEECE66D + 0xB) & ((1 << 48) - 1)
        return self.state >> (48 - count)

    def next_double(self):
        high = self._bits(26)
        return ((high << 27) + self._bits(27)) / (1 << 53)

    def uniform(self, bound, *shape):
        """Numbers in [-bound, bound), row by row."""
        draws = [(2 * self.next_double() - 1) * bound for _ in range(math.prod(shape))]
        return np.array(draws).reshape(shape)

    def linear(self, inputs, outputs):
        """The weights (outputs x inputs) and then the biases of one layer, in +-1/sqrt(inputs)."""
        bound = 1 / math.sqrt(inputs)
        return self.uniform(bound, outputs, inputs), self.uniform(bound, outputs)

    def layers(self, *widths):
        return [self.linear(n, m) for n, m in zip(widths, widths[1:])]
