# SPDX-License-Identifier: Apache-2.0
# Copyright The Impetus Authors
"""The fields of the workloads as torch modules, shared by torchdiffeq and torchode: forward(t, y) on rows x width."""

import torch
from torch import nn

ACTIVATIONS = {"softplus": nn.Softplus, "tanh": nn.Tanh, "elu": nn.ELU, "identity": nn.Identity}
DTYPES = {"float32": torch.float32, "float64": torch.float64}


class Counted(nn.Module):
    """Counts evaluations, as users of torchdiffeq do by hand."""

    def __init__(self):
        super().__init__()
        self.evaluations = 0

    def taken(self):
        """Evaluations since the last time that this was asked."""
        count, self.evaluations = self.evaluations, 0
        return count


class Network(Counted):
    def __init__(self, layers, activations, dtype, cubed=False):
        super().__init__()
        self.net, self.cubed = network(layers, activations, dtype), cubed

    def forward(self, t, y):
        self.evaluations += 1
        return self.net(y**3 if self.cubed else y)


class Cubic(Counted):
    """y' = (y^3) A."""

    def __init__(self, matrix, dtype):
        super().__init__()
        self.matrix = nn.Parameter(torch.tensor(matrix, dtype=dtype))

    def forward(self, t, y):
        self.evaluations += 1
        return y**3 @ self.matrix


class HeavyBall(Counted):
    """z' = -v, v' = f(z) - sigmoid(gamma) v, on rows (z, v)."""

    def __init__(self, layers, activations, gamma, dtype):
        super().__init__()
        self.net = network(layers, activations, dtype)
        self.gamma = nn.Parameter(torch.tensor(gamma, dtype=dtype))

    def forward(self, t, y):
        self.evaluations += 1
        z, v = y.chunk(2, dim=-1)
        return torch.cat([-v, self.net(z) - torch.sigmoid(self.gamma) * v], dim=-1)


class VanDerPolField(Counted):
    def __init__(self, mu):
        super().__init__()
        self.mu = mu

    def forward(self, t, y):
        self.evaluations += 1
        x, v = y[..., 0], y[..., 1]
        return torch.stack([v, self.mu * (1 - x**2) * v - x], dim=-1)


class LotkaVolterraField(Counted):
    def forward(self, t, y):
        self.evaluations += 1
        x, z = y[..., 0], y[..., 1]
        return torch.stack([1.5 * x - x * z, -3 * z + x * z], dim=-1)


class DiscsModel(nn.Module):
    """W7: (momentum models: an initial velocity), a field, and a decoder clamped to [-1, 1]."""

    def __init__(self, discs, dtype):
        super().__init__()
        self.momentum = discs.velocity is not None
        if self.momentum:
            self.velocity = network(discs.velocity, (nn.Hardtanh(-5, 5), nn.Hardtanh(-5, 5), "identity"), dtype)
            self.field = HeavyBall(discs.field, discs.ACTIVATIONS, discs.gamma, dtype)
        else:
            self.field = Network(discs.field, discs.ACTIVATIONS, dtype)
        self.decoder = network(discs.decoder, (nn.Hardtanh(-1, 1),), dtype)

    def start(self, z):
        return torch.cat([z, self.velocity(z)], dim=-1) if self.momentum else z

    def decode(self, y):
        return self.decoder(y[..., :2]).squeeze(-1)


def network(layers, activations, dtype):
    modules = []
    for (weight, bias), activation in zip(layers, activations):
        linear = nn.Linear(weight.shape[1], weight.shape[0], dtype=dtype)
        with torch.no_grad():
            linear.weight.copy_(torch.from_numpy(weight))
            linear.bias.copy_(torch.from_numpy(bias))
        modules += [linear, activation if isinstance(activation, nn.Module) else ACTIVATIONS[activation]()]
    return nn.Sequential(*modules)


def flat_gradient(module):
    return torch.cat([parameter.grad.reshape(-1) for parameter in module.parameters()]).numpy()


def flushes_denormals():
    return (torch.tensor([1e-39]) * 0.5).view(torch.int32).item() == 0
