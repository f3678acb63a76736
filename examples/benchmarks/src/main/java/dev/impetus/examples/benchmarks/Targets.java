// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks;

import dev.impetus.examples.benchmarks.measure.Library;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The targets, read off the results. */
final class Targets {

  private static final int KIB = 1024;

  private final Results results;
  private final List<Target> targets = new ArrayList<>();

  private Targets(Results results) {
    this.results = results;
  }

  static List<Target> of(Results results) {
    Targets all = new Targets(results);
    all.collect();
    all.targets.addAll(AttentionTargets.of(results));
    return all.targets;
  }

  private void collect() {
    limit("tanh net 64-128-64: one evaluation", "W0-apply-float32", 1.5);
    limit("tanh net 64-128-64: one vjp", "W0-vjp-float32", 2);
    faster("W1 Van der Pol, batch 256: a step", "W1-mu2-b256-float32", Library.TORCHDIFFEQ, "", 80);
    faster("W1 Van der Pol, batch 256: a step", "W1-mu2-b256-float32", Library.DIFFRAX, "", 3);
    limit("W1 Van der Pol, batch 256: a step", "W1-mu2-b256-float32", 3);
    faster(
        "W1 μ = 25: a step a row against the worst row's",
        "W1-mu25-b256",
        Library.IMPETUS,
        "stepping=shared-max",
        3);
    faster("W2 forward", "W2-forward-float64", Library.TORCHDIFFEQ, "", 15);
    faster("W2 forward", "W2-forward-float64", Library.DIFFRAX, "", 1.5);
    faster("W2 gradient", "W2-gradient-float64", Library.TORCHDIFFEQ, "", 15);
    faster("W2 gradient", "W2-gradient-float64", Library.DIFFRAX, "", 1.5);
    faster("W3 500 training steps", "W3-discrete", Library.TORCHDIFFEQ, "", 20);
    faster("W3 500 training steps", "W3-discrete", Library.DIFFRAX, "", 1.5);
    faster("W4 training step, 10 outputs", "W4-dopri5-10", Library.TORCHDIFFEQ, "", 10);
    faster("W4 training step, 10 outputs", "W4-dopri5-10", Library.DIFFRAX, "", 1.5);
    faster("W4 training step, 100 outputs", "W4-dopri5-100", Library.TORCHDIFFEQ, "", 10);
    faster("W4 training step, 100 outputs", "W4-dopri5-100", Library.DIFFRAX, "", 1.5);
    faster("W5 Lotka-Volterra, 1e-7", "W5-dopri5-1e-07", Library.HIPPARCHUS, "", 1);
    faster("W5 Lotka-Volterra, 1e-7", "W5-dopri5-1e-07", Library.SCIPY, "", 20);
    faster("W7 101 training steps of HBNODE", "W7-hbnode", Library.TORCHDIFFEQ, "", 10);
    String recurrent = "W10 MomentumLSTM, 784 steps, two threads: a training step";
    String row = "W10-threads2";
    String loop = "cell=momentum-lstm denormals=";
    faster(recurrent, row, Library.TORCH, "cell=lstm-module", 2, "torch's nn.LSTM");
    faster(recurrent, row, Library.TORCH, loop + "flushed", 2, "torch, one cell a step, flushed");
    faster(recurrent, row, Library.TORCH, loop + "kept", 10, "the same as it comes");
    slower(recurrent, row, "cell=lstm", "LSTM without momentum", 1.05);
    extra(
        "allocation in a training step of W2",
        "A-W2-training-step-float64",
        "bytes",
        1.0 / KIB,
        1,
        " KiB");
    extra("plugins list", "S-list", "median_s", 1, 0.5, " s");
    extra("first training step of the quickstart", "S-first-step", "median_s", 1, 3, " s");
  }

  private void faster(String what, String row, Library library, String variant, double factor) {
    String who = library == Library.IMPETUS ? "the other" : library.id();
    faster(what, row, library, variant, factor, who);
  }

  private void faster(
      String what, String row, Library library, String variant, double factor, String who) {
    OptionalDouble ratio =
        results
            .find(row)
            .map(result -> result.ratio(library, variant))
            .orElse(OptionalDouble.empty());
    targets.add(
        new Target(
            what,
            "at least " + Text.ratio(factor) + " × faster than " + who,
            ratio.orElse(Double.NaN),
            factor,
            true,
            " ×"));
  }

  /** At most this many times as slow as another variant of our own. */
  private void slower(String what, String row, String variant, String other, double factor) {
    OptionalDouble ratio =
        results
            .find(row)
            .map(result -> result.ratio(Library.IMPETUS, variant))
            .orElse(OptionalDouble.empty());
    targets.add(
        new Target(
            what,
            "at most " + Text.ratio(factor) + " × the " + other,
            ratio.isPresent() ? 1 / ratio.getAsDouble() : Double.NaN,
            factor,
            false,
            " ×"));
  }

  private void limit(String what, String row, double factor) {
    OptionalDouble ratio =
        results
            .find(row)
            .map(result -> result.ratio(Library.LIMIT, ""))
            .orElse(OptionalDouble.empty());
    targets.add(
        new Target(
            what,
            "at most " + Text.ratio(factor) + " × the limit",
            ratio.isPresent() ? 1 / ratio.getAsDouble() : Double.NaN,
            factor,
            false,
            " ×"));
  }

  private void extra(
      String what, String row, String name, double scale, double bound, String unit) {
    Map<String, Object> found = results.extras().getOrDefault(row, Map.of());
    double value =
        found.get(name) instanceof Number number ? number.doubleValue() * scale : Double.NaN;
    targets.add(new Target(what, "at most " + Text.ratio(bound) + unit, value, bound, false, unit));
  }
}
