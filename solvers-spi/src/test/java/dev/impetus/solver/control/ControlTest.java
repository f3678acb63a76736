// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.solver.TestMethods;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.step.MethodInfo;
import java.util.List;
import java.util.Random;
import org.testng.annotations.Test;

public class ControlTest {

  private static final MethodInfo METHOD = TestMethods.bogackiShampine32().info();

  /** torchdiffeq: min(10, max(0.9 / err^(1/q), 1 if err < 1 else 0.2)), accepted up to 1. */
  @Test
  public void theIntegralControllerIsTorchdiffeqs() {
    StepController.Session session = PidController.integral().newSession(METHOD, 1);
    double[] errors = {0, 1e-12, 1e-3, 0.5, 0.9, 0.999, 1, 1.0001, 2, 50, 1e5, 1e300};
    for (int order = 2; order <= 8; order++) {
      for (double error : errors) {
        boolean accepted = session.accepts(error);
        assertThat(accepted).isEqualTo(error <= 1);
        double wanted =
            error == 0
                ? 10
                : Math.min(10, Math.max(0.9 / Math.pow(error, 1.0 / order), error < 1 ? 1 : 0.2));
        assertThat(session.factor(0, error, accepted, order))
            .isCloseTo(wanted, within(1e-14 * wanted));
      }
    }
  }

  @Test
  public void thePidLawIsItsFormula() {
    StepController.Session session = PidController.of(0.4, 0.3, 0.2).newSession(METHOD, 1);
    double q = 3;
    session.factor(0, 0.5, true, 3);
    session.factor(0, 0.25, true, 3);
    double wanted =
        0.9 * Math.pow(0.8, -0.9 / q) * Math.pow(0.25, 0.8 / q) * Math.pow(0.5, -0.2 / q);
    assertThat(session.factor(0, 0.8, true, 3)).isCloseTo(wanted, within(1e-14));
  }

  @Test
  public void manyAreJudgedAsOneAfterTheOther() {
    Random random = new Random(7);
    int size = 500;
    RowScalar errors = RowScalar.perRow(size);
    for (int i = 0; i < size; i++) {
      errors.set(i, Math.exp(random.nextGaussian() * 4));
    }
    double[] corners = {0, -0.0, 1, Math.nextDown(1.0), Math.nextUp(1.0), 1e-300, 1e300};
    for (int i = 0; i < corners.length; i++) {
      errors.set(i, corners[i]);
    }
    for (StepController controller :
        List.of(
            PidController.integral(),
            PidController.proportionalIntegral(),
            PidController.of(0.3, 0.5, 0.1),
            FixedStep.of(0.1))) {
      StepController.Session together = controller.newSession(METHOD, size);
      StepController.Session single = controller.newSession(METHOD, size);
      int[] accepted = new int[size];
      double[] factors = new double[size];
      for (int order = 3; order <= 5; order++) {
        together.judge(errors, order, accepted, factors);
        for (int i = 0; i < size; i++) {
          boolean accepts = single.accepts(errors.get(i));
          assertThat(accepted[i]).isEqualTo(accepts ? 1 : 0);
          assertThat(factors[i]).isEqualTo(single.factor(i, errors.get(i), accepts, order));
        }
      }
    }
  }

  /** Halves whatever is proposed to it, by overriding the method that is asked for each attempt. */
  private static final class Halving implements StepController.Session {

    private final StepController.Session session = PidController.integral().newSession(METHOD, 3);

    @Override
    public boolean accepts(double errorRatio) {
      return session.accepts(errorRatio);
    }

    @Override
    public double factor(int index, double errorRatio, boolean accepted, int errorOrder) {
      return session.factor(index, errorRatio, accepted, errorOrder);
    }

    @Override
    public double factor(
        int index, double errorRatio, boolean accepted, int errorOrder, double proposed) {
      return 0.5 * session.factor(index, errorRatio, accepted, errorOrder, proposed);
    }

    @Override
    public double factorAfterFailure(int index) {
      return session.factorAfterFailure(index);
    }
  }

  @Test
  public void aControllersOwnFactorCountsForManyAsForOne() {
    RowScalar errors = RowScalar.perRow(3);
    errors.setAll(0.3);
    errors.set(1, 7);
    int[] accepted = new int[3];
    double[] factors = new double[3];
    new Halving().judge(errors, 4, accepted, factors);
    for (int i = 0; i < 3; i++) {
      double alone = new Halving().factor(i, errors.get(i), accepted[i] == 1, 4, Double.NaN);
      assertThat(factors[i]).isEqualTo(alone);
    }
  }

  @Test
  public void aRejectedStepLeavesTheHistoryAsItWas() {
    StepController controller = PidController.proportionalIntegral();
    StepController.Session once = controller.newSession(METHOD, 1);
    StepController.Session other = controller.newSession(METHOD, 1);
    once.factor(0, 0.3, true, 3);
    other.factor(0, 0.3, true, 3);
    other.factor(0, 20, false, 3);
    other.factor(0, 3, false, 3);
    assertThat(other.factor(0, 0.6, true, 3)).isEqualTo(once.factor(0, 0.6, true, 3));
  }

  @Test
  public void rowsHaveHistoriesOfTheirOwn() {
    StepController.Session session = PidController.proportionalIntegral().newSession(METHOD, 2);
    session.factor(0, 0.01, true, 3);
    StepController.Session fresh = PidController.proportionalIntegral().newSession(METHOD, 1);
    assertThat(session.factor(1, 0.6, true, 3)).isEqualTo(fresh.factor(0, 0.6, true, 3));
  }

  @Test
  public void coefficientsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> PidController.of(0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not all zero");
    assertThatThrownBy(() -> PidController.of(0, Double.NaN, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PidController.of(0, 1, 0, 0.9, 0.95, 1, 10))
        .hasMessageContaining("0.95, 0.9, 1.0, 10.0");
    assertThatThrownBy(() -> FixedStep.of(-1)).hasMessageContaining("-1.0");
    assertThatThrownBy(() -> FixedStep.steps(0)).hasMessageContaining("not 0");
  }

  @Test
  public void fixedStepsHaveTheSignOfTheInterval() {
    assertThat(FixedStep.of(0.25).firstStep(-3)).isEqualTo(-0.25);
    assertThat(FixedStep.steps(4).firstStep(-3)).isEqualTo(-0.75);
  }
}
