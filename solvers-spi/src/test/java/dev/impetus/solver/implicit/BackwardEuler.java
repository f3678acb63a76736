// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

import dev.impetus.solver.control.ErrorNorm;
import dev.impetus.solver.control.ErrorNorms;
import dev.impetus.solver.field.Capability;
import dev.impetus.solver.field.FieldTraits;
import dev.impetus.solver.field.Linearization;
import dev.impetus.solver.state.RowMask;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.MethodInfo;
import dev.impetus.solver.step.StepAttempt;
import dev.impetus.solver.step.StepContext;
import dev.impetus.solver.step.StepInterpolant;
import dev.impetus.solver.step.StepOutcome;
import dev.impetus.solver.step.StepPullback;
import dev.impetus.solver.step.StepTrail;
import dev.impetus.solver.step.Stepper;
import dev.impetus.solver.step.SteppingMethod;
import java.util.EnumSet;
import java.util.Set;

/**
 * Backward Euler {@code y1 = y + h f(t + h, y1)} with any inner solver, written against the public
 * interfaces alone: shows that they are enough for an implicit method, its error estimate {@code
 * h/2 (f1 - f0)}, its failures and its gradient by the transposed linear equation.
 */
final class BackwardEuler implements SteppingMethod {

  private final InnerSolver inner;

  BackwardEuler(InnerSolver inner) {
    this.inner = inner;
  }

  @Override
  public MethodInfo info() {
    Set<Capability> needs = EnumSet.noneOf(Capability.class);
    needs.addAll(inner.needs());
    return new MethodInfo("backward Euler", 1, 2, 1, 0, 0, true, needs, "textbook");
  }

  @Override
  public Stepper newStepper(StepContext context) {
    return new EulerStepper(context);
  }

  @Override
  public StepPullback newPullback(StepContext context) {
    return new EulerPullback(context);
  }

  /** One stage equation {@code z - h f(t1, z) - y = 0}. */
  private static final class Stage implements ImplicitSystem {

    private final StepContext context;
    private final Linearization point;
    private final ErrorNorm norm;
    private final RowScalar measured = RowScalar.shared(0);
    private final StateVector slope;
    private final StateVector scratch;
    private RowScalar h;
    private RowScalar time;
    private StateVector b;

    Stage(StepContext context) {
      this.context = context;
      point = context.field().newLinearization();
      norm = ErrorNorms.of(context.batchPolicy());
      slope = StateVector.zeros(context.precision(), context.rows(), context.field().width());
      scratch = slope.newLike();
    }

    void begin(RowScalar t, RowScalar step, StateVector y) {
      h = step;
      time = t.newLike();
      for (int i = 0; i < time.size(); i++) {
        time.set(i, t.get(i) + step.get(i));
      }
      b = y;
    }

    @Override
    public double leadingCoefficient() {
      return 1;
    }

    @Override
    public RowScalar scaledStep() {
      return h;
    }

    @Override
    public RowScalar time() {
      return time;
    }

    @Override
    public StateVector rightHandSide() {
      return b;
    }

    @Override
    public FieldTraits traits() {
      return context.field().traits();
    }

    @Override
    public void residual(StateVector z, StateVector out) {
      point.evaluate(time, z, slope);
      out.copyFrom(z);
      out.add(-1, b);
      scratch.setToScaledSum(h, new double[] {-1}, new StateVector[] {slope}, 1);
      out.add(1, scratch);
    }

    @Override
    public void applyJacobian(StateVector z, StateVector v, StateVector out) {
      point.jvp(v, slope);
      out.setToStep(v, h, new double[] {-1}, new StateVector[] {slope}, 1);
    }

    @Override
    public void applyTransposedJacobian(StateVector z, StateVector v, StateVector out) {
      point.vjp(v, slope, null);
      out.setToStep(v, h, new double[] {-1}, new StateVector[] {slope}, 1);
    }

    @Override
    public double norm(StateVector v) {
      norm.measure(v, b, b, context.tolerances(), measured);
      return measured.max();
    }
  }

  private final class EulerStepper implements Stepper {

    private final Stage stage;
    private final InnerSolver.Session session;
    private final StateVector slope;
    private StateVector start;
    private StateVector end;

