# SPDX-License-Identifier: Apache-2.0
# Copyright The Impetus Authors
"""Attention on torch alone: its own fused softmax attention, and linear and momentum attention in chunks, written by hand.

The recurrent nets are in `torch_recurrent`.
"""

import numpy as np
import torch
import torch.nn.functional as F

import gates
import workloads
from measure import Case
from torch_models import flushes_denormals  # noqa: F401 (run.py asks every peer)
from torch_recurrent import use_processors, w10

__all__ = ["flushes_denormals", "w9", "w10"]
DISTRIBUTIONS = ("torch",)
CHUNK = 64


def phi(x):
    return F.elu(x) + 1


def chunks(x):
    return x.unflatten(-2, (-1, CHUNK))


def before(sums):
    """Sums over the chunks before each."""
    return sums.cumsum(-3) - sums


def linear(q, k, v):
    q, k, v = chunks(phi(q)), chunks(phi(k)), chunks(v)
    weights = (q @ k.mT).tril()
    out = weights @ v + q @ before(k.mT @ v)
    return (out / normalizer(q, k, weights)).flatten(-3, -2)


def normalizer(q, k, weights):
    total = k.sum(-2, keepdim=True)
    return weights.sum(-1, keepdim=True) + q @ before(total).mT + workloads.CausalAttention.EPSILON


class Momentum:
    """s = S + c_i D before a chunk, weights g (1 - b^(i-j+1)) / (1 - b) within."""

    def __init__(self, b, g):
        d = torch.arange(CHUNK)
        distance = d[:, None] - d
        sums = g * (1 - b ** (torch.arange(CHUNK) + 1.0)) / (1 - b)
        self.within = torch.where(distance >= 0, sums[distance.clamp(min=0)], 0)
        self.carried = ((b - b ** (d + 2.0)) / (1 - b))[:, None]
        self.sums, self.velocities = sums.flip(0)[:, None], (g * b ** d.flip(0).float())[:, None]
        self.decay, self.carry = b**CHUNK, float((b - b ** (CHUNK + 1)) / (1 - b))

    def __call__(self, q, k, v):
        q, k, v = chunks(phi(q)), chunks(phi(k)), chunks(v)
        products = q @ k.mT
        sums, velocities = k.mT @ (self.sums * v), k.mT @ (self.velocities * v)
        before_sums, before_velocities = self.states(sums, velocities)
        out = (products * self.within) @ v + q @ before_sums + (self.carried * q) @ before_velocities
        return (out / normalizer(q, k, products.tril())).flatten(-3, -2)

    def states(self, sums, velocities):
        s, d = torch.zeros_like(sums[..., 0, :, :]), torch.zeros_like(sums[..., 0, :, :])
        all_s, all_d = [], []
        for sum_, velocity in zip(sums.unbind(-3), velocities.unbind(-3)):
            all_s.append(s)
            all_d.append(d)
            s = s + self.carry * d + sum_
            d = self.decay * d + velocity
        return torch.stack(all_s, -3), torch.stack(all_d, -3)


def softmax(q, k, v):
    return F.scaled_dot_product_attention(q, k, v, is_causal=True)


@torch.no_grad()
def generate(kind, problem, q, k, v):
    out = torch.empty_like(q)
    if kind == "softmax":
        for i in range(problem.length):
            token = slice(i, i + 1)
            out[:, :, token] = F.scaled_dot_product_attention(q[:, :, token], k[:, :, : i + 1], v[:, :, : i + 1])
        return out
    q, k = phi(q), phi(k)
    s = torch.zeros(1, problem.HEADS, problem.WIDTH, problem.WIDTH)
    z, m = torch.zeros(1, problem.HEADS, problem.WIDTH), torch.zeros_like(s)
    for i in range(problem.length):
        product = k[:, :, i, :, None] * v[:, :, i, None, :]
        if kind == "momentum":
            m.mul_(problem.B).add_(product)
            s.add_(m, alpha=problem.G)
        else:
            s.add_(product)
        z.add_(k[:, :, i])
        query = q[:, :, i]
        out[:, :, i] = (query[:, :, None] @ s)[:, :, 0] / ((query * z).sum(-1, keepdim=True) + problem.EPSILON)
    return out


def w9(kind, what, length, threads):
    use_processors(threads)
    problem = workloads.CausalAttention(kind, length)
    q, k, v, cotangent, gate = (
        torch.tensor(np.ascontiguousarray(x), dtype=torch.float32)[None]
        for x in (problem.q, problem.k, problem.v, problem.cotangent, problem.gate_cotangent)
    )
    if what == "generate":
        def call():
            return generate(kind, problem, q, k, v)

        return Case({"threads": torch.get_num_threads()}, gates.causal_attention(problem, call()[0].numpy(), None), call)
    attention = {"softmax": softmax, "linear": linear, "momentum": Momentum(problem.B, problem.G)}[kind]
    inputs = [x.requires_grad_() for x in (q, k, v)]

    def gradients(bar):
        out = attention(q, k, v)
        return out, torch.autograd.grad(out, inputs, bar)

    @torch.no_grad()
    def forward():
        return attention(q, k, v)

    out, found = gradients(gate)
    checks = gates.causal_attention(problem, out[0].detach().numpy(), [x[0].numpy() for x in found])
    values = {"threads": torch.get_num_threads()}
    return Case(values, checks, forward if what == "forward" else lambda: gradients(cotangent))
