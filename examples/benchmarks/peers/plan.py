# SPDX-License-Identifier: Apache-2.0
# Copyright The Impetus Authors
"""Which rows there are: library, workload, and the arguments of the function that makes the row."""

LIBRARIES = ("torch", "torchdiffeq", "torchode", "diffrax", "scipy")
TOLERANCES = (1e-3, 1e-5, 1e-7, 1e-9)
LENGTHS = (256, 512, 1024, 2048, 4096, 8192, 16384)


def van_der_pol(**more):
    return [dict(mu=mu, batch=batch, **more) for mu, batch in ((2, 1), (2, 16), (2, 256), (25, 256))]


def small_neural_ode(gradients, backsolves):
    rows = [dict(gradient="none"), dict(gradient="none", dtype="float32")]
    rows += [dict(gradient=gradient, outputs=outputs) for gradient in (*gradients, backsolves[0]) for outputs in (2, 10, 100)]
    rows += [dict(gradient=gradients[0], dtype="float32"), dict(gradient=backsolves[0], tol=1e-9)]
    return rows + [dict(gradient=gradient) for gradient in backsolves[1:]]


def oscillator(methods, gradient):
    return [dict(method=method, gradient=gradient, outputs=outputs) for method in methods for outputs in (10, 100)]


def by_tolerance(methods):
    return [dict(method=method, rtol=rtol) for method in methods for rtol in TOLERANCES]


def long_spiral(*gradients):
    rows = [dict(gradient=gradient, tol=tol) for gradient in gradients for tol in TOLERANCES]
    return rows + [dict(gradient=gradient, tol=1e-5, batch=4096) for gradient in gradients]


DENSE_NET = [dict(what=what, dtype=dtype) for dtype in ("float32", "float64") for what in ("apply", "vjp")]
DISCS = [dict(model="node"), dict(model="hbnode")]

ATTENTION = [
    dict(kind=kind, what=what, length=length, threads=1 if what == "generate" else 2)
    for what, lengths in (("forward", LENGTHS), ("gradient", LENGTHS), ("generate", (1024,)))
    for length in lengths
    for kind in ("momentum", "linear", "softmax")
]
PIXELS = [
    dict(cell=cell, denormals=denormals, threads=threads)
    for threads in (1, 2)
    for cell, denormals in (("lstm-module", "flushed"), ("momentum-lstm", "flushed"), ("momentum-lstm", "kept"))
]

PLAN = {
    "torch": {"W9": ATTENTION, "W10": PIXELS},
    "torchdiffeq": {
        "W0": DENSE_NET,
        "W1": van_der_pol() + [dict(mu=2, batch=256, dtype="float32"), dict(mu=25, batch=256, dtype="float32")],
        "W2": small_neural_ode(("discrete",), ("backsolve", "seminorm")),
        "W3": [dict(gradient="discrete"), dict(gradient="backsolve")],
        "W4": oscillator(("dopri5",), "discrete"),
        "W5": by_tolerance(("dopri5", "dopri8")),
        "W6a": [dict(method="dopri5", rtol=rtol) for rtol in (1e-3, 1e-6)],
        "W7": DISCS,
        "W8": long_spiral("discrete", "backsolve"),
    },
    "torchode": {
        "W1": van_der_pol() + [dict(mu=2, batch=256, dtype="float32"), dict(mu=25, batch=256, dtype="float32")],
        "W2": small_neural_ode(("discrete",), ("backsolve", "backsolve per sample")),
        "W3": [dict(gradient="discrete")],
        "W4": oscillator(("dopri5", "tsit5"), "discrete"),
        "W5": by_tolerance(("dopri5", "tsit5")),
        "W7": DISCS,
        "W8": long_spiral("discrete", "backsolve"),
    },
    "diffrax": {
        "W0": DENSE_NET,
        "W1": van_der_pol()
        + van_der_pol(stepping="per sample")
        + [dict(mu=mu, batch=256, dtype="float32", stepping=way) for mu in (2, 25) for way in ("shared", "per sample")],
        "W2": small_neural_ode(("checkpointed", "discrete"), ("backsolve", "seminorm")),
        "W3": [dict(gradient="checkpointed"), dict(gradient="discrete")],
        "W4": oscillator(("dopri5", "tsit5"), "checkpointed"),
        "W5": by_tolerance(("dopri5", "tsit5", "dopri8")),
        "W6b": [dict(method="kvaerno5", tol=1e-8, groups=groups) for groups in (1, 10, 100)],
        "W7": DISCS,
        "W8": long_spiral("checkpointed", "discrete", "backsolve"),
    },
    "scipy": {
        "W1": van_der_pol(),
        "W2": [dict(gradient="none")],
        "W5": by_tolerance(("dopri5", "dop853")),
        "W6a": [dict(method=method, rtol=rtol) for method in ("dopri5", "radau", "bdf", "lsoda") for rtol in (1e-3, 1e-6)],
        "W6b": [dict(method="radau", tol=1e-8, groups=groups) for groups in (1, 10, 100)],
    },
}

# Rows that a reader would look for; they appear in the results as absent, with the reason.
NOT_OFFERED = {
    ("torchdiffeq", "W4 tsit5"): "the release has no Tsit5",
    ("torchdiffeq", "W5 tsit5"): "the release has no Tsit5",
    ("torchdiffeq", "W6b"): "the release has no implicit method",
    ("torchode", "W5 dopri8"): "no Dopri8",
    ("torchode", "W6b"): "no implicit method",
    ("scipy", "W2 gradients"): "no gradients",
    ("scipy", "W3"): "no gradients",
    ("scipy", "W4"): "no gradients",
    ("scipy", "W7"): "no gradients",
    ("scipy", "W8"): "no gradients",
}


def name(variant):
    return " ".join(f"{key}={value}" for key, value in variant.items())
