// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.api.error.ImpetusException;
import dev.impetus.solver.BatchPolicy;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.Solution;
import dev.impetus.solver.SolveStatus;
import dev.impetus.solver.control.FixedStep;
import dev.impetus.solver.field.FieldTraits;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.implicit.Nesterov.Momentum;
import dev.impetus.solver.implicit.NonlinearConjugateGradients.Formula;
import dev.impetus.solver.rungekutta.ButcherTableau;
import dev.impetus.solver.rungekutta.ContinuousExtension;
import dev.impetus.solver.rungekutta.DiagonallyImplicitRungeKutta;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.StepOutcome;
import java.util.function.Function;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

public class InnerSolverTest {

  private static final StoppingRule RELATIVE = StoppingRule.residual(1e-8);
  private static final Curvature KNOWN = Curvature.known(DiffusionSystem.LIPSCHITZ, 0);

  static DiagonallyImplicitRungeKutta backwardEuler() {
    ButcherTableau tableau =
        ButcherTableau.of(new double[] {0, 1}, new double[][] {{}, {0, 1}}, new double[] {0, 1})
            .withEmbedded(new double[] {0.5, 0.5}, 2);
    return DiagonallyImplicitRungeKutta.of(
        "backward Euler",
        1,
        tableau,
        ContinuousExtension.of(1, new double[][] {{}, {1}}),
        "textbook");
  }

  @DataProvider
  Object[][] published() {
    return new Object[][] {
      {maker(rule -> GradientDescent.of(KNOWN, rule, 1000)), 321, 149},
      {maker(rule -> GradientDescent.withStep(1 / 33.768, rule, 1000)), 436, -1},
      {maker(rule -> GradientDescent.withStep(1 / 17.384, rule, 1000)), -1, 202},
      {maker(rule -> Nesterov.of(KNOWN, rule, 1000)), 86, 53},
      {maker(rule -> Nesterov.of(Momentum.GROWING, KNOWN, rule, 1000)), 456, 223},
      {maker(rule -> HeavyBall.of(KNOWN, rule, 1000)), 69, 44},
      {maker(rule -> conjugate(Formula.FLETCHER_REEVES, rule, 1000)), 54, 35},
      {maker(rule -> conjugate(Formula.POLAK_RIBIERE_PLUS, rule, 1000)), 54, 35},
      {maker(rule -> NewtonCg.of(rule, 10, 1000)), 54, 35},
    };
  }

  private static Function<StoppingRule, InnerSolver> maker(
      Function<StoppingRule, InnerSolver> maker) {
    return maker;
  }

  private static InnerSolver conjugate(Formula formula, StoppingRule rule, int limit) {
    return NonlinearConjugateGradients.of(formula, rule, limit);
  }

  /**
   * Iterations from the state before the step to a residual of 1e-8 relative to b; condition
   * numbers 33.8 and 17.4.
   */
  @Test(dataProvider = "published")
  public void iterationsOnDiffusionAreThePublishedOnes(
      Function<StoppingRule, InnerSolver> maker, int backwardEuler, int crankNicolson) {
    if (backwardEuler > 0) {
      assertThat((double) iterations(maker, new DiffusionSystem(1, true)))
          .isCloseTo(backwardEuler, within(0.1 * backwardEuler));
    }
    if (crankNicolson > 0) {
      assertThat((double) iterations(maker, new DiffusionSystem(0.5, true)))
          .isCloseTo(crankNicolson, within(0.1 * crankNicolson));
    }
  }

  private static int iterations(Function<StoppingRule, InnerSolver> maker, DiffusionSystem system) {
    StateVector z = DiffusionSystem.start();
    StateVector residual = z.newLike();
    system.residual(z, residual);
    double target = 1e-8 * StoppingMonitor.norm(system.rightHandSide());
    InnerSolver solver =
        maker.apply(StoppingRule.residual(target / StoppingMonitor.norm(residual)));
    InnerSolver.Result result = session(solver, z).solve(system, z);
    assertThat(result.outcome()).isEqualTo(StepOutcome.OK);
    system.residual(z, residual);
    assertThat(StoppingMonitor.norm(residual)).isLessThan(1.001 * target);
    return result.iterations();
  }

  private static InnerSolver.Session session(InnerSolver solver, StateVector like) {
    return solver.newSession(Precision.FLOAT64, like.rows(), like.width(), BatchPolicy.SHARED_MAX);
  }

  @DataProvider
  static Object[][] all() {
    StoppingRule rule = StoppingRule.residual(1e-10);
    Curvature estimated = Curvature.estimated();
    return new Object[][] {
      {GradientDescent.of(estimated, rule, 1000)},
      {Nesterov.of(estimated, rule, 1000)},
      {Nesterov.of(Momentum.GROWING, estimated, rule, 5000)},
      {Fista.of(estimated, rule, 1000)},
      {HeavyBall.of(estimated, rule, 1000)},
      {NonlinearConjugateGradients.of(Formula.FLETCHER_REEVES, rule, 1000)},
      {NonlinearConjugateGradients.of(Formula.POLAK_RIBIERE_PLUS, rule, 1000)},
      {LimitedMemoryBfgs.of(10, rule, 1000)},
      {AndersonAcceleration.of(10, rule, 1000)},
      {NewtonCg.of(rule, 10, 1000)},
      {NewtonGmres.of(rule, 10, 1000)},
      {ChordLu.of(rule, 60)},
    };
  }

