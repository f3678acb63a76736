// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks.measure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A row of one library, prepared: its gate is known and its clock not started.
 *
 * @param values counts, errors and the like, by name
 * @param checks the gate
 * @param call what is timed, again and again; null for a training
 * @param training the training that is timed; null for a call
 * @param steps solver steps in a call; 0 if there is no such thing
 * @param evaluations evaluations of the field in a call, forward and backward; 0 if unknown
 */
public record Case(
    Map<String, Object> values,
    List<Check> checks,
    Runnable call,
    Training training,
    double steps,
    double evaluations) {

  /** Copies the collections. */
  public Case {
    values = new LinkedHashMap<>(values);
    checks = List.copyOf(checks);
  }

  /** A call that can be repeated. */
  public static Case call(
      Map<String, Object> values,
      List<Check> checks,
      double steps,
      double evaluations,
      Runnable call) {
    return new Case(values, checks, call, null, steps, evaluations);
  }

  /** A call of which nothing but its time is of interest. */
  public static Case call(Runnable call) {
    return call(Map.of(), List.of(), 0, 0, call);
  }

  /** A training. */
  public static Case training(Map<String, Object> values, List<Check> checks, Training training) {
    return new Case(values, checks, null, training, 0, 0);
  }
}
