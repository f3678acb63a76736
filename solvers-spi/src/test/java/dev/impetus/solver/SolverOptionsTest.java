// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.Option;
import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.SteppingMethod;
import java.util.List;
import java.util.Map;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

public class SolverOptionsTest {

  private static final SteppingMethod ADAPTIVE = TestMethods.bogackiShampine32();
  private static final SteppingMethod PLAIN = TestMethods.rungeKutta4();

  private static OdeSolver assemble(SteppingMethod method, Map<String, ?> values) {
    return SolverOptions.assemble(method, SolverOptions.schema().resolve(values, "solver"));
  }

  private static Solution solve(OdeSolver solver, double... times) {
    return solver.solve(
        Problems.forced(-3).field(), StateVector.of(new double[] {1}, new double[] {3}), 0, times);
  }

  @Test
  public void theDefaultsAreThoseOfTheBuilder() {
    OdeSolver built = OdeSolver.with(ADAPTIVE).build();
    OdeSolver assembled = assemble(ADAPTIVE, Map.of());
    assertThat(assembled.tolerances()).isEqualTo(built.tolerances());
    assertThat(assembled.gradientMode().name()).isEqualTo("discrete");
    assertThat(solve(assembled, 1, 4).statistics()).isEqualTo(solve(built, 1, 4).statistics());
  }

  @Test
  public void everyOptionChangesTheSolve() {
    SolveStatistics plain = solve(assemble(ADAPTIVE, Map.of()), 1, 2.2, 4).statistics();
    for (Map<String, ?> values :
        List.of(
            Map.of("rtol", 1e-4),
            Map.of("atol", 1e-3),
            Map.of("step-control", "pi"),
            Map.of("step-control", "pid", "pid-coefficients", List.of(0.2, 0.4, 0.05)),
            Map.of("step-control", "fixed", "steps", 40),
            Map.of("step-size", 0.125),
            Map.of("max-steps", 7),
            Map.of("max-step", 0.003),
            Map.of("outputs", "exact"),
            Map.of("batch-policy", "shared"))) {
      Solution solution = solve(assemble(ADAPTIVE, values), 1, 2.2, 4);
      assertThat(solution.statistics()).as("%s", values).isNotEqualTo(plain);
    }
    assertThat(solve(assemble(ADAPTIVE, Map.of("min-step", 0.1)), 4).status())
        .isEqualTo(SolveStatus.STEP_SIZE_UNDERFLOW);
    assertThat(solve(assemble(ADAPTIVE, Map.of("steps", 40)), 4).statistics().acceptedSteps())
        .isEqualTo(40);
    assertThat(assemble(ADAPTIVE, Map.of("gradient", "adjoint")).gradientMode().name())
        .isEqualTo("adjoint");
    assertThat(assemble(ADAPTIVE, Map.of("gradient", "full-storage")).gradientMode().name())
        .isEqualTo("full-storage");
    Map<String, ?> limited = Map.of("gradient", "full-storage", "storage-limit", 3);
    VectorField zero =
        VectorField.ofRows(1, (t, y, dy) -> dy[0] = 0, (t, y, bar, yBar, th) -> yBar[0] = 0);
    assertThat(assemble(ADAPTIVE, limited).warnings(zero, Precision.FLOAT64, 1))
        .singleElement()
        .asString()
        .contains("3.00 MiB");
    assertThat(solve(assemble(ADAPTIVE, Map.of("batch-policy", "shared")), 4).rows()).isEmpty();
    assertThat(solve(assemble(ADAPTIVE, Map.of("batch-policy", "per-sample")), 4).rows())
        .hasSize(2);
  }

