# SPDX-License-Identifier: Apache-2.0
# Copyright The Impetus Authors
"""Runs all rows, one after the other and each in a process of its own, and gathers them in one JSON file.

The file is rewritten after every row, so that an interrupted run keeps what it has.
"""

import argparse
import importlib.util
import json
import os
import pathlib
import platform
import subprocess
import sys
import time

import plan
import run

HERE = pathlib.Path(__file__).resolve().parent


def arguments():
    parser = argparse.ArgumentParser(prog="run", description=__doc__)
    parser.add_argument("--libraries", nargs="+", choices=plan.LIBRARIES, default=plan.LIBRARIES)
    parser.add_argument("--workloads", nargs="+", metavar="W", help="W1 ... W8 (all)")
    parser.add_argument("--json", type=pathlib.Path, default=HERE.parent / "target" / "peers.json")
    parser.add_argument("--resume", action="store_true", help="keep the timed rows of the file, and run the others")
    run.add_settings(parser)
    return parser.parse_args()


def planned(options):
    """(workload, library, variant or None, reason of absence or None), workload by workload."""
    names = sorted({workload for rows in plan.PLAN.values() for workload in rows})
    for workload in options.workloads or names:
        for library in options.libraries:
            for (absent, what), reason in plan.NOT_OFFERED.items():
                if absent == library and what.split()[0] == workload:
                    yield workload, library, what.partition(" ")[2], reason
            missing = None if importlib.util.find_spec(library) else "not installed"
            for variant in plan.PLAN[library].get(workload, []):
                yield workload, library, plan.name(variant), missing


def row_in_own_process(workload, library, variant, options):
    command = [sys.executable, HERE / "run.py", "--library", library, "--workload", workload, "--variant", variant,
               "--repetitions", options.repetitions, "--minimum-seconds", options.minimum_seconds,
               "--budget", options.budget, "--training-budget", options.training_budget,
               "--threads", options.threads]  # fmt: skip
    if options.flush_denormals:
        command.append("--flush-denormals")
    limit = 3 * options.budget + options.training_budget + 180
    try:
        done = subprocess.run(map(str, command), capture_output=True, text=True, timeout=limit)
    except subprocess.TimeoutExpired:
        return {"status": "timeout", "reason": f"not finished after {limit:.0f} s"}
    lines = done.stdout.splitlines()
    if done.returncode or not lines:
        return {"status": "failed", "reason": (done.stderr.strip().splitlines() or ["no output"])[-1]}
    return json.loads(lines[-1])


def finished(path):
    rows = json.loads(path.read_text())["rows"] if path.exists() else []
    done = [row for row in rows if row["status"] == "timed"]
    return {(row["workload"], row["library"], row["variant"]): row for row in done}


def machine():
    model = platform.processor()
    if os.path.exists("/proc/cpuinfo"):
        with open("/proc/cpuinfo") as file:
            model = next((line.split(":", 1)[1].strip() for line in file if line.startswith("model name")), model)
    return {"processor": model, "processors": os.cpu_count(), "system": platform.platform()}


def summary(row):
    timing = row.get("timing")
    if not timing:
        failed = [check["what"] for check in row.get("gate", []) if not check["passed"]]
        return row["status"] + ": " + (row.get("reason") or ", ".join(failed))
    parts = [f"min {1e3 * timing['min_s']:.3f} ms, median {1e3 * timing['median_s']:.3f} ms a {timing['unit'].split()[1]}"]
    if "total_s" in timing:
        parts[0] = f"{timing['training_steps']} steps in {timing['total_s']:.2f} s, median {1e3 * timing['median_s']:.2f} ms"
    parts += [f"{timing[key]:.2f} {key.replace('_', ' ')}" for key in ("us_per_step", "us_per_evaluation") if key in timing]
    if row.get("compile_seconds"):
        parts.append(f"compile {row['compile_seconds']:.1f} s")
    return ", ".join(parts)


def main():
    options = arguments()
    options.json.parent.mkdir(parents=True, exist_ok=True)
    settings = {key: value for key, value in vars(options).items() if key not in ("json", "libraries", "workloads")}
    started = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    result = {"started": started, "machine": machine(), "settings": settings, "rows": []}
    kept = finished(options.json) if options.resume else {}
    for workload, library, variant, reason in planned(options):
        row = kept.pop((workload, library, variant), None)
        if row is None:
            identity = {"library": library, "workload": workload, "variant": variant}
            absent = {"status": "absent", "reason": reason}
            row = identity | (absent if reason else row_in_own_process(workload, library, variant, options))
        result["rows"].append(row)
        print(f"{workload:4}{library:12}{variant:52}{summary(row)}", flush=True)
        aside = options.json.with_name(options.json.name + ".part")
        aside.write_text(json.dumps(result | {"rows": result["rows"] + list(kept.values())}, indent=1))
        aside.replace(options.json)
    rows = result["rows"]
    counts = {status: sum(row["status"] == status for row in rows) for status in sorted({row["status"] for row in rows})}
    print(f"{options.json}: " + ", ".join(f"{count} {status}" for status, count in counts.items()))


if __name__ == "__main__":
    main()
