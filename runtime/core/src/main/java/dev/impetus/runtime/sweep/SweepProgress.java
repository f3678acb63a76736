// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.sweep;

import java.util.OptionalDouble;

/**
 * How far a sweep is.
 *
 * @param runs all runs of the plan
 * @param finished runs that are finished, those of earlier sessions among them
 * @param failed runs that failed
 * @param left runs that are still to be trained, those under way among them
 * @param elapsed seconds since this session began
 * @param remaining estimate of the seconds that are left: those of a run of this session so far,
 *     times the runs that are left, over the runs at a time
 */
public record SweepProgress(
    int runs, int finished, int failed, int left, double elapsed, OptionalDouble remaining) {}
