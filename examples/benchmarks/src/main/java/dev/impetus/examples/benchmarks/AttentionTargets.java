// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks;

import dev.impetus.examples.benchmarks.measure.Library;
import dev.impetus.examples.benchmarks.workloads.CausalAttention;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * The targets of W9, in whose rows momentum attention is the first entry. Each holds for all its
 * lengths: the worst is compared, and none is measured unless all are.
 */
final class AttentionTargets {

  private static final int SHORTEST = CausalAttention.LENGTHS.get(0);
  private static final int LONGEST =
      CausalAttention.LENGTHS.get(CausalAttention.LENGTHS.size() - 1);

  /** From here on momentum is to be faster than softmax. */
  private static final int LONG = 512;

  /** Where growth with the length is measured from. */
  private static final int MIDDLE = 1024;

  private final Results results;
  private final List<Target> targets = new ArrayList<>();

  private AttentionTargets(Results results) {
    this.results = results;
  }

  static List<Target> of(Results results) {
    AttentionTargets all = new AttentionTargets(results);
    for (String what : List.of("forward", "gradient")) {
      all.collect(what);
    }
    return all.targets;
  }

  private void collect(String what) {
    String name = "W9 attention, " + what + ": ";
    String linear = "kind=linear ";
    String softmax = "kind=softmax ";
    most(
        name + "momentum" + range(SHORTEST),
        "linear",
        largest(what, row -> 1 / ratio(row, Library.IMPETUS, linear)),
        1.6);
    least(
        name + "linear" + range(SHORTEST),
        "torch's by hand",
        smallest(
            what,
            SHORTEST,
            row -> ratio(row, Library.TORCH, linear) / ratio(row, Library.IMPETUS, linear)),
        2);
    least(
        name + "momentum" + range(LONG),
        "torch's softmax",
        smallest(what, LONG, row -> ratio(row, Library.TORCH, softmax)),
        1);
    most(
        name + "softmax" + range(SHORTEST),
        "torch's",
        largest(
            what, row -> ratio(row, Library.IMPETUS, softmax) / ratio(row, Library.TORCH, softmax)),
        1.5);
    most(
        name + LONGEST + " tokens against " + MIDDLE + ", a token",
        "the time",
        median(row(what, LONGEST)) / median(row(what, MIDDLE)) * MIDDLE / LONGEST,
        1.2);
  }

  private static String range(int from) {
    return ", " + from + " to " + LONGEST + " tokens";
  }

  private static String row(String what, int length) {
    return "W9-" + what + "-" + length;
  }

  /** Over all lengths; NaN if one of them is. */
  private static double largest(String what, ToDoubleFunction<String> figure) {
    return -smallest(what, SHORTEST, row -> -figure.applyAsDouble(row));
  }

  /** Over the lengths from one on; NaN if one of them is. */
  private static double smallest(String what, int from, ToDoubleFunction<String> figure) {
    double smallest = Double.POSITIVE_INFINITY;
    for (int length : CausalAttention.LENGTHS) {
      if (length >= from) {
        smallest = Math.min(smallest, figure.applyAsDouble(row(what, length)));
      }
    }
    return smallest;
  }

  private void least(String what, String other, double measured, double bound) {
    String goal = "at least " + Text.ratio(bound) + " × faster than " + other;
    targets.add(new Target(what, goal, measured, bound, true, " ×"));
  }

  private void most(String what, String other, double measured, double bound) {
    String goal = "at most " + Text.ratio(bound) + " × " + other;
    targets.add(new Target(what, goal, measured, bound, false, " ×"));
  }

  private double ratio(String row, Library library, String variant) {
    return results
        .find(row)
        .map(result -> result.ratio(library, variant))
        .orElse(OptionalDouble.empty())
        .orElse(Double.NaN);
  }

  private double median(String row) {
    return results
        .find(row)
        .filter(result -> !result.entries().isEmpty())
        .map(result -> result.medianUnit(result.first()))
        .orElse(Double.NaN);
  }
}
