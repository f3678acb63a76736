# SPDX-License-Identifier: Apache-2.0
# Copyright The Impetus Authors
"""The recurrent workload on torch itself: its own LSTM, and a cell that a loop of Python calls once a step."""

import os

import torch
from torch import nn

import gates
import workloads
from measure import Case
from torch_models import DTYPES


class MomentumLstmCell(nn.Module):
    """v <- mu v + s (W x + b), gates = v + U h + c, and an LSTM (input, forget, cell, output) from there on."""

    def __init__(self, inputs, hidden, mu, s):
        super().__init__()
        self.mu, self.s = mu, s
        self.input, self.recurrent = nn.Linear(inputs, 4 * hidden), nn.Linear(hidden, 4 * hidden)

    def forward(self, x, h, c, v):
        v = self.mu * v + self.s * self.input(x)
        i, f, g, o = (v + self.recurrent(h)).chunk(4, 1)
        c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c, v


class Loop(nn.Module):
    """A cell, called for one step after the other, and a readout of the last state."""

    def __init__(self, problem, mu, s):
        super().__init__()
        self.hidden = problem.HIDDEN
        self.cell = MomentumLstmCell(1, self.hidden, mu, s)
        self.readout = nn.Linear(self.hidden, problem.CLASSES)

    def layers(self):
        return [(self.cell.input.weight, self.cell.input.bias), (self.cell.recurrent.weight, self.cell.recurrent.bias),
                (self.readout.weight, self.readout.bias)]  # fmt: skip

    def forward(self, x):
        h = c = x.new_zeros(x.shape[1], self.hidden)
        v = x.new_zeros(x.shape[1], 4 * self.hidden)
        for pixel in x:
            h, c, v = self.cell(pixel, h, c, v)
        return self.readout(h)


class Module(nn.Module):
    """torch's own LSTM, which runs all steps in one call, and the same readout."""

    def __init__(self, problem):
        super().__init__()
        self.lstm, self.readout = nn.LSTM(1, problem.HIDDEN), nn.Linear(problem.HIDDEN, problem.CLASSES)

    def layers(self):
        return [(self.lstm.weight_ih_l0, self.lstm.bias_ih_l0), (self.lstm.weight_hh_l0, self.lstm.bias_hh_l0),
                (self.readout.weight, self.readout.bias)]  # fmt: skip

    def forward(self, x):
        return self.readout(self.lstm(x)[0][-1])


def use_processors(threads):
    """For rows that say how many threads they have: run.py gives as many processors as the other rows have."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, range(os.cpu_count()))
    torch.set_num_threads(threads)


def w10(cell, denormals, threads, dtype="float32"):
    use_processors(threads)
    torch.set_flush_denormal(denormals == "flushed")
    problem, kind = workloads.PixelSequences(), DTYPES[dtype]
    x, target = torch.tensor(problem.x, dtype=kind), torch.tensor(problem.target)

    def train():
        if cell == "lstm-module":
            net = Module(problem)
        else:
            net = Loop(problem, *((problem.MU, problem.S) if cell == "momentum-lstm" else (0.0, 1.0)))
        net.to(kind)
        with torch.no_grad():
            for parameters, values in zip(net.layers(), problem.layers):
                for parameter, value in zip(parameters, values):
                    parameter.copy_(torch.tensor(value))
        adam = torch.optim.Adam(net.parameters(), lr=problem.LEARNING_RATE)
        while True:
            adam.zero_grad()
            loss = nn.functional.cross_entropy(net(x), target)
            loss.backward()
            gradient = torch.sqrt(sum(parameter.grad.square().sum() for parameter in net.parameters()))
            yield {"loss": loss.item(), "gradient_norm": gradient.item()}
            adam.step()

    return Case({"threads": torch.get_num_threads()}, [], train=train, training_steps=problem.STEPS,
                summary=lambda records: gates.pixel_sequences(problem, cell, records))  # fmt: skip
