# SPDX-License-Identifier: Apache-2.0
# Copyright The Impetus Authors
"""What a row measures and how: correctness first, then time."""

import math
import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np


@dataclass
class Check:
    """One comparison with a reference value; a row whose checks do not all pass is not timed."""

    what: str
    value: object
    reference: object
    tolerance: float
    kind: str  # "relative", "absolute" or "at most" (a factor on the reference)

    def passed(self):
        value, reference = np.asarray(self.value, float), np.asarray(self.reference, float)
        if self.kind == "at most":
            return bool(np.all(value <= self.tolerance * reference))
        distance = np.linalg.norm(value - reference)
        return bool(distance <= self.tolerance * (np.linalg.norm(reference) if self.kind == "relative" else 1))

    def as_json(self):
        return {"what": self.what, "value": as_json(self.value), "reference": as_json(self.reference),
                "tolerance": self.tolerance, "kind": self.kind, "passed": self.passed()}  # fmt: skip


@dataclass
class Case:
    """One row before it is timed. Either `call` (repeatable) or `train` (yields one record for each training step)."""

    values: dict
    checks: list
    call: Callable | None = None
    steps: float | None = None  # solver steps in one call
    evaluations: float | None = None  # field evaluations in one call, forward and backward
    train: Callable | None = None
    training_steps: int = 0
    summary: Callable = lambda records: ({}, [])  # values and checks of a finished training
    compile_seconds: float | None = None
    notes: list = field(default_factory=list)


def relative(what, value, reference, tolerance):
    return Check(what, value, reference, tolerance, "relative")


def absolute(what, value, reference, tolerance):
    return Check(what, value, reference, tolerance, "absolute")


def at_most(what, value, reference, factor=1.0):
    return Check(what, value, reference, factor, "at most")


def distance(value, reference):
    """Relative error in the Euclidean norm."""
    value, reference = np.asarray(value, float), np.asarray(reference, float)
    return float(np.linalg.norm(value - reference) / np.linalg.norm(reference))


def measure(case, options):
    """Runs the gate and, if it is passed, the clock; gives the part of the row that the case decides.

    A training is gate and clock in one run: its times are dropped when its trace turns out wrong.
    """
    row = {"values": dict(case.values), "notes": case.notes, "compile_seconds": case.compile_seconds}
    checks = list(case.checks)
    timing = None
    if all(check.passed() for check in checks):
        row["rss_before_timing_mib"] = forget_peak()
        if case.train:
            records, timing = _training(case, options.training_budget)
            values, more = case.summary(records)
            row["values"].update(values)
            checks += more
        else:
            timing = _repeat(case, options.repetitions, options.minimum_seconds, options.budget)
    passed = all(check.passed() for check in checks)
    row["gate"] = [check.as_json() for check in checks]
    row["status"] = "timed" if passed else "gate failed"
    row["timing"] = timing if passed else None
    return as_json(row)


def _repeat(case, repetitions, minimum_seconds, budget):
    """Repetitions of at least `minimum_seconds` each, after a warm-up of two calls or more."""
    start = time.perf_counter()
    warm = []
    while len(warm) < 2 or (time.perf_counter() - start < min(2.0, budget / 5) and len(warm) < 1000):
        warm.append(_seconds(case.call))
    calls = max(1, math.ceil(minimum_seconds / min(warm)))
    samples, processor = [], []
    while len(samples) < repetitions and (not samples or time.perf_counter() - start < budget):
        begin = time.process_time()
        samples.append(_seconds(lambda: [case.call() for _ in range(calls)]) / calls)
        processor.append((time.process_time() - begin) / calls)
    timing = {"unit": "one call", "warm_up_calls": len(warm), "first_call_s": warm[0], "repetitions": len(samples),
              "calls_per_repetition": calls, "min_s": min(samples), "median_s": statistics.median(samples),
              "min_processor_s": min(processor), "samples_s": samples}  # fmt: skip
    if case.steps:
        timing["us_per_step"] = 1e6 * min(samples) / case.steps
    if case.evaluations:
        timing["us_per_evaluation"] = 1e6 * min(samples) / case.evaluations
    return timing


def _training(case, budget):
    """One training, each step timed; it stops early when the budget is used up."""
    records, samples = [], []
    processor, begin = time.process_time(), time.perf_counter()
    last = begin
    for record in case.train():
        now = time.perf_counter()
        samples.append(now - last)
        records.append(record)
        if len(records) == case.training_steps or now - begin > budget:
            break
        last = time.perf_counter()
    timing = {"unit": "one training step", "training_steps": len(samples), "complete": len(samples) == case.training_steps,
              "total_s": sum(samples), "total_processor_s": time.process_time() - processor, "min_s": min(samples),
              "median_s": statistics.median(samples)}  # fmt: skip
    evaluations = sum(record.get("nfe", 0) + record.get("nfe_backward", 0) for record in records)
    if evaluations:
        timing["us_per_evaluation"] = 1e6 * sum(samples) / evaluations
    return records, timing


def _seconds(call):
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def peak_mebibytes():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def forget_peak():
    """Lets the peak of resident memory start anew, so that it is not the gate's; gives it (Linux only, else unchanged)."""
    try:
        with open("/proc/self/clear_refs", "w") as file:
            file.write("5")
    except OSError:
        pass
    return peak_mebibytes()


def as_json(value):
    if isinstance(value, dict):
        return {str(key): as_json(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [as_json(item) for item in value]
    if hasattr(value, "tolist"):  # an array or a scalar of NumPy or JAX
        return as_json(value.tolist())
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value
