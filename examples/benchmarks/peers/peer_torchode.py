# SPDX-License-Identifier: Apache-2.0
# Copyright The Impetus Authors
"""The workloads on torchode: eager torch, each sample with a step size of its own (the joint backsolve aside).

The discrete gradient leaves the step sizes out, as torchdiffeq and diffrax do.
"""

import numpy as np
import torch
import torchode

import gates
import workloads
from measure import Case
from torch_models import DTYPES, Cubic, DiscsModel, LotkaVolterraField, Network, VanDerPolField, flat_gradient
from torch_models import flushes_denormals  # noqa: F401 (run.py asks every peer)

DISTRIBUTIONS = ("torchode", "torch")
METHODS = {"dopri5": torchode.Dopri5, "tsit5": torchode.Tsit5}


def solver(field, rtol, atol, gradient="discrete", method="dopri5"):
    """A function of (y0, times) that gives torchode's solution."""
    term = torchode.ODETerm(field)
    step = METHODS[method](term=term)
    controller = torchode.IntegralController(atol=atol, rtol=rtol, term=term)
    if gradient == "backsolve":
        loop = torchode.JointBacksolveAdjoint(term, step, controller)
    elif gradient == "backsolve per sample":
        loop = torchode.BacksolveAdjoint(term, step, controller)
    else:
        loop = torchode.AutoDiffAdjoint(step, controller, backprop_through_step_size_control=False)

    def solve(y0, times):
        problem = torchode.InitialValueProblem(y0, t_eval=times.expand(len(y0), -1))
        return loop.solve(problem)

    return solve


def w1(mu, batch, dtype="float64"):
    problem, kind = workloads.VanDerPol(mu, batch), DTYPES[dtype]
    field = VanDerPolField(mu)
    solve = solver(field, problem.TOLERANCE, problem.TOLERANCE)
    y0 = torch.tensor(problem.starts, dtype=kind)
    times = torch.tensor(problem.times, dtype=kind)

    @torch.no_grad()
    def call():
        return solve(y0, times)

    solution = call()
    evaluations, steps = field.taken(), solution.stats["n_steps"].numpy()
    values, checks = gates.van_der_pol(problem, solution.ys[:, -1].numpy(), steps, dtype, per_sample=True)
    return Case({"nfe": evaluations, **values}, checks, call, steps.max(), evaluations)


def w2(gradient, outputs=2, tol=1e-6, dtype="float64"):
    problem, kind = workloads.SmallNeuralOde(), DTYPES[dtype]
    field = Network(problem.layers, problem.ACTIVATIONS, kind)
    y0 = torch.tensor(problem.y0, dtype=kind, requires_grad=gradient != "none")
    times = torch.linspace(0, problem.END, outputs, dtype=kind)
    forward_solve = solver(field, tol, tol)

    @torch.no_grad()
    def forward():
        return forward_solve(y0, times)

    solution = forward()
    evaluations, steps = field.taken(), solution.stats["n_steps"]
    values, checks = gates.small_neural_ode(problem, solution.ys[:, -1].mean(0).numpy(), evaluations, tol, dtype)
    values |= {"steps_mean": steps.double().mean().item(), "steps_max": steps.max().item()}
    if gradient == "none":
        return Case(values, checks, forward, steps.max().item(), evaluations)

    def differentiate(solve):
        field.zero_grad()
        y0.grad = None
        loss = solve(y0, times).ys[:, -1].sum(-1).mean()
        forward_count = field.taken()
        loss.backward()
        return forward_count, field.taken(), flat_gradient(field), y0.grad.numpy()

    reference = differentiate(solver(field, 1e-12, 1e-12))[2:] if dtype == "float64" else None
    solve = solver(field, tol, tol, gradient)
    evaluations, backward, *gradients = differentiate(solve)
    more, gradient_checks = gates.small_neural_ode_gradient(
        problem, gradient.removesuffix(" per sample"), outputs, tol, gradients, reference, backward
    )
    values["nfe"] = evaluations
    return Case(values | more, checks + gradient_checks, lambda: differentiate(solve),
                steps.max().item(), evaluations + backward)  # fmt: skip


