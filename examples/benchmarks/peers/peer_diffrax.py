# SPDX-License-Identifier: Apache-2.0
# Copyright The Impetus Authors
"""The workloads on diffrax: one XLA program for a whole solve, gradient or training step; one step size for the batch.

PIDController at its defaults is the same I controller (safety 0.9, growth 10, shrink 0.2, RMS norm, Hairer's first
step). diffrax counts steps, not evaluations: nfe is derived as stages x steps + 2, and none is known for the adjoint.
"""

import time

import diffrax
import jax
import jax.numpy as jnp
import numpy as np
import optax

import gates
import workloads
from measure import Case, absolute

DISTRIBUTIONS = ("diffrax", "equinox", "optax", "jax", "jaxlib")
METHODS = {"dopri5": diffrax.Dopri5, "tsit5": diffrax.Tsit5, "dopri8": diffrax.Dopri8}
ACTIVATIONS = {
    "softplus": jax.nn.softplus, "tanh": jnp.tanh, "elu": jax.nn.elu, "identity": lambda y: y,
    "clamp 5": lambda y: jnp.clip(y, -5, 5), "clamp 1": lambda y: jnp.clip(y, -1, 1),
}  # fmt: skip


def precision(dtype):
    jax.config.update("jax_enable_x64", dtype == "float64")


def flushes_denormals():
    return bool(np.asarray(jax.jit(lambda x: x * 0.5)(jnp.float32(1e-39))).view(np.uint32) == 0)


def solve(field, y0, args, times, rtol, atol, method="dopri5", gradient="checkpointed"):
    """diffrax's solution with outputs at `times`; run-time checks are off, so the caller looks at the result."""
    controller = diffrax.PIDController(rtol=rtol, atol=atol)
    seminorm = diffrax.PIDController(rtol=rtol, atol=atol, norm=diffrax.adjoint_rms_seminorm)
    adjoint = {
        "none": diffrax.RecursiveCheckpointAdjoint(),
        "checkpointed": diffrax.RecursiveCheckpointAdjoint(),
        "discrete": diffrax.DirectAdjoint(),
        "backsolve": diffrax.BacksolveAdjoint(),
        "seminorm": diffrax.BacksolveAdjoint(stepsize_controller=seminorm),
    }[gradient]  # fmt: skip
    return diffrax.diffeqsolve(
        diffrax.ODETerm(field), METHODS[method](), times[0], times[-1], None, y0, args,
        saveat=diffrax.SaveAt(ts=times), stepsize_controller=controller, adjoint=adjoint, max_steps=8192, throw=False,
    )  # fmt: skip


def compiled(function, *arguments):
    """The compiled program, as a call without arguments that waits for its result, and the seconds of compiling."""
    start = time.perf_counter()
    program = jax.jit(function).lower(*arguments).compile()
    seconds = time.perf_counter() - start
    return lambda *given: jax.block_until_ready(program(*(given or arguments))), seconds


def network(layers, activations, y):
    for (weight, bias), activation in zip(layers, activations):
        y = ACTIVATIONS[activation](y @ weight.T + bias)
    return y


def arrays(layers):
    return [(jnp.asarray(weight), jnp.asarray(bias)) for weight, bias in layers]


def flat(tree):
    return np.concatenate([np.ravel(leaf) for leaf in jax.tree_util.tree_leaves(tree)])


def evaluations_of(solution, stages=6):
    return stages * solution.stats["num_steps"] + 2


def succeeded(solution):
    return absolute("all solves succeeded", int(jnp.all(solution.result == diffrax.RESULTS.successful)), 1, 0)


def w0(what, dtype):
    precision(dtype)
    problem = workloads.DenseNet()
    x, parameters = jnp.asarray(problem.x), arrays(problem.layers)

    def net(x, parameters):
        return network(parameters, problem.ACTIVATIONS, x)

    output, pullback = jax.vjp(net, x, parameters)
    apply, seconds = compiled(net, x, parameters)
    vjp, vjp_seconds = compiled(lambda pullback, bar: pullback(bar), pullback, jnp.ones_like(output))
    checks = gates.dense_net(problem, dtype, output, vjp()[0])
    return Case({}, checks, vjp if what == "vjp" else apply, evaluations=1,
                compile_seconds=vjp_seconds if what == "vjp" else seconds)  # fmt: skip


def w1(mu, batch, dtype="float64", stepping="shared"):
    precision(dtype)
    problem = workloads.VanDerPol(mu, batch)
    times = jnp.asarray(problem.times)

    def field(t, y, args):
        x, v = y[..., 0], y[..., 1]
        return jnp.stack([v, mu * (1 - x**2) * v - x], axis=-1)

    def one(y0):
        return solve(field, y0, None, times, problem.TOLERANCE, problem.TOLERANCE)

    call, seconds = compiled(one if stepping == "shared" else jax.vmap(one), jnp.asarray(problem.starts))
    solution = call()
    steps = np.asarray(solution.stats["num_steps"])
    end = solution.ys[-1] if stepping == "shared" else solution.ys[:, -1]
    values, checks = gates.van_der_pol(problem, end, steps, dtype, per_sample=stepping != "shared")
    values["nfe"] = 6 * values["steps_max"] + 2
    return Case(values, [*checks, succeeded(solution)], call, values["steps_max"], values["nfe"], compile_seconds=seconds)


