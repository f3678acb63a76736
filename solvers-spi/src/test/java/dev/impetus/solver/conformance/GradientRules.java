// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.api.error.ImpetusException;
import dev.impetus.solver.BatchPolicy;
import dev.impetus.solver.OdeSession;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.Solution;
import dev.impetus.solver.SolveStatistics;
import dev.impetus.solver.Tolerances;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.gradient.CheckpointedDiscrete;
import dev.impetus.solver.gradient.ContinuousAdjoint;
import dev.impetus.solver.gradient.FullStorage;
import dev.impetus.solver.gradient.GradientMode;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.StepContext;
import dev.impetus.solver.step.SteppingMethod;
import org.testng.SkipException;
import org.testng.annotations.Test;

/**
 * Rules 6xx: the discrete gradient is that of the numbers that were computed, to 1e-8 of central
 * differences in double precision, with outputs at steps and between them, two rows, forwards and
 * backwards in time; the continuous adjoint agrees with it.
 */
public abstract class GradientRules extends ContractRules {

  private static final double THETA = 0.4;
  private static final double[] TIMES = {0.17, 0.5, 1.03, 1.5};
  private static final double[] BACKWARDS = {-0.17, -0.5, -1};

  /**
   * {@code y0' = -2 (1 + θ t²) (y0 - sin t) + y1, y1' = -y1 - y0³ + cos(θ t)}: nonlinear, coupled,
   * dependent on time and on one parameter.
   */
  private static VectorField field(double theta) {
    return VectorField.ofRows(
        2,
        (t, y, dy) -> {
          dy[0] = -2 * (1 + theta * t * t) * (y[0] - Math.sin(t)) + y[1];
          dy[1] = -y[1] - y[0] * y[0] * y[0] + Math.cos(theta * t);
        },
        (t, y, bar, yBar, thetaBar) -> {
          yBar[0] = -2 * (1 + theta * t * t) * bar[0] - 3 * y[0] * y[0] * bar[1];
          yBar[1] = bar[0] - bar[1];
          thetaBar[0] += -2 * t * t * (y[0] - Math.sin(t)) * bar[0];
          thetaBar[0] += -t * Math.sin(theta * t) * bar[1];
        },
        1);
  }

  private static StateVector start(double moved) {
    return StateVector.of(new double[] {0.9 + moved, 0.3}, new double[] {-0.4, 0.8 - moved});
  }

  /** Derivatives by the parameter and by the displacement of the start. */
  private record Derivatives(double byTheta, double byStart, SolveStatistics work) {}

  private void requireDiscreteGradient() {
    SteppingMethod method = method();
    try {
      method.newPullback(
          new StepContext(
              field(THETA),
              Precision.FLOAT64,
              2,
              BatchPolicy.SHARED_MAX,
              new Tolerances(EXACT, EXACT)));
    } catch (UnsupportedOperationException none) {
      throw new SkipException(method.info().name() + " has no discrete gradient", none);
    }
  }

  private static double loss(OdeSolver solver, double theta, double moved, double[] times) {
    Solution solution = solver.solve(field(theta), start(moved), 0, times).orThrow();
    double sum = 0;
    for (int i = 0; i < times.length; i++) {
      sum += solution.output(i).dot(cotangent(i));
    }
    return sum;
  }

  private static StateVector cotangent(int output) {
    return StateVector.of(new double[] {output + 1, -1}, new double[] {0.5, output});
  }

  private static Derivatives pullback(OdeSession session, int outputs) {
    StateVector[] cotangents = new StateVector[outputs];
    for (int i = 0; i < outputs; i++) {
      cotangents[i] = cotangent(i);
    }
    StateVector byStart = StateVector.zeros(Precision.FLOAT64, 2, 2);
    StateVector byTheta = StateVector.zeros(Precision.FLOAT64, 1, 1);
    SolveStatistics work = session.pullback(cotangents, byStart, byTheta);
    return new Derivatives(byTheta.get(0, 0), byStart.get(0, 0) - byStart.get(1, 1), work);
  }

  private static Derivatives gradient(OdeSolver solver, GradientMode mode, double[] times) {
    OdeSolver differentiable = solver.toBuilder().gradientMode(mode).build();
    OdeSession session;
    try {
      session = differentiable.newSession(field(THETA), Precision.FLOAT64, 2);
    } catch (ImpetusException refused) {
      throw new SkipException(refused.getMessage(), refused);
    }
    session.solve(start(0), 0, times).orThrow();
    return pullback(session, times.length);
  }

  /** Central differences of fourth order. */
  private static double difference(
      OdeSolver solver, double byTheta, double byStart, double[] times) {
    double d = 1e-4;
    double[] value = new double[5];
    for (int i = -2; i <= 2; i++) {
      value[i + 2] = loss(solver, THETA + i * d * byTheta, i * d * byStart, times);
    }
    return (8 * (value[3] - value[1]) - (value[4] - value[0])) / (12 * d);
  }

  /** The same rule for another method than that under test. */
  final void assertGradient(SteppingMethod method, GradientMode mode) {
    requireDiscreteGradient();
    assertGradient(fixed(method, 12).build(), mode, TIMES);
  }

  private void assertGradient(GradientMode mode, double[] times) {
    requireDiscreteGradient();
    assertGradient(fixed(12).build(), mode, times);
  }