def w3(gradient):
    problem = workloads.Spiral()
    target = torch.tensor(problem.target)
    times, y0 = torch.tensor(problem.fit_times), torch.tensor(problem.Y0)

    def train():
        field = Network(problem.layers, problem.ACTIVATIONS, torch.float64, cubed=True)
        solve = solver(field, problem.FIT_RTOL, problem.FIT_ATOL, gradient)
        adam = torch.optim.Adam(field.parameters(), lr=problem.LEARNING_RATE)
        while True:
            adam.zero_grad()
            y = solve(y0, times).ys.transpose(0, 1)
            loss, forward = (y - target).square().sum(), field.taken()
            loss.backward()
            record = {"loss": loss.item(), "nfe": forward, "nfe_backward": field.taken()}
            record["gradient_norm"] = np.linalg.norm(flat_gradient(field))
            adam.step()
            yield record

    return Case({}, gates.spiral_target(problem), train=train, training_steps=problem.FIT_STEPS,
                summary=lambda records: gates.spiral_fit(problem, records))  # fmt: skip


def w4(method, gradient, outputs, dtype="float32"):
    problem, kind = workloads.Oscillator(), DTYPES[dtype]
    y0, target = torch.tensor(problem.y0, dtype=kind), torch.tensor(problem.target, dtype=kind)
    times = torch.tensor(problem.times, dtype=kind)

    def model():
        field = Network(problem.layers, problem.ACTIVATIONS, kind)
        return field, solver(field, problem.RTOL, problem.ATOL, gradient, method)

    field, solve = model()
    with torch.no_grad():
        end = solve(y0[problem.block(0)], times).ys[:, -1].mean(0).numpy()
    values, checks = gates.oscillator(problem, method, end, field.taken(), dtype)

    def train():
        field, solve = model()
        adam = torch.optim.Adam(field.parameters(), lr=problem.LEARNING_RATE)
        step = 0
        while True:
            rows = problem.block(step)
            adam.zero_grad()
            y = solve(y0[rows], times[:outputs]).ys.transpose(0, 1)
            loss, forward = (y - target[:outputs, rows]).square().mean(), field.taken()
            loss.backward()
            yield {"loss": loss.item(), "nfe": forward, "nfe_backward": field.taken()}
            adam.step()
            step += 1

    return Case(values, checks, train=train, training_steps=500,
                summary=lambda records: gates.oscillator_fit(problem, outputs, records))  # fmt: skip


def w5(method, rtol):
    problem, field = workloads.LotkaVolterra(), LotkaVolterraField()
    solve = solver(field, rtol, rtol * 1e-3, method=method)
    y0, times = torch.ones(1, 2, dtype=torch.float64), torch.tensor([0.0, problem.END], dtype=torch.float64)

    @torch.no_grad()
    def call():
        return solve(y0, times)

    solution = call()
    evaluations = field.taken()
    values, checks = gates.lotka_volterra(problem, method, rtol, solution.ys[0, -1].numpy(), evaluations)
    return Case(values, checks, call, solution.stats["n_steps"].item(), evaluations)


def w7(model):
    problem = workloads.Discs(model)
    points, target = torch.tensor(problem.points), torch.tensor(problem.target)
    times = torch.tensor([0.0, 1.0], dtype=torch.float64)

    def train():
        net = DiscsModel(problem, torch.float64)
        solve = solver(net.field, problem.TOLERANCE, problem.TOLERANCE, "backsolve")
        adam = torch.optim.Adam(net.parameters(), lr=problem.LEARNING_RATE)
        while True:
            adam.zero_grad()
            y = solve(net.start(points), times).ys[:, -1]
            forward, prediction = net.field.taken(), net.decode(y)
            loss = (prediction - target).square().mean()
            loss.backward()
            yield {"loss": loss.item(), "nfe": forward, "nfe_backward": net.field.taken(),
                   "accuracy": (prediction.sign() == target).double().mean().item()}  # fmt: skip
            adam.step()

    return Case({}, [], train=train, training_steps=problem.STEPS + 1,
                summary=lambda records: gates.discs(problem, model, records))  # fmt: skip


def w8(gradient, tol, batch=1):
    problem = workloads.Spiral()
    field, times = Cubic(problem.A, torch.float64), torch.tensor(problem.LONG_TIMES)
    solve = solver(field, tol, tol, gradient)
    y0 = torch.tensor(problem.Y0).repeat(batch, 1).requires_grad_()

    def call():
        field.zero_grad()
        y0.grad = None
        y = solve(y0, times).ys
        forward = field.taken()
        loss = y[:, -1].square().sum(-1).mean()
        loss.backward()
        return y[0, -1], forward, field.taken(), y0.grad.sum(0).numpy(), flat_gradient(field)

    end, forward, backward, y0_gradient, a_gradient = call()
    values, checks = gates.long_spiral(problem, gradient, tol, end.detach().numpy(), y0_gradient, a_gradient, forward,
                                       backward)  # fmt: skip
    return Case(values, checks, call, (forward - 2) // 6, forward + backward)