    EulerStepper(StepContext context) {
      stage = new Stage(context);
      slope = StateVector.zeros(context.precision(), context.rows(), context.field().width());
      session =
          inner.newSession(
              context.precision(), context.rows(), context.field().width(), context.batchPolicy());
    }

    @Override
    public void start(RowScalar t, StateVector y, StateVector initialSlope) {
      slope.copyFrom(initialSlope);
      session.reset();
    }

    @Override
    public void attempt(RowScalar t, StateVector y, RowScalar h, StepAttempt result) {
      stage.begin(t, h, y);
      start = y;
      end = result.result();
      end.copyFrom(y);
      InnerSolver.Result found = session.solve(stage, end);
      result.addInnerIterations(found.iterations());
      if (found.outcome() != StepOutcome.OK) {
        result.fail(found.outcome(), found.row());
        return;
      }
      // h f1 = y1 - y, so the estimate h/2 (f1 - f0) needs no evaluation.
      StateVector error = result.error();
      error.copyFrom(end);
      error.add(-1, y);
      StateVector explicit = error.newLike();
      explicit.setToScaledSum(h, new double[] {1}, new StateVector[] {slope}, 1);
      error.add(-1, explicit);
      error.scale(0.5);
    }

    @Override
    public void interpolate(RowScalar theta, StateVector out) {
      line(start, end, theta, out);
    }

    @Override
    public StepInterpolant capture() {
      StateVector from = start.newLike();
      StateVector to = end.newLike();
      from.copyFrom(start);
      to.copyFrom(end);
      return (theta, out) -> line(from, to, theta, out);
    }

    @Override
    public void commit(RowMask accepted) {
      slope.copyFrom(stage.slope);
    }
  }

  private static void line(StateVector from, StateVector to, RowScalar theta, StateVector out) {
    out.copyFrom(from);
    out.add(theta, to);
    RowScalar minus = theta.newLike();
    for (int i = 0; i < minus.size(); i++) {
      minus.set(i, -theta.get(i));
    }
    out.add(minus, from);
  }

  /** Solves {@code (I - h J)ᵀ μ = ȳ1}; then {@code ȳ += μ} and {@code θ̄ += h (∂f/∂θ)ᵀ μ}. */
  private final class EulerPullback implements StepPullback {

    private final Stage stage;
    private final InnerSolver.Session session;
    private final StateVector end;
    private final int size;

    EulerPullback(StepContext context) {
      stage = new Stage(context);
      end = StateVector.zeros(context.precision(), context.rows(), context.field().width());
      size = end.size();
      session =
          inner.newSession(
              context.precision(), context.rows(), context.field().width(), context.batchPolicy());
    }

    @Override
    public void replay(StepTrail trail, StateVector result) {
      stage.begin(trail.time(0), trail.step(0), trail.state(0));
      session.reset();
      end.copyFrom(trail.state(0));
      session.solve(stage, end);
      if (result != null) {
        result.copyFrom(end);
      }
      stage.residual(end, end.newLike());
    }

    @Override
    public void pullback(
        StepTrail trail,
        StateVector resultCotangent,
        Outputs outputs,
        StateVector parameterCotangent) {
      StateVector cotangent = end.newLike();
      cotangent.copyFrom(resultCotangent);
      for (int i = 0; i < outputs.count(); i++) {
        double theta = outputs.theta(i).get(0);
        cotangent.add(theta, outputs.cotangent(i));
        trail.cotangent(0).add(1 - theta, outputs.cotangent(i));
      }
      StateVector mu = end.newLike();
      double[][] matrix = new double[size][size];
      for (int column = 0; column < size; column++) {
        StateVector unit = end.newLike();
        unit.set(column / unit.width(), column % unit.width(), 1);
        StateVector image = end.newLike();
        stage.applyTransposedJacobian(end, unit, image);
        double[] values = image.toArray();
        for (int row = 0; row < size; row++) {
          matrix[row][column] = values[row];
        }
      }
      mu.copyFrom(DenseNewton.solve(matrix, cotangent.toArray()), 0);
      trail.cotangent(0).add(1, mu);
      mu.scale(trail.step(0).get(0));
      stage.point.vjp(mu, end.newLike(), parameterCotangent);
    }
  }
}
