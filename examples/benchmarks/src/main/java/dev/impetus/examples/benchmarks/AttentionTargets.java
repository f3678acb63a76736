// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks;

import dev.impetus.examples.benchmarks.measure.Library;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** The targets of W9, in whose rows momentum attention is the first entry. */
final class AttentionTargets {

  private static final double TOKENS = 16;

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
    String middle = "W9-" + what + "-4096";
    double linear = ratio(middle, Library.IMPETUS, "kind=linear ");
    double softmax = ratio(middle, Library.IMPETUS, "kind=softmax ");
    most(name + "momentum, 4096 tokens", "linear", 1 / linear, 1.6);
    least(
        name + "linear, 4096 tokens",
        "torch's by hand",
        ratio(middle, Library.TORCH, "kind=linear ") / linear,
        2);
    least(
        name + "momentum, 512 tokens",
        "torch's softmax",
        ratio("W9-" + what + "-512", Library.TORCH, "kind=softmax "),
        1);
    most(
        name + "softmax, 4096 tokens",
        "torch's",
        softmax / ratio(middle, Library.TORCH, "kind=softmax "),
        1.5);
    most(
        name + "16384 tokens against 1024, a token",
        "the time",
        median("W9-" + what + "-16384") / median("W9-" + what + "-1024") / TOKENS,
        1.2);
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