  @DataProvider
  Object[][] misfits() {
    return new Object[][] {
      {PLAIN, Map.of(), "step-control integral does not fit", "solver.step-control"},
      {PLAIN, Map.of("step-control", "fixed"), "needs step-size or steps", "solver.step-size"},
      {PLAIN, Map.of("step-size", 0.1, "steps", 3), "needs step-size or steps", "solver.step-size"},
      {
        ADAPTIVE,
        Map.of("step-control", "pi", "steps", 3),
        "steps does not fit step-control pi",
        "solver.steps"
      },
      {
        ADAPTIVE, Map.of("step-control", "pid"), "needs pid-coefficients", "solver.pid-coefficients"
      },
      {
        ADAPTIVE,
        Map.of("pid-coefficients", List.of(1, 1, 1)),
        "pid-coefficients do not fit step-control integral",
        "solver.pid-coefficients"
      },
      {
        ADAPTIVE,
        Map.of("gradient", "adjoint", "checkpoints", 5),
        "checkpoints does not fit gradient adjoint",
        "solver.checkpoints"
      },
      {
        ADAPTIVE,
        Map.of("gradient", "full-storage", "checkpoints", 5),
        "checkpoints does not fit gradient full-storage",
        "solver.checkpoints"
      },
      {
        ADAPTIVE,
        Map.of("gradient", "full-storage", "checkpoint-places", "even"),
        "checkpoint-places does not fit gradient full-storage",
        "solver.checkpoint-places"
      },
      {
        ADAPTIVE,
        Map.of("storage-limit", 100),
        "storage-limit does not fit gradient discrete",
        "solver.storage-limit"
      },
      {
        ADAPTIVE,
        Map.of("gradient", "full-storage", "adjoint-rtol", 1e-3),
        "adjoint-rtol does not fit gradient full-storage",
        "solver.adjoint-rtol"
      },
      {
        ADAPTIVE,
        Map.of("checkpoints", 3_000_000_000L),
        "checkpoints is too large",
        "solver.checkpoints"
      },
      {
        ADAPTIVE,
        Map.of("checkpoint-places", "binomial"),
        "checkpoint-places needs checkpoints",
        "solver.checkpoint-places"
      },
      {
        ADAPTIVE,
        Map.of("adjoint-seminorm", true),
        "adjoint-seminorm does not fit gradient discrete",
        "solver.adjoint-seminorm"
      },
      {ADAPTIVE, Map.of("rtol", 0, "atol", 0), "tolerances are both zero", "solver.rtol"},
      {
        ADAPTIVE,
        Map.of("min-step", 2, "max-step", 1),
        "min-step is not below max-step",
        "solver.min-step"
      }
    };
  }

  @Test(dataProvider = "misfits")
  public void optionsThatDoNotFitAreProblems(
      SteppingMethod method, Map<String, ?> values, String what, String where) {
    assertThatThrownBy(() -> assemble(method, values))
        .isInstanceOfSatisfying(
            ImpetusException.class,
            e -> {
              assertThat(e.problems()).hasSize(1);
              Problem problem = e.problems().get(0);
              assertThat(problem.kind()).isEqualTo(ErrorKind.CONFIGURATION);
              assertThat(problem.what()).contains(what);
              assertThat(problem.where()).isEqualTo(where);
              assertThat(problem.why()).isNotEmpty();
              assertThat(problem.fix()).isNotEmpty();
            });
  }

  @Test
  public void allMisfitsAreReportedTogether() {
    assertThatThrownBy(() -> assemble(PLAIN, Map.of("adjoint-rtol", 1e-3, "rtol", 0, "atol", 0)))
        .isInstanceOfSatisfying(ImpetusException.class, e -> assertThat(e.problems()).hasSize(3));
  }

  @Test
  public void aMethodsOwnOptionsStandBesideThem() {
    Option<String> own = Option.choice("error-weights", "whose", "a", "b").byDefault("a");
    ConfigSchema both = SolverOptions.schema().and(ConfigSchema.of(own));
    assertThat(
            SolverOptions.assemble(
                    ADAPTIVE, both.resolve(Map.of("error-weights", "b", "rtol", 1e-3), "solver"))
                .tolerances()
                .relative())
        .isEqualTo(1e-3);
  }
}
