// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was set out to be shown, and what was measured.
 *
 * @param what the row, for people
 * @param goal in words
 * @param measured the number; NaN if it was not measured
 * @param bound what the number is compared with
 * @param atLeast whether it is to be at least the bound, else at most
 * @param unit what stands behind the numbers
 */
record Target(
    String what, String goal, double measured, double bound, boolean atLeast, String unit) {

  boolean isMeasured() {
    return Double.isFinite(measured);
  }

  boolean isMet() {
    return isMeasured() && (atLeast ? measured >= bound : measured <= bound);
  }

  String verdict() {
    return isMet() ? "met" : isMeasured() ? "not met" : "not measured";
  }

  String text() {
    return isMeasured() ? Text.ratio(measured) + unit : "";
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("what", what);
    json.put("goal", goal);
    json.put("measured", isMeasured() ? measured : null);
    json.put("bound", bound);
    json.put("at_least", atLeast);
    json.put("unit", unit);
    json.put("verdict", verdict());
    return json;
  }
}
