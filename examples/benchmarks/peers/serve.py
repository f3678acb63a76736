# SPDX-License-Identifier: Apache-2.0
# Copyright The Impetus Authors
"""One row of one library, repeated on command, so that libraries in several processes can take turns.

Says {"event": "ready", ...} when the gate is known; each line `repeat N` on standard input is one repetition (N training
steps), answered by {"event": "sample", ...}; `end` is answered by {"event": "end", ...}, with the peak of memory.
"""

import argparse
import json
import math
import os
import sys
import time

import plan
import run


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", required=True, choices=plan.LIBRARIES)
    parser.add_argument("--workload", required=True)
    parser.add_argument("--variant", required=True)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--minimum-seconds", type=float, default=0.1)
    options = parser.parse_args()
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what libraries print is not an answer

    def say(**line):
        from measure import as_json

        answers.write(json.dumps(as_json(line)) + "\n")
        answers.flush()

    run.prepare(options.threads)
    names = {plan.name(variant): variant for variant in plan.PLAN[options.library].get(options.workload, [])}
    peer, facts = run.load(options.library, options.threads, flush_denormals=False)
    case = getattr(peer, options.workload.lower())(**names[options.variant])
    facts["denormals_flushed"] = peer.flushes_denormals()  # W10 decides that by row
    serve(case, facts, options.minimum_seconds, say)


def serve(case, facts, minimum_seconds, say):
    from measure import forget_peak, peak_mebibytes

    checks, values = list(case.checks), dict(case.values)
    passed = all(check.passed() for check in checks)
    best = math.inf
    if passed and case.call:
        best = timed(case.call)[0]
        if best < 1:  # the gate has called it before
            best = min(best, timed(case.call)[0])
    say(event="ready", status="ready" if passed else "gate failed", values=values, gate=[check.as_json() for check in checks],
        steps=case.steps or 0, evaluations=case.evaluations or 0, compile_seconds=case.compile_seconds, notes=case.notes,
        rss_before_timing_mib=forget_peak(), **facts)  # fmt: skip
    if passed and case.train:
        records = train(case, say)
        more_values, more = case.summary(records)
        checks, values = checks + more, values | more_values
    elif passed:
        calls = max(1, math.ceil(minimum_seconds / best))
        while wanted():
            seconds, processor = timed(lambda: [case.call() for _ in range(calls)])
            say(event="sample", seconds=seconds / calls, processor_seconds=processor / calls, count=calls, left=0)
    passed = all(check.passed() for check in checks)
    say(event="end", status="timed" if passed else "gate failed", values=values, gate=[check.as_json() for check in checks],
        peak_rss_mib=peak_mebibytes())  # fmt: skip


def train(case, say):
    steps, records = case.train(), []
    count = wanted()
    while count:
        chunk = min(count, case.training_steps - len(records))
        seconds, processor = timed(lambda: [records.append(next(steps)) for _ in range(chunk)])
        say(event="sample", seconds=seconds / chunk, processor_seconds=processor / chunk, count=chunk,
            left=case.training_steps - len(records))  # fmt: skip
        count = wanted() if len(records) < case.training_steps else (wanted(), 0)[1]
    return records


def timed(call):
    processor, begin = time.process_time(), time.perf_counter()
    call()
    return time.perf_counter() - begin, time.process_time() - processor


def wanted():
    """Steps of the next repetition, or 0 for the end."""
    word, _, count = sys.stdin.readline().strip().partition(" ")
    return int(count) if word == "repeat" else 0


if __name__ == "__main__":
    main()
