# SPDX-License-Identifier: Apache-2.0
# Copyright The Impetus Authors
"""The workloads on SciPy's solve_ivp: forward solves only, the batch as one vector with one step size.

RK45 is Dormand-Prince 5(4) with the same controller and first step (it clips the last step at the end time).
"""

import numpy as np
from scipy.integrate import solve_ivp

import gates
import workloads
from measure import Case

DISTRIBUTIONS = ("scipy", "numpy")
METHODS = {"dopri5": "RK45", "dop853": "DOP853", "radau": "Radau", "bdf": "BDF", "lsoda": "LSODA"}


def flushes_denormals():
    return (np.array([1e-39], np.float32) * np.float32(0.5)).view(np.int32).item() == 0


def solver(field, y0, end, rtol, atol, method, times=None, jacobian=None):
    options = {} if jacobian is None else {"jac": jacobian}
    return lambda: solve_ivp(field, (0.0, end), y0, METHODS[method], times, rtol=rtol, atol=atol, **options)


def w1(mu, batch):
    problem = workloads.VanDerPol(mu, batch)

    def field(t, y):
        x, v = y.reshape(-1, 2).T
        return np.stack([v, mu * (1 - x * x) * v - x], axis=1).ravel()

    call = solver(field, problem.starts.ravel(), problem.period, problem.TOLERANCE, problem.TOLERANCE, "dopri5", problem.times)
    solution = call()
    steps = (solution.nfev - 2) // 6
    values, checks = gates.van_der_pol(problem, solution.y[:, -1].reshape(-1, 2), steps, "float64")
    return Case({"nfe": solution.nfev, **values}, checks, call, steps, solution.nfev)


def w2(gradient):
    if gradient != "none":
        raise ValueError(f"SciPy differentiates nothing, so W2 has no gradient '{gradient}' there; ask for 'none'")
    problem = workloads.SmallNeuralOde()
    (w1, b1), (w2, b2) = problem.layers

    def field(t, y):
        return np.tanh(np.logaddexp(0, y.reshape(-1, 4) @ w1.T + b1) @ w2.T + b2).ravel()

    call = solver(field, problem.y0.ravel(), problem.END, problem.TOLERANCE, problem.TOLERANCE, "dopri5")
    solution = call()
    end = solution.y[:, -1].reshape(-1, 4).mean(0)
    values, checks = gates.small_neural_ode(problem, end, solution.nfev, problem.TOLERANCE, "float64")
    return Case(values, checks, call, (solution.nfev - 2) // 6, solution.nfev)


def w5(method, rtol):
    problem = workloads.LotkaVolterra()

    def field(t, y):
        x, z = y
        return 1.5 * x - x * z, -3 * z + x * z

    call = solver(field, np.ones(2), problem.END, rtol, rtol * 1e-3, method)
    solution = call()
    values, checks = gates.lotka_volterra(problem, method, rtol, solution.y[:, -1], solution.nfev)
    return Case({**values, "steps": len(solution.t) - 1}, checks, call, len(solution.t) - 1, solution.nfev,
                notes=["a step is an accepted step here"])  # fmt: skip


def w6a(method, rtol):
    problem = workloads.Diffusion()

    def field(t, y):
        return problem.N**2 * (np.roll(y, 1) + np.roll(y, -1) - 2 * y)

    jacobian = problem.matrix if method in ("radau", "bdf") else None
    call = solver(field, problem.y0, problem.END, rtol, problem.ATOL, method, jacobian=jacobian)
    solution = call()
    values, checks = gates.diffusion(problem, method, rtol, solution.y[:, -1], solution.nfev)
    values |= {"factorisations": solution.nlu, "steps": len(solution.t) - 1}
    return Case(values, checks, call, len(solution.t) - 1, solution.nfev, notes=["a step is an accepted step here"])


def w6b(method, tol, groups):
    problem = workloads.Robertson()

    def field(t, y):
        a, b, c = y.reshape(-1, 3).T
        first, second = -0.04 * a + 1e4 * b * c, 3e7 * b**2
        return np.stack([first, -first - second, second], axis=1).ravel()

    call = solver(field, np.tile(problem.Y0, groups), problem.END, tol, tol, method)
    solution = call()
    values, checks = gates.robertson(problem, groups, solution.y[:, -1])
    values |= {"nfe": solution.nfev, "jacobians": solution.njev, "factorisations": solution.nlu, "steps": len(solution.t) - 1}
    return Case(values, checks, call, len(solution.t) - 1, solution.nfev, notes=["a step is an accepted step here"])