  /** Two steps of backward Euler on {@code y' = -∇E}, E of degree four and coupling neighbours. */
  @Test(dataProvider = "all")
  public void everySolverFindsTheSameStepOfANonlinearGradientFlow(InnerSolver solver) {
    int n = 24;
    VectorField field = allenCahn(n);
    StateVector y0 = StateVector.zeros(Precision.FLOAT64, 1, n);
    for (int i = 0; i < n; i++) {
      y0.set(0, i, Math.cos(2 * Math.PI * i / n) * i / n);
    }
    double[] found = step(backwardEuler().withInnerSolver(solver), field, y0);
    double[] wanted =
        step(
            backwardEuler().withInnerSolver(NewtonGmres.of(StoppingRule.residual(1e-13), 20, 500)),
            field,
            y0);
    for (int i = 0; i < n; i++) {
      assertThat(found[i]).isCloseTo(wanted[i], within(1e-8));
    }
  }

  private static double[] step(
      DiagonallyImplicitRungeKutta method, VectorField field, StateVector y0) {
    return OdeSolver.with(method)
        .controller(FixedStep.steps(2))
        .build()
        .solve(field, y0, 0, 0.4)
        .orThrow()
        .state()
        .toArray();
  }

  private static VectorField allenCahn(int n) {
    return new Declared(
        VectorField.ofRows(
            n,
            (t, y, dy) -> {
              for (int i = 0; i < n; i++) {
                double laplacian = y[(i + 1) % n] + y[(i + n - 1) % n] - 2 * y[i];
                dy[i] = 10 * laplacian + y[i] - y[i] * y[i] * y[i];
              }
            }),
        new FieldTraits(true, true, true));
  }

  /** A field with traits. */
  private record Declared(VectorField field, FieldTraits traits) implements VectorField {

    @Override
    public int width() {
      return field.width();
    }

    @Override
    public void evaluate(RowScalar t, StateVector y, StateVector dy) {
      field.evaluate(t, y, dy);
    }
  }

  private static final VectorField ROTATION =
      VectorField.ofRows(
          2,
          (t, y, dy) -> {
            dy[0] = -y[0] - 20 * y[1];
            dy[1] = 20 * y[0] - y[1];
          });

  @Test(dataProvider = "all")
  public void onARotationGeneralSolversConvergeAndTheOthersAreRefused(InnerSolver solver) {
    OdeSolver ode =
        OdeSolver.with(backwardEuler().withInnerSolver(solver))
            .controller(FixedStep.of(0.1))
            .build();
    StateVector y0 = StateVector.of(new double[] {1, 0});
    if (solver.needsSymmetricJacobian()) {
      assertThatThrownBy(() -> ode.solve(ROTATION, y0, 0, 0.1))
          .isInstanceOf(ImpetusException.class)
          .hasMessageContaining("inner solver " + solver.name())
          .hasMessageContaining("does not declare a symmetric Jacobian");
      return;
    }
    StateVector end = ode.solve(ROTATION, y0, 0, 0.1).orThrow().state();
    // (1.1 I - 2 R) z = y0
    assertThat(end.get(0, 0)).isCloseTo(1.1 / 5.21, within(1e-9));
    assertThat(end.get(0, 1)).isCloseTo(2 / 5.21, within(1e-9));
  }

  @Test
  public void theSolversThatAreRefusedWouldDivergeThere() {
    Curvature wrong = Curvature.known(21, 0);
    for (InnerSolver solver :
        new InnerSolver[] {
          Nesterov.of(wrong, RELATIVE, 500),
          HeavyBall.of(wrong, RELATIVE, 500),
          GradientDescent.of(wrong, RELATIVE, 500)
        }) {
      Solution solution =
          OdeSolver.with(backwardEuler().withInnerSolver(PaperMode.of(solver)))
              .controller(FixedStep.of(0.1))
              .build()
              .solve(ROTATION, StateVector.of(new double[] {1, 0}), 0, 0.1);
      assertThat(solution.status()).as(solver.name()).isEqualTo(SolveStatus.INNER_SOLVER_FAILED);
    }
  }

  /** With the step m/M² of a monotone residual, at the rate 0.876: about 150 iterations to 1e-8. */
  @Test
  public void gradientDescentInPaperModeConvergesOnARotationWithAShortStep() {
    double m = 1.1;
    double square = 1.1 * 1.1 + 4;
    InnerSolver relaxed =
        PaperMode.of(GradientDescent.withStep(m / square, StoppingRule.residual(1e-8), 500));
    Solution solution =
        OdeSolver.with(backwardEuler().withInnerSolver(relaxed))
            .controller(FixedStep.of(0.1))
            .build()
            .solve(ROTATION, StateVector.of(new double[] {1, 0}), 0, 0.1)
            .orThrow();
    double expected = Math.log(1e-8) / Math.log(Math.sqrt(1 - m * m / square));
    assertThat((double) solution.statistics().innerIterations())
        .isCloseTo(expected, within(0.02 * expected));
    assertThat(solution.state().get(0, 0)).isCloseTo(1.1 / 5.21, within(1e-7));
  }

