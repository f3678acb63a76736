# SPDX-License-Identifier: Apache-2.0
# Copyright The Impetus Authors
"""Data and reference values of the workloads; nothing here knows a solver library.

References are float64. Counts hold for Dormand-Prince 5(4) with one step for the whole batch, an I controller
(safety 0.9, growth 10, shrink 0.2), the RMS norm and Hairer's first step: evaluations = 6 steps + 2.
"""

import math
from functools import cached_property

import numpy as np

from java_random import JavaRandom


class DenseNet:
    """W0: one evaluation of a net 64-128-64 (tanh, identity), batch 128, and its vector-Jacobian product with ones."""

    ACTIVATIONS = ("tanh", "identity")

    def __init__(self):
        random = JavaRandom(42)
        self.layers = random.layers(64, 128, 64)
        self.x = random.uniform(1, 128, 64)
        (w1, b1), (w2, b2) = self.layers
        hidden = np.tanh(self.x @ w1.T + b1)
        self.output = hidden @ w2.T + b2
        bar = np.ones_like(self.output) @ w2 * (1 - hidden**2)
        self.input_cotangent = bar @ w1


class VanDerPol:
    """W1: x' = v, v' = mu (1 - x^2) v - x; sample k of B starts at phase k T / (2B) and runs for one period T."""

    OUTPUTS, TOLERANCE = 200, 1e-5
    CYCLE = {2: (2.01989138, 7.629874477), 25: (2.00623804, 42.59578671)}  # x where v = 0, period
    SHARED_STEPS = {(2, 1): 59, (2, 16): 71, (2, 256): 70, (25, 1): 785, (25, 16): 1845, (25, 256): 4098}
    MEAN_STEPS = {(2, 1): 59, (2, 16): 60.6, (2, 256): 60.5, (25, 1): 785, (25, 16): 783, (25, 256): 781}
    MAX_STEPS = {(2, 1): 59, (2, 16): 63, (2, 256): 62, (25, 1): 785, (25, 16): 785, (25, 256): 785}

    def __init__(self, mu, batch):
        self.mu, self.batch = mu, batch
        self.x0, self.period = self.CYCLE[mu]
        self.times = np.linspace(0.0, self.period, self.OUTPUTS)

    @cached_property
    def starts(self):
        """Classical Runge-Kutta on a fixed grid over half a cycle; every start lies on the grid."""
        grid = 102_400
        h, stride = self.period / 2 / grid, grid // self.batch
        x, v, found = self.x0, 0.0, []
        for i in range((self.batch - 1) * stride + 1):
            if i % stride == 0:
                found.append((x, v))
            a1, b1 = v, self.slope(x, v)
            a2, b2 = v + h / 2 * b1, self.slope(x + h / 2 * a1, v + h / 2 * b1)
            a3, b3 = v + h / 2 * b2, self.slope(x + h / 2 * a2, v + h / 2 * b2)
            a4, b4 = v + h * b3, self.slope(x + h * a3, v + h * b3)
            x += h / 6 * (a1 + 2 * a2 + 2 * a3 + a4)
            v += h / 6 * (b1 + 2 * b2 + 2 * b3 + b4)
        return np.array(found)

    def slope(self, x, v):
        return self.mu * (1 - x * x) * v - x


class SmallNeuralOde:
    """W2: y' = tanh(W2 softplus(W1 y + b1) + b2), 64 x 4, t in [0, 100]; loss = batch mean of the summed end state."""

    END, TOLERANCE = 100.0, 1e-6
    MEAN_END = np.array([65.785918, 35.785356, 84.169956, 78.586554])
    PARAMETER_NORM, Y0_NORM = 7926.3117, 44.621350
    EVALUATIONS = {1e-6: 206, 1e-9: 746}
    # (mode, outputs, tolerance): evaluations backward, error of the parameter gradient, error of the y0 gradient
    GRADIENTS = {
        ("discrete", 2, 1e-6): (None, 3.5e-5, 8.6e-5),
        ("backsolve", 2, 1e-6): (314, 3.7e-2, 2.7e-1),
        ("seminorm", 2, 1e-6): (230, 3.8e-2, 2.8e-1),
        ("backsolve", 10, 1e-6): (444, 5.8e-6, 2.1e-5),
        ("backsolve", 100, 1e-6): (2016, 1.7e-6, 3.4e-5),
        ("backsolve", 2, 1e-9): (1094, 7.7e-4, 3.8e-3),
    }
    ACTIVATIONS = ("softplus", "tanh")

    def __init__(self):
        random = JavaRandom(42)
        self.layers = random.layers(4, 32, 4)
        self.y0 = random.uniform(math.sqrt(3), 64, 4)