  private static void assertGradient(OdeSolver solver, GradientMode mode, double[] times) {
    Derivatives found = gradient(solver, mode, times);
    assertThat(found.byTheta())
        .as("by the parameter")
        .isCloseTo(difference(solver, 1, 0, times), within(1e-8));
    assertThat(found.byStart())
        .as("by the initial state")
        .isCloseTo(difference(solver, 0, 1, times), within(1e-8));
  }

  @Test(groups = "gradient")
  public void required_spec601_theDiscreteGradientIsThatOfTheStepsTaken() {
    assertGradient(CheckpointedDiscrete.everyStep(), TIMES);
  }

  @Test(groups = "gradient")
  public void required_spec602_soIsTheGradientWithFewCheckpoints() {
    assertGradient(CheckpointedDiscrete.withCheckpoints(3), TIMES);
  }

  @Test(groups = "gradient")
  public void required_spec603_soIsTheGradientOfASolveBackwardsInTime() {
    assertGradient(CheckpointedDiscrete.everyStep(), BACKWARDS);
  }

  @Test(groups = "gradient")
  public void required_spec604_checkpointsGiveTheSameBits() {
    requireDiscreteGradient();
    OdeSolver solver = fixed(23).build();
    Derivatives all = gradient(solver, CheckpointedDiscrete.everyStep(), TIMES);
    for (int checkpoints : new int[] {2, 5, 100}) {
      Derivatives few = gradient(solver, CheckpointedDiscrete.withCheckpoints(checkpoints), TIMES);
      assertThat(few.byTheta()).isCloseTo(all.byTheta(), within(sameness()));
      assertThat(few.byStart()).isCloseTo(all.byStart(), within(sameness()));
    }
  }

  /** At tight tolerances both are the gradient of the exact solution. */
  @Test(groups = "gradient")
  public void required_spec605_theContinuousAdjointAgreesOrIsRefused() {
    if (facts().implicit()) {
      OdeSolver solver = fixed(12).gradientMode(ContinuousAdjoint.backsolve()).build();
      assertThatThrownBy(() -> solver.newSession(field(THETA), Precision.FLOAT64, 2))
          .isInstanceOf(ImpetusException.class)
          .hasMessageContaining(facts().name());
      return;
    }
    requireDiscreteGradient();
    OdeSolver solver =
        facts().hasErrorEstimate() && facts().order() > 2
            ? adaptive(1e-10).build()
            : fixed(facts().order() > 2 ? 400 : 4000).build();
    Derivatives discrete = gradient(solver, CheckpointedDiscrete.everyStep(), TIMES);
    double allowed = facts().order() > 2 ? 1e-6 : 1e-2;
    for (ContinuousAdjoint mode :
        new ContinuousAdjoint[] {
          ContinuousAdjoint.backsolve(), ContinuousAdjoint.backsolve().withSeminorm()
        }) {
      Derivatives adjoint = gradient(solver, mode, TIMES);
      assertThat(adjoint.byTheta()).isCloseTo(discrete.byTheta(), within(allowed));
      assertThat(adjoint.byStart()).isCloseTo(discrete.byStart(), within(allowed));
    }
  }

  @Test(groups = "gradient")
  public void required_spec606_theBackwardPassCountsItsCalls() {
    requireDiscreteGradient();
    RecordingField field = new RecordingField(field(THETA));
    OdeSession session = fixed(12).build().newSession(field, Precision.FLOAT64, 2);
    session.solve(start(0), 0, TIMES).orThrow();
    long evaluations = field.evaluations;
    long products = field.vectorJacobianProducts;
    SolveStatistics work = pullback(session, TIMES.length).work();
    assertThat(work.evaluations()).isEqualTo(field.evaluations - evaluations);
    assertThat(work.vectorJacobianProducts()).isEqualTo(field.vectorJacobianProducts - products);
  }

  @Test(groups = "gradient")
  public void required_spec607_aPullbackCanBeRepeated() {
    requireDiscreteGradient();
    OdeSession session = fixed(12).build().newSession(field(THETA), Precision.FLOAT64, 2);
    session.solve(start(0), 0, TIMES).orThrow();
    Derivatives first = pullback(session, TIMES.length);
    Derivatives second = pullback(session, TIMES.length);
    assertThat(second.byTheta()).isCloseTo(first.byTheta(), within(sameness()));
    assertThat(second.byStart()).isCloseTo(first.byStart(), within(sameness()));
  }

  @Test(groups = "gradient")
  public void required_spec609_fullStorageGivesTheSameBitsAndRepeatsNothingOrIsRefused() {
    requireDiscreteGradient();
    OdeSolver solver = fixed(23).build();
    if (!method().storesStages()) {
      OdeSolver storing = solver.toBuilder().gradientMode(FullStorage.everyStage()).build();
      assertThatThrownBy(() -> storing.newSession(field(THETA), Precision.FLOAT64, 2))
          .isInstanceOf(ImpetusException.class)
          .hasMessageContaining(facts().name());
      return;
    }
    Derivatives stored = gradient(solver, FullStorage.everyStage(), TIMES);
    Derivatives repeated = gradient(solver, CheckpointedDiscrete.everyStep(), TIMES);
    assertThat(stored.byTheta()).isEqualTo(repeated.byTheta());
    assertThat(stored.byStart()).isEqualTo(repeated.byStart());
    assertThat(stored.work().evaluations()).isZero();
    assertThat(stored.work().vectorJacobianProducts())
        .isEqualTo(repeated.work().vectorJacobianProducts());
  }
}
