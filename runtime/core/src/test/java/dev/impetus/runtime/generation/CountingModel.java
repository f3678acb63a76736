// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.generation;

import dev.impetus.model.Model;
import dev.impetus.model.ModelPass;
import dev.impetus.model.ParameterLayout;
import dev.impetus.model.StepwisePass;
import dev.impetus.model.data.DataField;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * After token i it expects i + 1, the last being followed by the first: with a score higher by
 * {@code certainty} than those of all others. Writes down what the first row reads.
 */
final class CountingModel implements Model {

  private final int tokens;
  private final double certainty;
  private final long limit;
  private final Runnable made;
  private final List<Integer> read = new ArrayList<>();
  private long horizon = Long.MAX_VALUE;

  CountingModel(int tokens, double certainty, long limit) {
    this(tokens, certainty, limit, () -> {});
  }

  /** The same; {@code made} runs whenever a pass is made. */
  CountingModel(int tokens, double certainty, long limit, Runnable made) {
    this.made = made;
    this.tokens = tokens;
    this.certainty = certainty;
    this.limit = limit;
  }

  CountingModel withHorizon(long steps) {
    horizon = steps;
    return this;
  }

  /** Since the last reset. */
  List<Integer> read() {
    return read;
  }

  @Override
  public Optional<StepwisePass> newStepwisePass(int rows) {
    made.run();
    StateVector scores = StateVector.zeros(Precision.FLOAT64, rows, tokens);
    return Optional.of(
        new StepwisePass() {
          @Override
          public int rows() {
            return rows;
          }

          @Override
          public void reset() {
            read.clear();
          }

          @Override
          public StateVector step(StateVector inputs) {
            if (read.size() == Math.min(limit, horizon)) {
              throw new AssertionError("a step too many");
            }
            read.add((int) inputs.get(0, 0));
            scores.fill(0);
            for (int row = 0; row < rows; row++) {
              scores.set(row, ((int) inputs.get(row, 0) + 1) % tokens, certainty);
            }
            return scores;
          }

          @Override
          public long limit() {
            return limit;
          }

          @Override
          public long horizon() {
            return horizon;
          }

          @Override
          public long memory() {
            return 8L * rows;
          }
        });
  }

  @Override
  public ParameterLayout parameters() {
    return ParameterLayout.builder().build();
  }

  @Override
  public DataField prediction() {
    return DataField.real("prediction", tokens);
  }

  @Override
  public void initialize(StateVector parameters, RandomGenerator random) {}

  @Override
  public void setParameters(StateVector parameters) {}

  @Override
  public ModelPass newPass(int rows) {
    throw new AssertionError("generation reads step by step");
  }

  @Override
  public void close() {}
}