class Spiral:
    """W3 (fit) and W8 (gradient on a long horizon): y' = (y^3) A."""

    A = np.array([[-0.1, 2.0], [-2.0, -0.1]])
    Y0 = np.array([[2.0, 0.0]])

    # W3: field = net(y^3), 30 outputs on [0, 1.5], L = sum of squared errors, Adam 0.05, 500 steps.
    FIT_RTOL, FIT_ATOL, LEARNING_RATE, FIT_STEPS = 1e-7, 1e-9, 0.05, 500
    FIT_END = np.array([1.291991562977, 0.972586074434])
    ACTIVATIONS = ("tanh", "identity")
    FIRST_GRADIENT_NORM = 429.26186
    TRACE = {
        0: (179.9075832, 38),
        1: (126.1211582, 92),
        2: (112.7041257, 128),
        5: (98.7374053, 158),
        10: (92.4319309, 248),
        20: (57.5925741, 416),
        50: (4.6753359, 638),
    }  # step: loss, evaluations

    # W8: t in [0, 25], 10 outputs, L = |y(25)|^2.
    LONG_TIMES = np.linspace(0.0, 25.0, 10)
    LONG_END = np.array([-0.443623486689, 0.279440641651])
    LONG_LOSS = 0.274888870149
    LONG_Y0_GRADIENT = np.array([-1.4209179177, -0.0752854129])
    LONG_A_GRADIENT = np.array([-13.8776603657, -1.3089851797, 0.9214697868, -13.7733710843])
    # tolerance: error of the discrete and of the backsolve gradient, evaluations forward and backward
    LONG = {
        1e-3: (3.9, 1.4, 362, 540),
        1e-5: (5.9e-3, 3.3e-3, 776, 1248),
        1e-7: (2.8e-5, 1.7e-5, 1838, 2790),
        1e-9: (1.05e-7, 4.8e-8, 4148, 6156),
    }

    def __init__(self):
        self.layers = JavaRandom(42).layers(2, 50, 2)
        self.fit_times = np.linspace(0.0, 1.5, 30)

    @cached_property
    def target(self):
        return runge_kutta_4(lambda y: (y**3) @ self.A, self.Y0, self.fit_times, 200)


class Oscillator:
    """W4: neural ODE 2-64-64-2 on trajectories of y' = (x1, -x0) with x = y / (1 + y), batch 32, Adam 3e-3.

    The first 32 of the 256 starts are the batch of the check at the initial weights; training step k takes the
    rows of block k mod 8, its first phase the first 10 of the 100 outputs.
    """

    RTOL, ATOL, LEARNING_RATE = 1e-3, 1e-6, 3e-3
    ACTIVATIONS = ("softplus", "softplus", "tanh")
    EVALUATIONS = 26
    MEAN_END = {"tsit5": np.array([-2.73967, -2.97314]), "dopri5": np.array([-2.73955, -2.97298])}
    BATCH = 32
    # outputs: mean squared error at some training steps, on which torchdiffeq, torchode and diffrax agree to 3e-4
    TRACE = {10: {0: 0.1183707, 10: 0.0507855, 100: 0.010143}, 100: {0: 3.4436, 10: 0.29742, 100: 0.24202}}

    def __init__(self):
        random = JavaRandom(42)
        self.layers = random.layers(2, 64, 64, 2)
        self.y0 = 0.2 + random.uniform(0.8, 256, 2)
        self.times = np.linspace(0.0, 10.0, 100)

    @cached_property
    def target(self):
        def field(y):
            x = y / (1 + y)
            return np.stack([x[:, 1], -x[:, 0]], axis=1)

        return runge_kutta_4(field, self.y0, self.times, 20)

    def block(self, step):
        return slice(self.BATCH * (step % 8), self.BATCH * (step % 8 + 1))


