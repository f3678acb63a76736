# SPDX-License-Identifier: Apache-2.0
# Copyright The Impetus Authors
"""The workloads on torchdiffeq: plain eager torch, one step size for the whole batch."""

import numpy as np
import torch
from torchdiffeq import odeint, odeint_adjoint

import gates
import workloads
from measure import Case
from torch_models import DTYPES, Cubic, DiscsModel, LotkaVolterraField, Network, VanDerPolField, flat_gradient
from torch_models import flushes_denormals  # noqa: F401 (run.py asks every peer)

DISTRIBUTIONS = ("torchdiffeq", "torch")


def steps(evaluations, per_step=6):
    return (evaluations - 2) // per_step


def integrator(gradient):
    """`odeint` (discrete) or `odeint_adjoint` (backsolve), the latter with the seminorm on request."""
    if gradient != "seminorm":
        return odeint if gradient == "discrete" else odeint_adjoint
    return lambda *args, **options: odeint_adjoint(*args, adjoint_options={"norm": "seminorm"}, **options)


def w0(what, dtype):
    problem, kind = workloads.DenseNet(), DTYPES[dtype]
    net = Network(problem.layers, problem.ACTIVATIONS, kind).net
    x = torch.tensor(problem.x, dtype=kind, requires_grad=True)
    output = net(x)
    ones, wanted = torch.ones_like(output), [x, *net.parameters()]

    def vjp():
        return torch.autograd.grad(output, wanted, ones, retain_graph=True)

    @torch.no_grad()
    def apply():
        return net(x)

    checks = gates.dense_net(problem, dtype, output.detach().numpy(), vjp()[0].numpy())
    return Case({}, checks, vjp if what == "vjp" else apply, evaluations=1)


def w1(mu, batch, dtype="float64"):
    problem, kind = workloads.VanDerPol(mu, batch), DTYPES[dtype]
    field = VanDerPolField(mu)
    y0 = torch.tensor(problem.starts, dtype=kind)
    times = torch.tensor(problem.times, dtype=kind)

    @torch.no_grad()
    def call():
        return odeint(field, y0, times, rtol=problem.TOLERANCE, atol=problem.TOLERANCE, method="dopri5")

    end = call()[-1].numpy()
    evaluations = field.taken()
    values, checks = gates.van_der_pol(problem, end, steps(evaluations), dtype, exact=True)
    return Case({"nfe": evaluations, **values}, checks, call, steps(evaluations), evaluations)


def w2(gradient, outputs=2, tol=1e-6, dtype="float64"):
    problem, kind = workloads.SmallNeuralOde(), DTYPES[dtype]
    field = Network(problem.layers, problem.ACTIVATIONS, kind)
    y0 = torch.tensor(problem.y0, dtype=kind, requires_grad=gradient != "none")
    times = torch.linspace(0, problem.END, outputs, dtype=kind)

    def solve(solver, tolerance=tol):
        return solver(field, y0, times, rtol=tolerance, atol=tolerance, method="dopri5")

    @torch.no_grad()
    def forward():
        return solve(odeint)

    end = forward()[-1].mean(0).numpy()
    evaluations = field.taken()
    values, checks = gates.small_neural_ode(problem, end, evaluations, tol, dtype, exact=True)
    if gradient == "none":
        return Case(values, checks, forward, steps(evaluations), evaluations)

    def differentiate(solver, tolerance=tol):
        field.zero_grad()
        y0.grad = None
        loss = solve(solver, tolerance)[-1].sum(-1).mean()
        forward_count = field.taken()
        loss.backward()
        return forward_count, field.taken(), flat_gradient(field), y0.grad.numpy()

    reference = differentiate(odeint, 1e-12)[2:] if dtype == "float64" else None
    _, backward, *gradients = differentiate(integrator(gradient))
    more, gradient_checks = gates.small_neural_ode_gradient(
        problem, gradient, outputs, tol, gradients, reference, backward, exact=dtype == "float64"
    )
    return Case(values | more, checks + gradient_checks, lambda: differentiate(integrator(gradient)),
                steps(evaluations), evaluations + backward)  # fmt: skip


def w3(gradient):
    problem = workloads.Spiral()
    target = torch.tensor(problem.target)
    times, y0 = torch.tensor(problem.fit_times), torch.tensor(problem.Y0)

    def train():
        field = Network(problem.layers, problem.ACTIVATIONS, torch.float64, cubed=True)
        adam = torch.optim.Adam(field.parameters(), lr=problem.LEARNING_RATE)
        while True:
            adam.zero_grad()
            y = integrator(gradient)(field, y0, times, rtol=problem.FIT_RTOL, atol=problem.FIT_ATOL, method="dopri5")
            loss, forward = (y - target).square().sum(), field.taken()
            loss.backward()
            record = {"loss": loss.item(), "nfe": forward, "nfe_backward": field.taken()}
            record["gradient_norm"] = np.linalg.norm(flat_gradient(field))
            adam.step()
            yield record

    checks = gates.spiral_target(problem)
    return Case({}, checks, train=train, training_steps=problem.FIT_STEPS,
                summary=lambda records: gates.spiral_fit(problem, records, exact=gradient == "discrete"))  # fmt: skip


