# SPDX-License-Identifier: Apache-2.0
# Copyright The Impetus Authors
"""Solves one problem with methods of SciPy's solve_ivp at several tolerances: task and answers are JSON.

Every call of the field is counted, also those by which Jacobians are differenced. Time is
processor time, of the fastest repetition.
"""

import json
import sys
import time

import numpy as np
import scipy
from scipy.integrate import solve_ivp



def more_is_worth_it(done, spent):
    """As our own solves are timed: a fifth of a second, but seven times if that takes less than two seconds."""
    return spent < 2 if done < 7 else spent < 0.2 and done < 2000


def lotka_volterra(t, y):
    x, z = y
    return [1.5 * x - x * z, -3 * z + x * z]


MASSES = np.arange(1.0, 8.0)


def pleiades(t, y):
    x, z, dx, dz = y.reshape(4, 7)
    ax = x[None, :] - x[:, None]
    az = z[None, :] - z[:, None]
    distance = (ax * ax + az * az) ** 1.5
    np.fill_diagonal(distance, 1.0)
    return np.concatenate([dx, dz, (ax / distance) @ MASSES, (az / distance) @ MASSES])


def arenstorf(t, y):
    moon = 0.012277471
    x, z, dx, dz = y
    earth_x, moon_x = x + moon, x - (1 - moon)
    earth = (1 - moon) / (earth_x * earth_x + z * z) ** 1.5
    near = moon / (moon_x * moon_x + z * z) ** 1.5
    return [dx, dz, x + 2 * dz - earth * earth_x - near * moon_x, z - 2 * dx - (earth + near) * z]


def robertson(t, y):
    a, b, c = y
    first, last = -0.04 * a + 1e4 * b * c, 3e7 * b * b
    return [first, -first - last, last]


def hires(t, y):
    a, b, c, d, e, f, g, h = y
    fast = 280 * f * h
    seventh = fast - 1.81 * g
    return [
        -1.71 * a + 0.43 * b + 8.32 * c + 0.0007,
        1.71 * a - 8.75 * b,
        -10.03 * c + 0.43 * d + 0.035 * e,
        8.32 * b + 1.71 * c - 1.12 * d,
        -1.745 * e + 0.43 * (f + g),
        -fast + 0.69 * d + 1.71 * e - 0.43 * f + 0.69 * g,
        seventh,
        -seventh,
    ]


def van_der_pol(t, y):
    x, v = y
    return [v, 1e6 * ((1 - x * x) * v - x)]


def oregonator(t, y):
    a, b, c = y
    return [77.27 * (b + a * (1 - 8.375e-6 * a - b)), (c - (1 + a) * b) / 77.27, 0.161 * (a - c)]


FIELDS = {
    "lotka-volterra": lotka_volterra,
    "pleiades": pleiades,
    "arenstorf": arenstorf,
    "robertson": robertson,
    "hires": hires,
    "van-der-pol-singular": van_der_pol,
    "oregonator": oregonator,
}


def solve(task, method, rtol, atol):
    calls = 0
    field = FIELDS[task["problem"]]

    def counted(t, y):
        nonlocal calls
        calls += 1
        return field(t, y)

    interval, initial = (task["start"], task["end"]), np.array(task["initial"])
    solution = solve_ivp(counted, interval, initial, method, rtol=rtol, atol=atol)
    best, spent, done = float("inf"), 0.0, 0
    while done == 0 or more_is_worth_it(done, spent):
        begin = time.process_time()
        solve_ivp(field, interval, initial, method, rtol=rtol, atol=atol)
        took = time.process_time() - begin
        best, spent, done = min(best, took), spent + took, done + 1
    return {
        "method": method,
        "rtol": rtol,
        "success": bool(solution.success),
        "message": solution.message,
        "time": float(solution.t[-1]),
        "state": solution.y[:, -1].tolist(),
        "evaluations": calls,
        "steps": len(solution.t) - 1,
        "seconds": best,
        "repetitions": done,
    }


def main():
    if sys.argv[1:] == ["--version"]:
        print(f"SciPy {scipy.__version__}, NumPy {np.__version__}, Python {sys.version.split()[0]}")
        return
    task = json.load(sys.stdin)
    answers = [
        solve(task, method, rtol, atol)
        for method in task["methods"]
        for rtol, atol in zip(task["rtols"], task["atols"])
    ]
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()
