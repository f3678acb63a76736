// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks.workloads;

import dev.impetus.examples.benchmarks.measure.Variant;
import dev.impetus.plugins.dopri5.DormandPrince54;
import dev.impetus.plugins.rungekutta.DormandPrince853;
import dev.impetus.plugins.rungekutta.Tsitouras54;
import dev.impetus.solver.BatchPolicy;
import dev.impetus.solver.SolveStatistics;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.SteppingMethod;
import java.util.Locale;

/** What several workloads read of their variants. */
final class Fields {

  private Fields() {}

  static Precision precision(Variant variant) {
    return variant.get("dtype", "float64").equals("float32")
        ? Precision.FLOAT32
        : Precision.FLOAT64;
  }

  /** The explicit method that a variant names; Dormand and Prince's if it names none. */
  static SteppingMethod method(Variant variant) {
    return switch (variant.get("method", "dopri5")) {
      case "dopri5" -> DormandPrince54.shampine();
      case "tsit5" -> Tsitouras54.method();
      case "dop853" -> DormandPrince853.method();
      default -> throw new IllegalArgumentException("no explicit method in " + variant);
    };
  }

  /** {@code stepping=shared}, {@code shared-max} or {@code per-sample}. */
  static BatchPolicy stepping(Variant variant) {
    return BatchPolicy.valueOf(
        variant.get("stepping", "shared").replace('-', '_').toUpperCase(Locale.ROOT));
  }

  /** Attempted steps. */
  static long attempts(SolveStatistics work) {
    return work.acceptedSteps() + work.rejectedSteps();
  }

  static StateVector state(Precision precision, int rows, int width, double[] values) {
    StateVector state = StateVector.zeros(precision, rows, width);
    state.copyFrom(values, 0);
    return state;
  }

  /** Mean over the rows. */
  static double[] rowMean(StateVector state) {
    double[] mean = new double[state.width()];
    for (int row = 0; row < state.rows(); row++) {
      for (int column = 0; column < mean.length; column++) {
        mean[column] += state.get(row, column) / state.rows();
      }
    }
    return mean;
  }
}
