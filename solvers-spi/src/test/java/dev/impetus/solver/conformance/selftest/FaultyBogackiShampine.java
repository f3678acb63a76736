// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.conformance.selftest;

import dev.impetus.solver.BatchPolicy;
import dev.impetus.solver.TestMethods;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.state.RowMask;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.MethodInfo;
import dev.impetus.solver.step.StepAttempt;
import dev.impetus.solver.step.StepContext;
import dev.impetus.solver.step.StepInterpolant;
import dev.impetus.solver.step.StepPullback;
import dev.impetus.solver.step.Stepper;
import dev.impetus.solver.step.SteppingMethod;
import java.util.Optional;

/** The method of Bogacki and Shampine written out by hand, with one fault. */
final class FaultyBogackiShampine implements SteppingMethod {

  private static final double[] NODES = {0, 0.5, 0.75, 1};
  private static final double[][] STAGES = {{}, {0.5}, {0, 0.75}, {2 / 9.0, 1 / 3.0, 4 / 9.0}};
  private static final double[] ERROR = {
    2 / 9.0 - 7 / 24.0, 1 / 3.0 - 1 / 4.0, 4 / 9.0 - 1 / 3.0, -1 / 8.0
  };

  private final Fault fault;
  private StateVector lastSlope;

  FaultyBogackiShampine(Fault fault) {
    this.fault = fault;
  }

  @Override
  public MethodInfo info() {
    int order =
        switch (fault) {
          case ORDER_OVERSTATED -> 4;
          case ORDER_UNDERSTATED -> 2;
          default -> 3;
        };
    int evaluations = fault == Fault.EVALUATIONS_MISDECLARED ? 2 : 3;
    MethodInfo right = TestMethods.bogackiShampine32().info();
    return new MethodInfo(
        right.name(),
        order,
        right.errorOrder(),
        right.denseOrder(),
        evaluations,
        0,
        false,
        right.needs(),
        right.citation());
  }

  @Override
  public Optional<String> refusal(BatchPolicy policy) {
    return Optional.empty();
  }

  @Override
  public Stepper newStepper(StepContext context) {
    return new FaultyStepper(context);
  }

  @Override
  public StepPullback newPullback(StepContext context) {
    VectorField field =
        switch (fault) {
          case GRADIENT_FORGETS_A_STAGE -> new ForgetfulField(context.field(), 1, true);
          case GRADIENT_FORGETS_PARAMETERS -> new ForgetfulField(context.field(), 0, false);
          default -> context.field();
        };
    return TestMethods.bogackiShampine32()
        .newPullback(
            new StepContext(
                field,
                context.precision(),
                context.rows(),
                context.batchPolicy(),
                context.norm(),
                context.tolerances(),
                context.adaptive()));
  }

  private final class FaultyStepper implements Stepper {

    private final VectorField field;
    private final StateVector[] k = new StateVector[4];
    private final StateVector stage;
    private StateVector y;
    private RowScalar h;
    private RowScalar stageTime;
    private RowScalar factor;

    FaultyStepper(StepContext context) {
      field = context.field();
      stage = StateVector.zeros(context.precision(), context.rows(), field.width());
      for (int i = 0; i < k.length; i++) {
        k[i] = stage.newLike();
      }
    }

    @Override
    public void start(RowScalar t, StateVector state, StateVector slope) {
      stageTime = t.newLike();
      factor = t.newLike();
      k[0].copyFrom(slope);
      if (fault == Fault.SLOPE_KEPT_BETWEEN_SOLVES) {
        if (lastSlope != null
            && lastSlope.size() == slope.size()
            && lastSlope.precision() == slope.precision()) {
          k[0].copyFrom(lastSlope);
        }
        lastSlope = k[0];
      }
    }

