// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.api.error.ImpetusException;
import dev.impetus.solver.OdeSession;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.Solution;
import dev.impetus.solver.SolveStatus;
import dev.impetus.solver.control.FixedStep;
import dev.impetus.solver.field.Capability;
import dev.impetus.solver.field.Linearization;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.gradient.CheckpointedDiscrete;
import dev.impetus.solver.gradient.ContinuousAdjoint;
import dev.impetus.solver.state.Float64State;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import java.util.Set;
import org.testng.annotations.Test;

/**
 * An implicit method and an inner solver, made in the test, work with driver, tape and statuses.
 */
public class ImplicitMethodTest {

  /** A scalar field f(t, y) with its derivatives by y and by a parameter. */
  private interface ScalarField {
    double value(double t, double y);

    double byState(double t, double y);

    double byParameter(double t, double y);
  }

  /** A field of one number a row with both kinds of derivative. */
  private record Differentiable(ScalarField f, int parameters) implements VectorField {

    @Override
    public int width() {
      return 1;
    }

    @Override
    public int[] parameterSizes() {
      return parameters == 0 ? new int[0] : new int[] {parameters};
    }

    @Override
    public Set<Capability> capabilities() {
      return Set.of(Capability.VJP, Capability.JVP);
    }

    @Override
    public void evaluate(RowScalar t, StateVector y, StateVector dy) {
      for (int row = 0; row < y.rows(); row++) {
        dy.set(row, 0, f.value(t.get(row), y.get(row, 0)));
      }
    }

    @Override
    public Linearization newLinearization() {
      return new Linearization() {
        private double[] times;
        private double[] states;

        @Override
        public void evaluate(RowScalar t, StateVector y, StateVector dy) {
          states = y.toArray();
          times = new double[states.length];
          for (int row = 0; row < times.length; row++) {
            times[row] = t.get(row);
          }
          Differentiable.this.evaluate(t, y, dy);
        }

        @Override
        public void vjp(StateVector bar, StateVector yBar, StateVector thetaBar) {
          jvp(bar, yBar);
          for (int row = 0; thetaBar != null && row < states.length; row++) {
            double part = f.byParameter(times[row], states[row]) * bar.get(row, 0);
            thetaBar.set(0, 0, thetaBar.get(0, 0) + part);
          }
        }

        @Override
        public void jvp(StateVector tangent, StateVector out) {
          for (int row = 0; row < states.length; row++) {
            out.set(row, 0, f.byState(times[row], states[row]) * tangent.get(row, 0));
          }
        }
      };
    }
  }

  private static final VectorField CUBE =
      new Differentiable(
          new ScalarField() {
            @Override
            public double value(double t, double y) {
              return -10 * y * y * y;
            }

            @Override
            public double byState(double t, double y) {
              return -30 * y * y;
            }

            @Override
            public double byParameter(double t, double y) {
              return 0;
            }
          },
          0);

  private static VectorField stiff(double k) {
    return new Differentiable(
        new ScalarField() {
          @Override
          public double value(double t, double y) {
            return k * (y - Math.sin(t)) + Math.cos(t);
          }

          @Override
          public double byState(double t, double y) {
            return k;
          }

          @Override
          public double byParameter(double t, double y) {
            return y - Math.sin(t);
          }
        },
        1);
  }

  private static OdeSolver fixed(int newtonLimit, double h) {
    return OdeSolver.with(new BackwardEuler(new DenseNewton(newtonLimit)))
        .controller(FixedStep.of(h))
        .build();
  }

  private static final StateVector Y0 = StateVector.of(new double[] {1}, new double[] {-0.5});

  @Test
  public void stepsFarBeyondTheExplicitLimitSolveAStiffProblemWithFirstOrder() {
    double[] errors = new double[2];
    for (int i = 0; i < 2; i++) {
      Solution solution = fixed(10, i == 0 ? 0.02 : 0.01).solve(stiff(-1e6), Y0, 0, 1.5).orThrow();
      errors[i] = Math.abs(solution.state().get(0, 0) - Math.sin(1.5));
      assertThat(solution.statistics().innerIterations()).isPositive();
      assertThat(solution.statistics().jacobianVectorProducts()).isPositive();
    }
    assertThat(Math.log(errors[0] / errors[1]) / Math.log(2)).isCloseTo(1, within(0.2));
  }

  @Test
  public void anInnerSolveThatFailsUnderFixedStepsIsAStatus() {
    Solution solution = fixed(2, 1).solve(CUBE, Y0, 0, 3);
    assertThat(solution.status()).isEqualTo(SolveStatus.INNER_SOLVER_FAILED);
    assertThat(solution.detail()).contains("did not converge");
    assertThat(solution.statistics().failedInnerSolves()).isEqualTo(1);
    assertThat(solution.time()).isZero();
    assertThat(solution.state().toArray()).isEqualTo(Y0.toArray());
    assertThatThrownBy(solution::orThrow)
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining("allow more inner iterations");
  }

