# SPDX-License-Identifier: Apache-2.0
# Copyright The Impetus Authors
"""The correctness gate of each workload: what a library found, against the reference values.

`exact` is for the library whose counts the references are: torchdiffeq in float64. The others run the same tableaus
and an I controller too, but clip the last step at the end time, may shrink a step after an accepted one, or step each
sample alone; their counts may differ by COUNTS, their errors by ERRORS (or by 100 rtol, where that says more).
"""

import numpy as np

from measure import absolute, at_most, distance, relative

COUNTS, ERRORS = 0.3, 10


def counted(what, value, reference, exact):
    return absolute(what, value, reference, 0) if exact else relative(what, value, reference, COUNTS)


def dense_net(problem, dtype, output, input_cotangent):
    tolerance = 2e-5 if dtype == "float32" else 1e-12
    distances = {"values": distance(output, problem.output), "input cotangent": distance(input_cotangent, problem.input_cotangent)}
    return [absolute(f"{what}, relative distance", value, 0, tolerance) for what, value in distances.items()]


def causal_attention(problem, out, gradients):
    """`gradients` of queries, keys and values for the gate's cotangent; None for generation. As (head, token, number)."""
    right = problem.references
    found = [out[:, problem.gate]] + list(gradients or [])
    names = ("four outputs", "gradient of queries", "gradient of keys", "gradient of values")
    return [absolute(f"{what}, relative distance", distance(x, reference), 0, 1e-4)
            for what, x, reference in zip(names, found, right)]  # fmt: skip


def van_der_pol(problem, end, steps, dtype, exact=False, per_sample=False):
    """`steps`: a number, or one for each sample. After one period every sample is back at its start."""
    key = (problem.mu, problem.batch)
    error = np.abs(np.asarray(end, float) - problem.starts)
    values = {"steps_mean": float(np.mean(steps)), "steps_max": int(np.max(steps)),
              "largest_return_error_x": error[:, 0].max(), "median_return_error_x": np.median(error[:, 0])}  # fmt: skip
    reference = (problem.MEAN_STEPS if per_sample else problem.SHARED_STEPS)[key]
    checks = [counted("steps", values["steps_mean"], reference, exact and dtype == "float64"),
              at_most("median return error in x", values["median_return_error_x"], 1e-2)]  # fmt: skip
    return values, checks


def small_neural_ode(problem, end, evaluations, tol, dtype, exact=False):
    values = {"nfe": evaluations, "mean_end": end}
    checks = [relative("mean y(100)", end, problem.MEAN_END, 1e-5 if dtype == "float64" else 1e-3),
              counted("evaluations forward", evaluations, problem.EVALUATIONS[tol], exact and dtype == "float64")]  # fmt: skip
    return values, checks


def small_neural_ode_gradient(problem, mode, outputs, tol, gradients, reference, backward=None, exact=False):
    """`reference`: the discrete gradient of the same library at 1e-12, itself checked by its norms; None in float32."""
    norms = [np.linalg.norm(gradient) for gradient in gradients]
    values = {"nfe_backward": backward, "parameter_gradient_norm": norms[0], "y0_gradient_norm": norms[1]}
    known = {"checkpointed": "discrete"}.get(mode, mode)
    expected = problem.GRADIENTS.get((known, 2 if known == "discrete" else outputs, tol))
    checks = []
    if reference is None:
        checks += [relative("norm of the parameter gradient", norms[0], problem.PARAMETER_NORM, 1e-2)]
        return values, checks
    checks += [
        relative("reference: norm of the parameter gradient", np.linalg.norm(reference[0]), problem.PARAMETER_NORM, 1e-6),
        relative("reference: norm of the y0 gradient", np.linalg.norm(reference[1]), problem.Y0_NORM, 1e-6),
    ]
    values["parameter_gradient_error"] = distance(gradients[0], reference[0])
    values["y0_gradient_error"] = distance(gradients[1], reference[1])
    if expected:
        count, parameter_error, y0_error = expected
        factor = 1.1 if exact else ERRORS
        checks += [at_most("error of the parameter gradient", values["parameter_gradient_error"], parameter_error, factor),
                   at_most("error of the y0 gradient", values["y0_gradient_error"], y0_error, factor)]  # fmt: skip
        if exact and count:
            checks.append(counted("evaluations backward", backward, count, exact))
    return values, checks


def spiral_target(problem):
    return [relative("target y(1.5)", problem.target[-1, 0], problem.FIT_END, 1e-9)]