class LotkaVolterra:
    """W5: x' = 1.5 x - x z, z' = -3 z + x z from (1, 1), t in [0, 10], atol = rtol / 1000."""

    END = 10.0
    REFERENCE = np.array([1.0263447675751, 0.9096910781361])
    # (method, rtol): evaluations, error (max over the two components)
    TABLE = {
        ("dopri5", 1e-3): (212, 4.3e-3), ("dopri5", 1e-5): (428, 3.7e-4),
        ("dopri5", 1e-7): (914, 2.0e-6), ("dopri5", 1e-9): (2078, 6.4e-9),
        ("tsit5", 1e-3): (206, 1.4e-2), ("tsit5", 1e-5): (452, 5.9e-5),
        ("tsit5", 1e-7): (998, 1.3e-6), ("tsit5", 1e-9): (2282, 5.4e-8),
        ("dopri8", 1e-3): (366, 1.1e-3), ("dopri8", 1e-5): (509, 7.4e-6),
        ("dopri8", 1e-7): (821, 1.8e-6), ("dopri8", 1e-9): (1315, 7.6e-8),
    }  # fmt: skip
    EVALUATIONS_PER_STEP = {"dopri5": 6, "tsit5": 6, "dopri8": 13}


class Diffusion:
    """W6a: y'_i = 128^2 (y_{i+1} + y_{i-1} - 2 y_i), periodic, n = 128; exact by the discrete Fourier transform."""

    N, END, ATOL = 128, 0.05, 1e-5
    TABLE = {1e-3: (7424, 3.0e-4), 1e-6: (7460, 4.3e-5)}  # rtol: evaluations and relative error of dopri5

    def __init__(self):
        self.y0 = JavaRandom(11).uniform(math.sqrt(3), self.N)
        eigenvalues = 2 * self.N**2 * (np.cos(2 * np.pi * np.arange(self.N) / self.N) - 1)
        self.exact = np.fft.ifft(np.fft.fft(self.y0) * np.exp(eigenvalues * self.END)).real
        shift = np.roll(np.eye(self.N), 1, axis=0)
        self.matrix = self.N**2 * (shift + shift.T - 2 * np.eye(self.N))


class Robertson:
    """W6b: n independent groups of the stiff Robertson reaction, t in [0, 100]."""

    REFERENCE = np.array([0.6172348824, 6.1535912746e-6, 0.3827589640])
    Y0, END = np.array([1.0, 0.0, 0.0]), 100.0


class Discs:
    """W7: 40 points within radius 0.5 (target -1), 80 in the ring 1 to 1.5 (target +1); MSE, Adam 0.01, 100 steps."""

    TOLERANCE, LEARNING_RATE, STEPS = 1e-7, 0.01, 100
    ACTIVATIONS = ("elu", "elu", "identity")
    HIDDEN = {"node": 20, "hbnode": 14}
    PARAMETERS = {"node": 525, "hbnode": 568}
    FIRST_EVALUATIONS = 26
    # mean evaluations forward and backward, largest ones, MSE and accuracy at step 100
    TABLE = {"node": (125.1, 129.8, 194, 188, 0.1000, 0.975), "hbnode": (81.7, 83.7, 122, 128, 0.0698, 1.0)}

    def __init__(self, model):
        random, points = JavaRandom(7), []
        for i in range(120):
            angle, u = 2 * math.pi * random.next_double(), random.next_double()
            radius = 0.5 * u if i < 40 else 1 + 0.5 * u
            points.append((radius * math.cos(angle), radius * math.sin(angle)))
        self.points = np.array(points)
        self.target = np.where(np.arange(120) < 40, -1.0, 1.0)
        random, h = JavaRandom(42), self.HIDDEN[model]
        self.field = random.layers(2, h, h, 2)
        self.velocity = random.layers(2, h, h, 2) if model == "hbnode" else None
        self.decoder = random.layers(2, 1)
        self.gamma = -3.0


