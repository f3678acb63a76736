// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impetus.api.config.ConfigView;
import dev.impetus.api.error.ImpetusException;
import java.util.List;
import java.util.Map;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

public class InnerSolverOptionsTest {

  private static ConfigView view(Map<String, ?> values) {
    return InnerSolverOptions.schema().resolve(values, "solver");
  }

  @DataProvider
  Object[][] names() {
    return new Object[][] {
      {Map.of("inner-solver", "chord"), "chord with dense LU"},
      {Map.of("inner-solver", "newton-cg"), "Newton-CG"},
      {Map.of("inner-solver", "newton-gmres"), "Newton-GMRES"},
      {Map.of("inner-solver", "anderson"), "Anderson"},
      {Map.of("inner-solver", "gradient-descent"), "gradient descent"},
      {Map.of("inner-solver", "nesterov"), "Nesterov"},
      {
        Map.of("inner-solver", "nesterov", "nesterov-momentum", "growing"),
        "Nesterov with momentum k/(k+3)"
      },
      {Map.of("inner-solver", "fista"), "FISTA with restart"},
      {Map.of("inner-solver", "heavy-ball"), "heavy ball"},
      {Map.of("inner-solver", "cg-fletcher-reeves"), "nonlinear CG (Fletcher-Reeves)"},
      {Map.of("inner-solver", "cg-polak-ribiere"), "nonlinear CG (Polak-Ribiere+)"},
      {Map.of("inner-solver", "l-bfgs"), "L-BFGS"},
      {Map.of("inner-solver", "heavy-ball", "paper-mode", true), "heavy ball in paper mode"},
    };
  }

  @Test(dataProvider = "names")
  public void everySolverHasItsName(Map<String, ?> options, String name) {
    assertThat(InnerSolverOptions.solver(view(options)).orElseThrow().name()).isEqualTo(name);
  }

  @Test
  public void withoutANameTheFieldDecides() {
    assertThat(InnerSolverOptions.solver(view(Map.of()))).isEmpty();
  }

  @Test
  public void theRuleIsTheMethodsUnlessItIsConfigured() {
    StoppingRule suited = StoppingRule.tolerance(0.03);
    assertThat(InnerSolverOptions.rule(view(Map.of()))).isEqualTo(StoppingRule.tolerance(0.1));
    assertThat(InnerSolverOptions.rule(view(Map.of()), suited)).isEqualTo(suited);
    assertThat(InnerSolverOptions.rule(view(Map.of("inner-tolerance", 0.2)), suited))
        .isEqualTo(StoppingRule.tolerance(0.2));
    // What suits one rule says nothing of another.
    assertThat(InnerSolverOptions.rule(view(Map.of("inner-rule", "energy")), suited))
        .isEqualTo(StoppingRule.energy(0.1));
  }

  @Test
  public void optionsThatNothingReadsAreAllNamed() {
    ConfigView config =
        view(
            Map.of(
                "inner-solver",
                "chord",
                "nesterov-momentum",
                "growing",
                "lipschitz",
                2.0,
                "inner-step",
                0.1));
    assertThatThrownBy(() -> InnerSolverOptions.solver(config))
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining("nesterov-momentum does not fit inner-solver chord")
        .hasMessageContaining("lipschitz does not fit")
        .hasMessageContaining("inner-step does not fit");
  }

  @DataProvider
  Object[][] misfits() {
    String step = "inner-step";
    return new Object[][] {
      {
        Map.of("paper-mode", true),
        List.of("paper-mode does not fit inner-solver auto"),
        "inner-iterations"
      },
      {
        Map.of("inner-solver", "chord", "convexity", 0.5),
        List.of("convexity does not fit inner-solver chord"),
        "needs lipschitz"
      },
      {
        Map.of("inner-solver", "gradient-descent", step, 0.1, "lipschitz", 2.0, "convexity", 1.0),
        List.of("lipschitz does not fit inner-step", "convexity does not fit inner-step"),
        "needs lipschitz"
      },
      {
        Map.of("inner-solver", "nesterov", step, 0.1, "convexity", 1.0),
        List.of("convexity needs lipschitz", "inner-step does not fit inner-solver nesterov"),
        "does not fit inner-step"
      },
      {
        Map.of("inner-solver", "fista", "lipschitz", 1.0, "convexity", 2.0),
        List.of("convexity is above lipschitz"),
        "does not fit"
      },
    };
  }

  @Test(dataProvider = "misfits")
  public void whatDoesNotFitIsSaidOnceAndWithoutContradiction(
      Map<String, ?> options, List<String> wanted, String unwanted) {
    ConfigView config = view(options);
    assertThatThrownBy(() -> InnerSolverOptions.solver(config))
        .isInstanceOf(ImpetusException.class)
        .hasMessageContainingAll(wanted.toArray(String[]::new))
        .hasMessageNotContaining(unwanted);
  }

  @Test
  public void iterationsThatNoIntHoldsAreRefusedByTheSchema() {
    Map<String, ?> options = Map.of("inner-solver", "chord", "inner-iterations", 3_000_000_000L);
    assertThatThrownBy(() -> view(options))
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining("inner-iterations");
  }
}
