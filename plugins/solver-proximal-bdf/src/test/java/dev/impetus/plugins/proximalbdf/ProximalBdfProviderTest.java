// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.proximalbdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impetus.api.error.ImpetusException;
import dev.impetus.solver.SolverProvider;
import dev.impetus.solver.step.SteppingMethod;
import java.util.Map;
import org.testng.annotations.Test;

/** The plugin's own options; the rules for all providers are in its conformance tests. */
public class ProximalBdfProviderTest {

  private static SteppingMethod create(Map<String, ?> values) {
    SolverProvider provider = new ProximalBdfProvider();
    return provider.create(provider.schema().resolve(values, "solver"));
  }

  @Test
  public void orderFormulaAndPredictorAreConfigured() {
    assertThat(create(Map.of()).info().order()).isEqualTo(5);
    assertThat(create(Map.of("order", 2)).info().order()).isEqualTo(2);
    assertThat(create(Map.of("order", 2)).info().name()).isEqualTo("proximal BDF up to order 2");
    BackwardDifferentiation ndf =
        (BackwardDifferentiation)
            create(Map.of("order", 3, "formula", "ndf", "predictor", "state"));
    assertThat(ndf.info().name()).isEqualTo("proximal NDF up to order 3");
    assertThat(ndf.guessesState()).isTrue();
    assertThatThrownBy(() -> create(Map.of("order", 6)))
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining("order");
  }
}