class CausalAttention:
    """W9: causal attention over one sequence, 8 heads of 32; momentum by m = b m - phi(k) v^T, s = s - g m.

    Arrays are (head, token, number). The references, outputs and gradients in float64, are for a cotangent of four tokens
    alone, on both sides of borders between chunks and at the end, which touches every key.
    """

    HEADS, WIDTH, B, G, EPSILON = 8, 32, 0.6, 0.9, 1e-6

    def __init__(self, kind, length):
        self.kind, self.length = kind, length
        random = JavaRandom(42)
        draws = [random.many(math.sqrt(3), length, self.HEADS, self.WIDTH).transpose(1, 0, 2) for _ in range(4)]
        self.q, self.k, self.v, self.cotangent = draws
        self.gate = [63, 64, length // 2, length - 1]
        self.gate_cotangent = np.zeros_like(self.cotangent)
        self.gate_cotangent[:, self.gate] = self.cotangent[:, self.gate]

    @cached_property
    def references(self):
        """The outputs of the gate's tokens, and the gradients of all queries, of all keys and of all values."""
        q, k, v, g = (x.astype(np.float32).astype(float) for x in (self.q, self.k, self.v, self.cotangent))
        q, g = q[:, self.gate], g[:, self.gate]
        distance = np.array(self.gate)[:, None] - np.arange(self.length)
        seen = (distance >= 0).astype(float)
        if self.kind == "softmax":
            scale = 1 / math.sqrt(self.WIDTH)
            logits = np.where(seen > 0, scale * q @ k.transpose(0, 2, 1), -np.inf)
            p = np.exp(logits - logits.max(-1, keepdims=True))
            p /= p.sum(-1, keepdims=True)
            out = p @ v
            s = scale * p * (g @ v.transpose(0, 2, 1) - (g * out).sum(-1, keepdims=True))
            return out, self.of_all(s @ k), s.transpose(0, 2, 1) @ q, p.transpose(0, 2, 1) @ g
        factor = self.G * (1 - self.B ** (np.maximum(distance, 0) + 1)) / (1 - self.B) if self.kind == "momentum" else 1.0
        phi_q, phi_k = self.phi(q), self.phi(k)
        products = seen * (phi_q @ phi_k.transpose(0, 2, 1))
        weights, total = factor * products, products.sum(-1, keepdims=True) + self.EPSILON
        out = weights @ v / total
        s = seen * (factor * (g @ v.transpose(0, 2, 1)) - (g * out).sum(-1, keepdims=True)) / total
        return (out, self.of_all((s @ phi_k) * np.minimum(phi_q, 1)), (s.transpose(0, 2, 1) @ phi_q) * np.minimum(phi_k, 1),
                (weights / total).transpose(0, 2, 1) @ g)  # fmt: skip

    def of_all(self, gradient):
        """Gradients of queries behind which there is no cotangent are zeros."""
        every = np.zeros_like(self.q)
        every[:, self.gate] = gradient
        return every

    @staticmethod
    def phi(x):
        return np.where(x > 0, x + 1, np.exp(np.minimum(x, 0)))


def runge_kutta_4(field, y, times, substeps):
    """The classical method with a fixed step, for targets that every peer must see alike; (times, *y.shape)."""
    outputs = [y]
    for start, end in zip(times, times[1:]):
        h = (end - start) / substeps
        for _ in range(substeps):
            k1 = field(y)
            k2 = field(y + h / 2 * k1)
            k3 = field(y + h / 2 * k2)
            k4 = field(y + h * k3)
            y = y + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
        outputs.append(y)
    return np.stack(outputs)


class PixelSequences:
    """W10: an LSTM, with and without momentum, on 128 rows of 784 random pixels with ten random classes, float32."""

    ROWS, PIXELS, HIDDEN, CLASSES, STEPS = 128, 784, 128, 10, 20
    MU, S, LEARNING_RATE = 0.6, 0.6, 0.001
    # cell: norm of the gradient at step 0, and losses by step, both of torch in float64
    REFERENCES = {
        "lstm": (0.589281384177, {0: 2.31514279274, 1: 2.28363056340, 5: 2.26187239114, 10: 2.25163572472}),
        "momentum-lstm": (1.15395154351, {0: 2.33661680587, 1: 2.30145911642, 5: 2.26273639663, 10: 2.25905947829}),
    }

    def __init__(self):
        random = JavaRandom(7)
        pixels, classes = [], []
        for _ in range(self.ROWS):
            pixels.append([random.next_double() for _ in range(self.PIXELS)])
            classes.append(int(self.CLASSES * random.next_double()))
        self.x, self.target = np.array(pixels).T[:, :, None].copy(), np.array(classes)  # steps first
        random = JavaRandom(42)
        self.layers = [random.linear(n, m) for n, m in ((1, 4 * self.HIDDEN), (self.HIDDEN, 4 * self.HIDDEN), (self.HIDDEN, self.CLASSES))]
        for _, bias in self.layers[:2]:
            bias[self.HIDDEN : 2 * self.HIDDEN] = 1  # forget gates, as the published code begins