    @Override
    public void attempt(RowScalar t, StateVector state, RowScalar given, StepAttempt result) {
      y = state;
      h = given;
      if (fault == Fault.ONE_STEP_FOR_ALL_ROWS) {
        h = given.newLike();
        h.setAll(given.get(0));
      }
      for (int i = 1; i < 4; i++) {
        StateVector argument = i == 3 ? result.result() : stage;
        double[] weights = STAGES[i].clone();
        if (i == 3 && fault == Fault.WRONG_COEFFICIENT) {
          weights[0] += 1e-3;
          weights[1] -= 1e-3;
        }
        argument.setToStep(state, h, weights, k, i);
        double node = fault == Fault.STAGE_TIME_IGNORED ? 0 : NODES[i];
        if (i == 2 && fault == Fault.LOOKS_BEYOND_THE_STEP) {
          setTime(t, 1.5);
          field.evaluate(stageTime, argument, k[i]);
        }
        setTime(t, node);
        field.evaluate(stageTime, argument, k[i]);
        if (fault == Fault.THROWS_ON_NAN && k[i].firstNonFiniteRow() >= 0) {
          throw new ArithmeticException("slope " + i + " is not finite");
        }
      }
      if (fault == Fault.COUPLES_ROWS) {
        couple(result.result());
      }
      result.error().setToScaledSum(h, ERROR, k, 4);
      switch (fault) {
        case ESTIMATE_WITHOUT_STEP -> result.error().setToSum(ERROR, k, 4);
        case ESTIMATE_TOO_SMALL -> result.error().scale(0.02);
        case SLOPE_NOT_RESTORED -> k[0].copyFrom(k[3]);
        case MUTATES_THE_STATE -> state.scale(1 + 1e-14);
        default -> {}
      }
    }

    private void setTime(RowScalar t, double node) {
      for (int i = 0; i < stageTime.size(); i++) {
        stageTime.set(i, t.get(i) + node * h.get(i));
      }
    }

    /** Draws every row to the mean, which a single row is. */
    private void couple(StateVector state) {
      for (int column = 0; column < state.width(); column++) {
        double mean = 0;
        for (int row = 0; row < state.rows(); row++) {
          mean += state.get(row, column) / state.rows();
        }
        for (int row = 0; row < state.rows(); row++) {
          double own = state.get(row, column);
          state.set(row, column, state.rows() == 1 ? own : own + 1e-3 * (mean - own));
        }
      }
    }

    /** Hermite's cubic through both ends and their slopes, in terms of stages. */
    private double[] weights(double theta) {
      double square = theta * theta;
      double value = square * (3 - 2 * theta);
      double first = theta * (1 - theta) * (1 - theta);
      double last = square * (theta - 1);
      double[] weights = {
        value * STAGES[3][0] + first, value * STAGES[3][1], value * STAGES[3][2], 0
      };
      weights[fault == Fault.INTERPOLANT_OFF_BY_A_STAGE ? 2 : 3] += last;
      return weights;
    }

    @Override
    public void interpolate(RowScalar theta, StateVector out) {
      interpolate(theta, y, h, k, out);
    }

    private void interpolate(
        RowScalar theta, StateVector from, RowScalar step, StateVector[] slopes, StateVector out) {
      out.copyFrom(from);
      for (int i = 0; i < 4; i++) {
        for (int row = 0; row < factor.size(); row++) {
          factor.set(row, step.get(row) * weights(theta.get(row))[i]);
        }
        out.add(factor, slopes[i]);
      }
    }

    @Override
    public StepInterpolant capture() {
      if (fault == Fault.CAPTURE_SHARES_VECTORS) {
        return this::interpolate;
      }
      StateVector from = y.newLike();
      from.copyFrom(y);
      RowScalar step = h.newLike();
      step.copyFrom(h);
      StateVector[] slopes = new StateVector[4];
      for (int i = 0; i < 4; i++) {
        slopes[i] = k[i].newLike();
        slopes[i].copyFrom(k[i]);
      }
      return (theta, out) -> interpolate(theta, from, step, slopes, out);
    }

    @Override
    public void commit(RowMask accepted) {
      if (fault != Fault.SLOPE_NOT_RESTORED) {
        k[0].copyRows(k[3], accepted);
      }
    }
  }
}