def w4(method, gradient, outputs, dtype="float32"):
    problem, kind = workloads.Oscillator(), DTYPES[dtype]
    y0, target = torch.tensor(problem.y0, dtype=kind), torch.tensor(problem.target, dtype=kind)
    times = torch.tensor(problem.times, dtype=kind)

    def solve(field, start, until, solver):
        return solver(field, start, times[:until], rtol=problem.RTOL, atol=problem.ATOL, method=method)

    field = Network(problem.layers, problem.ACTIVATIONS, kind)
    with torch.no_grad():
        end = solve(field, y0[problem.block(0)], 100, odeint)[-1].mean(0).numpy()
    values, checks = gates.oscillator(problem, method, end, field.taken(), dtype)

    def train():
        field = Network(problem.layers, problem.ACTIVATIONS, kind)
        adam = torch.optim.Adam(field.parameters(), lr=problem.LEARNING_RATE)
        step = 0
        while True:
            rows = problem.block(step)
            adam.zero_grad()
            y = solve(field, y0[rows], outputs, integrator(gradient))
            loss, forward = (y - target[:outputs, rows]).square().mean(), field.taken()
            loss.backward()
            yield {"loss": loss.item(), "nfe": forward, "nfe_backward": field.taken()}
            adam.step()
            step += 1

    return Case(values, checks, train=train, training_steps=500,
                summary=lambda records: gates.oscillator_fit(problem, outputs, records))  # fmt: skip


def w5(method, rtol):
    problem, field = workloads.LotkaVolterra(), LotkaVolterraField()
    y0, times = torch.ones(2, dtype=torch.float64), torch.tensor([0.0, problem.END], dtype=torch.float64)

    @torch.no_grad()
    def call():
        return odeint(field, y0, times, rtol=rtol, atol=rtol * 1e-3, method=method)

    end = call()[-1].numpy()
    evaluations = field.taken()
    values, checks = gates.lotka_volterra(problem, method, rtol, end, evaluations, exact=True)
    return Case(values, checks, call, steps(evaluations, problem.EVALUATIONS_PER_STEP[method]), evaluations)


def w6a(method, rtol):
    problem = workloads.Diffusion()
    y0, times = torch.tensor(problem.y0), torch.tensor([0.0, problem.END], dtype=torch.float64)
    count = 0

    def field(t, y):
        nonlocal count
        count += 1
        return problem.N**2 * (torch.roll(y, 1) + torch.roll(y, -1) - 2 * y)

    @torch.no_grad()
    def call():
        return odeint(field, y0, times, rtol=rtol, atol=problem.ATOL, method=method)

    end = call()[-1].numpy()
    evaluations = count
    values, checks = gates.diffusion(problem, method, rtol, end, evaluations, exact=True)
    return Case(values, checks, call, steps(evaluations), evaluations)


def w7(model):
    problem = workloads.Discs(model)
    points, target = torch.tensor(problem.points), torch.tensor(problem.target)
    times = torch.tensor([0.0, 1.0], dtype=torch.float64)

    def train():
        net = DiscsModel(problem, torch.float64)
        adam = torch.optim.Adam(net.parameters(), lr=problem.LEARNING_RATE)
        while True:
            adam.zero_grad()
            y = odeint_adjoint(net.field, net.start(points), times, rtol=problem.TOLERANCE, atol=problem.TOLERANCE,
                               method="dopri5")  # fmt: skip
            forward, prediction = net.field.taken(), net.decode(y[-1])
            loss = (prediction - target).square().mean()
            loss.backward()
            yield {"loss": loss.item(), "nfe": forward, "nfe_backward": net.field.taken(),
                   "accuracy": (prediction.sign() == target).double().mean().item()}  # fmt: skip
            adam.step()

    return Case({}, [], train=train, training_steps=problem.STEPS + 1,
                summary=lambda records: gates.discs(problem, model, records, exact=True))  # fmt: skip


def w8(gradient, tol, batch=1):
    problem = workloads.Spiral()
    field, times = Cubic(problem.A, torch.float64), torch.tensor(problem.LONG_TIMES)
    y0 = torch.tensor(problem.Y0).repeat(batch, 1).requires_grad_()

    def call():
        field.zero_grad()
        y0.grad = None
        y = integrator(gradient)(field, y0, times, rtol=tol, atol=tol, method="dopri5")
        forward = field.taken()
        loss = y[-1].square().sum(-1).mean()
        loss.backward()
        return loss.item(), forward, field.taken(), y0.grad.sum(0).numpy(), flat_gradient(field), y[-1, 0]

    loss, forward, backward, y0_gradient, a_gradient, end = call()
    values, checks = gates.long_spiral(problem, gradient, tol, end.detach().numpy(), y0_gradient, a_gradient, forward,
                                       backward, exact=batch == 1)  # fmt: skip
    return Case(values, checks, call, steps(forward), forward + backward)
