# SPDX-License-Identifier: Apache-2.0
# Copyright The Impetus Authors
"""Runs the rows of one library and one workload in this process and prints one JSON object a line."""

import argparse
import importlib
import importlib.metadata
import json
import os
import platform
import sys
import time
import traceback

import plan


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", required=True, choices=plan.LIBRARIES)
    parser.add_argument("--workload", required=True, help="W0, W1, W2, W3, W4, W5, W6a, W6b, W7, W8, W9 or W10")
    parser.add_argument("--variant", help="one variant, as plan.py names it; all of them if left out")
    parser.add_argument("--json", help="a file to write the rows to, as one array")
    add_settings(parser)
    return parser.parse_args()


def add_settings(parser):
    parser.add_argument("--repetitions", type=int, default=20, help="timed repetitions of a row (20)")
    parser.add_argument("--minimum-seconds", type=float, default=0.1, help="length of one repetition (0.1)")
    parser.add_argument("--budget", type=float, default=60, help="seconds for timing one row (60)")
    parser.add_argument("--training-budget", type=float, default=300, help="the same for a training, which then ends early (300)")
    parser.add_argument("--threads", type=int, default=2, help="threads of every library, and processors given to it (2)")
    parser.add_argument("--flush-denormals", action="store_true", help="torch.set_flush_denormal(True); torch only")


def prepare(threads):
    """Has to happen before an array library is loaded."""
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[variable] = str(threads)
    os.environ["XLA_FLAGS"] = f"--xla_cpu_multi_thread_eigen={'true' if threads > 1 else 'false'}"
    os.environ["JAX_PLATFORMS"] = "cpu"
    os.environ["CUDA_VISIBLE_DEVICES"] = ""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:threads])


def load(library, threads, flush_denormals):
    """The module of the peer, and what every row of it says about its surroundings."""
    start = time.perf_counter()
    peer = importlib.import_module(f"peer_{library}")
    facts = {"import_seconds": time.perf_counter() - start, "threads": threads, "python": platform.python_version()}
    if "torch" in peer.DISTRIBUTIONS:
        import torch

        torch.set_num_threads(threads)
        torch.set_num_interop_threads(1)
        if flush_denormals:
            torch.set_flush_denormal(True)
    if "jax" in peer.DISTRIBUTIONS:
        facts["xla_flags"] = os.environ["XLA_FLAGS"]
    facts["denormals_flushed"] = peer.flushes_denormals()
    facts["versions"] = {name: importlib.metadata.version(name) for name in peer.DISTRIBUTIONS}
    return peer, facts


def run(peer, workload, variant, options):
    from measure import measure, peak_mebibytes

    before, start, load_average = peak_mebibytes(), time.perf_counter(), os.getloadavg()[0]
    try:
        case = getattr(peer, workload.lower())(**variant)
        gate_seconds = time.perf_counter() - start
        row = measure(case, options)
        row["preparation_seconds"] = gate_seconds
        row["denormals_flushed"] = peer.flushes_denormals()  # W10 decides that by row
    except Exception as error:  # one bad row must not cost the others
        traceback.print_exc()
        row = {"status": "failed", "reason": f"{type(error).__name__}: {error}".splitlines()[0]}
    row |= {"rss_before_mib": before, "peak_rss_mib": peak_mebibytes(), "load_average_before": load_average}
    return row


def main():
    options = arguments()
    prepare(options.threads)
    variants = plan.PLAN[options.library].get(options.workload)
    if variants is None:
        sys.exit(f"{options.library} has no rows for {options.workload}; it has {', '.join(plan.PLAN[options.library])}")
    if options.variant is not None:
        variants = [variant for variant in variants if plan.name(variant) == options.variant]
        if not variants:
            names = "\n  ".join(map(plan.name, plan.PLAN[options.library][options.workload]))
            sys.exit(f"no variant '{options.variant}'; there are\n  {names}")
    reason = None
    try:
        peer, facts = load(options.library, options.threads, options.flush_denormals)
    except ImportError as error:
        reason, facts = f"cannot be imported: {error}", {"threads": options.threads}
    rows = []
    for variant in variants:
        identity = {"library": options.library, "workload": options.workload, "variant": plan.name(variant)}
        outcome = {"status": "absent", "reason": reason} if reason else run(peer, options.workload, variant, options)
        rows.append(identity | facts | outcome)
        print(json.dumps(rows[-1]), flush=True)
    if options.json:
        with open(options.json, "w") as file:
            json.dump(rows, file, indent=1)


if __name__ == "__main__":
    main()