  @Test
  public void adaptiveStepsShrinkUntilTheInnerSolveSucceeds() {
    OdeSolver solver =
        OdeSolver.with(new BackwardEuler(new DenseNewton(4))).tolerances(1e-4, 1e-4).build();
    Solution solution = solver.solve(CUBE, StateVector.of(new double[] {100}), 0, 1).orThrow();
    // y = 1 / sqrt(1/y0² + 20 t)
    assertThat(solution.state().get(0, 0)).isCloseTo(1 / Math.sqrt(20 + 1e-4), within(1e-3));
  }

  @Test
  public void anInnerSolveThatNeverSucceedsUnderAdaptiveStepsIsAStatus() {
    InnerSolver hopeless =
        new InnerSolver() {
          @Override
          public String name() {
            return "hopeless";
          }

          @Override
          public Set<Capability> needs() {
            return Set.of();
          }

          @Override
          public boolean needsSymmetricJacobian() {
            return false;
          }

          @Override
          public Session newSession(
              Precision precision, int rows, int width, dev.impetus.solver.BatchPolicy policy) {
            return new Session() {
              @Override
              public Result solve(ImplicitSystem system, StateVector z) {
                return new Result(dev.impetus.solver.step.StepOutcome.INNER_DIVERGED, 7, 1);
              }

              @Override
              public void reset() {}
            };
          }
        };
    Solution solution = OdeSolver.with(new BackwardEuler(hopeless)).build().solve(CUBE, Y0, 0, 1);
    assertThat(solution.status()).isEqualTo(SolveStatus.INNER_SOLVER_FAILED);
    assertThat(solution.row()).isEqualTo(1);
    assertThat(solution.statistics().innerIterations())
        .isEqualTo(7 * solution.statistics().rejectedSteps());
    assertThat(solution.detail()).contains("diverged").contains("shorter than");
  }

  @Test
  public void theGradientByTransposedSolvesIsThatOfTheSteps() {
    double k = -40;
    double[] times = {0.25, 0.5, 1};
    for (CheckpointedDiscrete mode :
        new CheckpointedDiscrete[] {
          CheckpointedDiscrete.everyStep(), CheckpointedDiscrete.withCheckpoints(3)
        }) {
      OdeSolver solver = fixed(10, 0.1).toBuilder().gradientMode(mode).build();
      OdeSession session = solver.newSession(stiff(k), Precision.FLOAT64, 2);
      session.solve(Y0, 0, times).orThrow();
      StateVector ones = Y0.newLike();
      ones.fill(1);
      StateVector initial = Y0.newLike();
      StateVector parameter = Float64State.zeros(1, 1);
      session.pullback(new StateVector[] {ones, null, ones}, initial, parameter);
      double change = 1e-4;
      double wanted =
          (loss(solver, stiff(k + change), Y0, times) - loss(solver, stiff(k - change), Y0, times))
              / (2 * change);
      assertThat(parameter.get(0, 0)).isCloseTo(wanted, within(1e-8));
      StateVector up = Y0.newLike();
      up.copyFrom(Y0);
      up.set(1, 0, up.get(1, 0) + change);
      StateVector down = Y0.newLike();
      down.copyFrom(Y0);
      down.set(1, 0, down.get(1, 0) - change);
      double byState =
          (loss(solver, stiff(k), up, times) - loss(solver, stiff(k), down, times)) / (2 * change);
      assertThat(initial.get(1, 0)).isCloseTo(byState, within(1e-8));
    }
  }

  private static double loss(OdeSolver solver, VectorField field, StateVector y0, double[] times) {
    Solution solution = solver.solve(field, y0, 0, times).orThrow();
    double loss = 0;
    for (int row = 0; row < 2; row++) {
      loss += solution.output(0).get(row, 0) + solution.output(2).get(row, 0);
    }
    return loss;
  }

  @Test
  public void misfitsNameThePair() {
    VectorField plain = VectorField.ofRows(1, (t, y, dy) -> dy[0] = -y[0]);
    assertThatThrownBy(() -> fixed(10, 0.1).solve(plain, Y0, 0, 1))
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining("method backward Euler needs [JVP], which the field does not offer");
    OdeSolver adjoint =
        fixed(10, 0.1).toBuilder().gradientMode(ContinuousAdjoint.backsolve()).build();
    assertThatThrownBy(() -> adjoint.newSession(stiff(-1), Precision.FLOAT64, 1))
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining("implicit method backward Euler is unstable");
  }
}