def spiral_fit(problem, records, exact=False):
    trace = {step: (records[step]["loss"], records[step].get("nfe")) for step in problem.TRACE if step < len(records)}
    values = {"trace": trace, "last_loss": records[-1]["loss"], "last_nfe": records[-1].get("nfe")}
    checks = [relative("gradient norm at step 0", records[0]["gradient_norm"], problem.FIRST_GRADIENT_NORM, 1e-4)]
    for step, (loss, evaluations) in trace.items():
        expected_loss, expected_count = problem.TRACE[step]
        checks.append(relative(f"loss at step {step}", loss, expected_loss, 1e-6 if step <= 2 else 1e-3 if step <= 20 else 0.05))
        if exact or step <= 20:
            checks.append(counted(f"evaluations at step {step}", evaluations, expected_count, exact and step <= 20))
    return values, checks


def oscillator(problem, method, end, evaluations, dtype):
    values = {"initial_nfe": evaluations, "initial_mean_end": end}
    checks = [relative("mean y(10) at the initial weights", end, problem.MEAN_END[method], 1e-4),
              absolute("evaluations at the initial weights", evaluations, problem.EVALUATIONS, 6)]  # fmt: skip
    return values, checks


def oscillator_fit(problem, outputs, records):
    losses = {step: records[step]["loss"] for step in (0, 10, 100, 499) if step < len(records)}
    values = {"trace": losses, "last_loss": records[-1]["loss"], "last_nfe": records[-1]["nfe"]}
    known = problem.TRACE[outputs]
    return values, [relative(f"loss at step {step}", losses[step], known[step], 1e-3) for step in known if step in losses]


def lotka_volterra(problem, method, rtol, end, evaluations, exact=False):
    error = np.abs(np.asarray(end) - problem.REFERENCE).max()
    count, expected = problem.TABLE.get((method, rtol), (None, None))
    checks = [at_most("error", error, 1.1 * expected if exact else 100 * rtol)]
    if count:
        checks.append(counted("evaluations", evaluations, count, exact))
    return {"nfe": evaluations, "error": error}, checks


def diffusion(problem, method, rtol, end, evaluations, exact=False):
    values = {"nfe": evaluations, "error": distance(end, problem.exact)}
    count, error = problem.TABLE[rtol]
    checks = [at_most("relative error", values["error"], error, 1.1 if exact else ERRORS)]
    if method == "dopri5":
        checks.append(counted("evaluations", evaluations, count, exact))
    return values, checks


def robertson(problem, groups, end):
    error = np.abs(np.asarray(end).reshape(groups, 3) / problem.REFERENCE - 1).max()
    return {"error": error}, [at_most("largest relative error", error, 1e-5)]


def discs(problem, model, records, exact=False):
    forward, backward, largest_forward, largest_backward, loss, accuracy = problem.TABLE[model]
    complete = len(records) == problem.STEPS + 1
    values = {"loss": {step: records[step]["loss"] for step in (0, 10, 50, 100) if step < len(records)},
              "accuracy": records[-1]["accuracy"], "first_loss": records[0]["loss"]}  # fmt: skip
    for name in ("nfe", "nfe_backward"):
        if name in records[0]:
            counts = [record[name] for record in records]
            values |= {f"{name}_mean": np.mean(counts), f"{name}_max": max(counts), f"{name}_first": counts[0]}
    checks = [counted("evaluations at step 0", records[0]["nfe"], problem.FIRST_EVALUATIONS, exact)]
    if complete:
        checks.append(relative("mean evaluations forward", values["nfe_mean"], forward, 0.02 if exact else COUNTS))
        checks.append(relative("loss at step 100", records[-1]["loss"], loss, 0.02 if exact else 0.2))
    return values, checks


def long_spiral(problem, mode, tol, end, y0_gradient, a_gradient, forward, backward=None, exact=False):
    """The error is that of the six numbers (dL/dy0, dL/dA) together."""
    gradient = np.concatenate([np.ravel(y0_gradient), np.ravel(a_gradient)])
    reference = np.concatenate([problem.LONG_Y0_GRADIENT, problem.LONG_A_GRADIENT])
    discrete, backsolve, expected_forward, expected_backward = problem.LONG[tol]
    error = distance(gradient, reference)
    values = {"end": end, "nfe": forward, "nfe_backward": backward, "gradient_error": error}
    checks = [
        counted("evaluations forward", forward, expected_forward, exact),
        at_most("gradient error", error, backsolve if mode == "backsolve" else discrete, 1.1 if exact else ERRORS),
    ]
    if exact and mode == "backsolve":
        checks.append(counted("evaluations backward", backward, expected_backward, exact))
    return values, checks


def pixel_sequences(problem, cell, records):
    norm, losses = problem.REFERENCES["lstm" if cell == "lstm-module" else cell]
    values = {"trace": {step: records[step]["loss"] for step in losses if step < len(records)}, "last_loss": records[-1]["loss"]}
    checks = [relative("gradient norm at step 0", records[0]["gradient_norm"], norm, 1e-4)]
    checks += [relative(f"loss at step {step}", loss, losses[step], 1e-5) for step, loss in values["trace"].items()]
    return values, checks
