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

    def many(self, bound, *shape):
        """The same as `uniform`, computed side by side: a state k draws later is an affine function of the state."""
        count, mask = 2 * math.prod(shape), (1 << 48) - 1
        states, a, c = np.array([(self.state * 0x5DEECE66D + 0xB) & mask], dtype=np.uint64), 0x5DEECE66D, 0xB
        while states.size < count:
            later = (states * np.uint64(a) + np.uint64(c)) & np.uint64(mask)
            states, a, c = np.concatenate([states, later]), (a * a) & mask, (a * c + c) & mask
        states = states[:count]
        self.state = int(states[-1])
        high, low = states[0::2] >> np.uint64(22), states[1::2] >> np.uint64(21)
        doubles = ((high << np.uint64(27)) + low) / float(1 << 53)
        return ((2 * doubles - 1) * bound).reshape(shape)

    def linear(self, inputs, outputs):
        """The weights (outputs x inputs) and then the biases of one layer, in +-1/sqrt(inputs)."""
        bound = 1 / math.sqrt(inputs)
        return self.uniform(bound, outputs, inputs), self.uniform(bound, outputs)

    def layers(self, *widths):
        return [self.linear(n, m) for n, m in zip(widths, widths[1:])]