  @DataProvider
  Object[][] hasty() {
    return new Object[][] {
      {GradientDescent.of(KNOWN, RELATIVE, 2)},
      {Nesterov.of(KNOWN, RELATIVE, 2)},
      {Nesterov.of(Momentum.GROWING, KNOWN, RELATIVE, 2)},
      {Fista.of(KNOWN, RELATIVE, 2)},
      {HeavyBall.of(KNOWN, RELATIVE, 2)},
      {conjugate(Formula.FLETCHER_REEVES, RELATIVE, 2)},
      {conjugate(Formula.POLAK_RIBIERE_PLUS, RELATIVE, 2)},
      {LimitedMemoryBfgs.of(10, RELATIVE, 2)},
      {AndersonAcceleration.of(10, RELATIVE, 2)},
      {NewtonCg.of(RELATIVE, 10, 2)},
      {NewtonGmres.of(RELATIVE, 10, 2)},
    };
  }

  @Test(dataProvider = "hasty")
  public void tooFewIterationsAreReported(InnerSolver solver) {
    StateVector z = DiffusionSystem.start();
    InnerSolver.Result result = session(solver, z).solve(new DiffusionSystem(1, false), z);
    assertThat(result.outcome())
        .isIn(StepOutcome.INNER_NOT_CONVERGED, StepOutcome.LINEAR_SOLVE_FAILED);
  }

  @DataProvider
  Object[][] tolerances() {
    return new Object[][] {{1e-12}, {1e-13}, {1e-14}, {1e-15}};
  }

  /** Steps of 0.25 backwards in time, where the state grows by e⁶ and convergence is slow. */
  @Test(dataProvider = "tolerances")
  public void theChordMethodSolvesDownToRounding(double tolerance) {
    VectorField field =
        VectorField.ofRows(
            2,
            (t, y, dy) -> {
              dy[0] = -2 * y[0] + Math.sin(y[1] + t);
              dy[1] = y[0] * y[1] - Math.cos(t) * y[1];
            });
    StateVector start = StateVector.of(new double[] {1, 0.7});
    OdeSolver loose =
        OdeSolver.with(backwardEuler())
            .controller(FixedStep.steps(12))
            .tolerances(1e-11, 1e-11)
            .build();
    StateVector wanted = loose.solve(field, start, 0, -3).orThrow().state();
    StateVector found =
        loose.toBuilder()
            .tolerances(tolerance, tolerance)
            .build()
            .solve(field, start, 0, -3)
            .orThrow()
            .state();
    for (int i = 0; i < 2; i++) {
      double size = 1 + Math.abs(wanted.get(0, i));
      assertThat(found.get(0, i)).isCloseTo(wanted.get(0, i), within(1e-8 * size));
    }
  }

  @Test
  public void anAffineFieldNeedsNoSecondLook() {
    DiffusionSystem affine = new DiffusionSystem(1, true);
    DiffusionSystem general = new DiffusionSystem(1, false);
    for (DiffusionSystem system : new DiffusionSystem[] {affine, general}) {
      StateVector z = DiffusionSystem.start();
      InnerSolver solver = NewtonCg.of(RELATIVE, 10, 1000);
      assertThat(session(solver, z).solve(system, z).outcome()).isEqualTo(StepOutcome.OK);
    }
    assertThat(affine.residuals).isEqualTo(1);
    assertThat(general.residuals).isGreaterThan(1);
  }

  @Test
  public void aStepTooLongForAWeaklyConvexEnergyIsAFailure() {
    VectorField saddle =
        new Declared(
            VectorField.ofRows(
                2,
                (t, y, dy) -> {
                  dy[0] = 2 * y[0] - y[0] * y[0] * y[0];
                  dy[1] = -3 * y[1];
                }),
            new FieldTraits(true, true, true));
    StateVector y0 = StateVector.of(new double[] {0.01, 1});
    for (InnerSolver solver :
        new InnerSolver[] {
          NewtonCg.of(RELATIVE, 10, 100), HeavyBall.of(Curvature.estimated(), RELATIVE, 500)
        }) {
      OdeSolver ode =
          OdeSolver.with(backwardEuler().withInnerSolver(solver))
              .controller(FixedStep.of(0.6))
              .build();
      assertThat(ode.solve(saddle, y0, 0, 0.6).status()).isEqualTo(SolveStatus.INNER_SOLVER_FAILED);
      OdeSolver adaptive = OdeSolver.with(backwardEuler().withInnerSolver(solver)).build();
      assertThat(adaptive.solve(saddle, y0, 0, 0.6).status()).isEqualTo(SolveStatus.REACHED_END);
    }
  }
}