def w2(gradient, outputs=2, tol=1e-6, dtype="float64"):
    precision(dtype)
    problem = workloads.SmallNeuralOde()
    parameters, y0 = arrays(problem.layers), jnp.asarray(problem.y0)
    times = jnp.linspace(0, problem.END, outputs)

    def run(arguments, tolerance, gradient):
        parameters, y0 = arguments
        return solve(lambda t, y, args: network(args, problem.ACTIVATIONS, y), y0, parameters, times, tolerance, tolerance,
                     gradient=gradient)  # fmt: skip

    forward, seconds = compiled(lambda arguments: run(arguments, tol, "none"), (parameters, y0))
    solution = forward()
    evaluations = int(evaluations_of(solution))
    values, checks = gates.small_neural_ode(problem, np.mean(solution.ys[-1], 0), evaluations, tol, dtype)
    checks.append(succeeded(solution))
    if gradient == "none":
        return Case(values, checks, forward, (evaluations - 2) // 6, evaluations, compile_seconds=seconds)

    def differentiate(tolerance, gradient):
        def loss(arguments):
            return run(arguments, tolerance, gradient).ys[-1].sum(-1).mean()

        return compiled(jax.grad(loss), (parameters, y0))

    reference = [flat(tree) for tree in differentiate(1e-12, "checkpointed")[0]()] if dtype == "float64" else None
    call, seconds = differentiate(tol, gradient)
    more, gradient_checks = gates.small_neural_ode_gradient(
        problem, gradient, outputs, tol, [flat(tree) for tree in call()], reference
    )
    return Case(values | more, checks + gradient_checks, call, (evaluations - 2) // 6, compile_seconds=seconds)


def adam_step(loss, parameters, rate, *batch):
    """One compiled training step (parameters, state, *batch) -> (..., record), and the seconds of compiling it."""
    adam = optax.adam(rate)

    def step(parameters, state, *batch):
        (value, record), gradient = jax.value_and_grad(loss, has_aux=True)(parameters, *batch)
        updates, state = adam.update(gradient, state)
        record = {"loss": value, "gradient_norm": optax.global_norm(gradient), **record}
        return optax.apply_updates(parameters, updates), state, record

    state = adam.init(parameters)
    call, seconds = compiled(step, parameters, state, *batch)
    return call, state, seconds


def plain(record):
    return {key: value.item() for key, value in record.items()}


def w3(gradient):
    precision("float64")
    problem = workloads.Spiral()
    target, times, y0 = jnp.asarray(problem.target), jnp.asarray(problem.fit_times), jnp.asarray(problem.Y0)

    def loss(parameters):
        solution = solve(lambda t, y, args: network(args, problem.ACTIVATIONS, y**3), y0, parameters, times,
                         problem.FIT_RTOL, problem.FIT_ATOL, gradient=gradient)  # fmt: skip
        return jnp.square(solution.ys - target).sum(), {"nfe": evaluations_of(solution)}

    initial = arrays(problem.layers)
    step, initial_state, seconds = adam_step(loss, initial, problem.LEARNING_RATE)

    def train():
        parameters, state = initial, initial_state
        while True:
            parameters, state, record = step(parameters, state)
            yield plain(record)

    return Case({}, gates.spiral_target(problem), train=train, training_steps=problem.FIT_STEPS, compile_seconds=seconds,
                summary=lambda records: gates.spiral_fit(problem, records))  # fmt: skip


def w4(method, gradient, outputs, dtype="float32"):
    precision(dtype)
    problem = workloads.Oscillator()
    y0, target, times = jnp.asarray(problem.y0), jnp.asarray(problem.target), jnp.asarray(problem.times)
    initial = arrays(problem.layers)

    def run(parameters, start, times):
        return solve(lambda t, y, args: network(args, problem.ACTIVATIONS, y), start, parameters, times, problem.RTOL,
                     problem.ATOL, method, gradient)  # fmt: skip

    solution = jax.jit(run)(initial, y0[problem.block(0)], times)
    values, checks = gates.oscillator(problem, method, np.mean(solution.ys[-1], 0), int(evaluations_of(solution)), dtype)

    def loss(parameters, start, target):
        solution = run(parameters, start, times[:outputs])
        return jnp.square(solution.ys - target).mean(), {"nfe": evaluations_of(solution)}

    batches = [(y0[rows], target[:outputs, rows]) for rows in map(problem.block, range(8))]
    step, initial_state, seconds = adam_step(loss, initial, problem.LEARNING_RATE, *batches[0])

    def train():
        parameters, state, count = initial, initial_state, 0
        while True:
            parameters, state, record = step(parameters, state, *batches[count % 8])
            yield plain(record)
            count += 1

    return Case(values, [*checks, succeeded(solution)], train=train, training_steps=500, compile_seconds=seconds,
                summary=lambda records: gates.oscillator_fit(problem, outputs, records))  # fmt: skip


def w5(method, rtol):
    precision("float64")
    problem = workloads.LotkaVolterra()
    times = jnp.array([0.0, problem.END])

    def field(t, y, args):
        x, z = y
        return jnp.stack([1.5 * x - x * z, -3 * z + x * z])

    call, seconds = compiled(lambda y0: solve(field, y0, None, times, rtol, rtol * 1e-3, method), jnp.ones(2))
    solution = call()
    steps = int(solution.stats["num_steps"])
    evaluations = problem.EVALUATIONS_PER_STEP[method] * steps + 2
    values, checks = gates.lotka_volterra(problem, method, rtol, solution.ys[-1], evaluations)
    return Case(values, [*checks, succeeded(solution)], call, steps, evaluations, compile_seconds=seconds)


def w6b(method, tol, groups):
    precision("float64")
    problem = workloads.Robertson()

    def field(t, y, args):
        a, b, c = y.T
        first, second = -0.04 * a + 1e4 * b * c, 3e7 * b**2
        return jnp.stack([first, -first - second, second], axis=-1)

    def run(y0):
        controller = diffrax.PIDController(rtol=tol, atol=tol, pcoeff=0.3, icoeff=0.3)
        return diffrax.diffeqsolve(diffrax.ODETerm(field), {"kvaerno5": diffrax.Kvaerno5}[method](), 0.0, problem.END,
                                   2e-4, y0, stepsize_controller=controller, throw=False)  # fmt: skip

    call, seconds = compiled(run, jnp.tile(jnp.asarray(problem.Y0), (groups, 1)))
    solution = call()
    values, checks = gates.robertson(problem, groups, solution.ys[-1])
    steps = int(solution.stats["num_steps"])
    return Case({"steps": steps, **values}, [*checks, succeeded(solution)], call, steps, compile_seconds=seconds,
                notes=["PI controller (0.3, 0.3): 188 steps instead of the I controller's 451"])  # fmt: skip


def w7(model):
    precision("float64")
    problem = workloads.Discs(model)
    points, target, times = jnp.asarray(problem.points), jnp.asarray(problem.target), jnp.array([0.0, 1.0])
    initial = {"field": arrays(problem.field), "decoder": arrays(problem.decoder)}
    if model == "hbnode":
        initial |= {"velocity": arrays(problem.velocity), "gamma": jnp.asarray(problem.gamma)}

    def node(t, y, args):
        return network(args["field"], problem.ACTIVATIONS, y)

    def heavy_ball(t, y, args):
        z, v = jnp.split(y, 2, axis=-1)
        return jnp.concatenate([-v, network(args["field"], problem.ACTIVATIONS, z) - jax.nn.sigmoid(args["gamma"]) * v], -1)

    def loss(parameters):
        start = points
        if model == "hbnode":
            velocity = network(parameters["velocity"], ("clamp 5", "clamp 5", "identity"), points)
            start = jnp.concatenate([points, velocity], axis=-1)
        solution = solve(heavy_ball if model == "hbnode" else node, start, parameters, times, problem.TOLERANCE,
                         problem.TOLERANCE, gradient="backsolve")  # fmt: skip
        prediction = network(parameters["decoder"], ("clamp 1",), solution.ys[-1, :, :2])[:, 0]
        accuracy = jnp.mean(jnp.sign(prediction) == target)
        return jnp.square(prediction - target).mean(), {"nfe": evaluations_of(solution), "accuracy": accuracy}

    step, initial_state, seconds = adam_step(loss, initial, problem.LEARNING_RATE)

    def train():
        parameters, state = initial, initial_state
        while True:
            parameters, state, record = step(parameters, state)
            yield plain(record)

    return Case({}, [], train=train, training_steps=problem.STEPS + 1, compile_seconds=seconds,
                summary=lambda records: gates.discs(problem, model, records))  # fmt: skip


def w8(gradient, tol, batch=1):
    precision("float64")
    problem = workloads.Spiral()
    times = jnp.asarray(problem.LONG_TIMES)

    def loss(y0, matrix):
        solution = solve(lambda t, y, args: y**3 @ args, y0, matrix, times, tol, tol, gradient=gradient)
        return jnp.square(solution.ys[-1]).sum(-1).mean(), (solution.ys[-1, 0], evaluations_of(solution))

    y0 = jnp.tile(jnp.asarray(problem.Y0), (batch, 1))
    call, seconds = compiled(jax.value_and_grad(loss, argnums=(0, 1), has_aux=True), y0, jnp.asarray(problem.A))
    (_, (end, evaluations)), (y0_gradient, a_gradient) = call()
    values, checks = gates.long_spiral(problem, gradient, tol, end, np.sum(y0_gradient, 0), a_gradient, int(evaluations))
    return Case(values, checks, call, (int(evaluations) - 2) // 6, compile_seconds=seconds)
