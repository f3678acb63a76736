// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.proximalmultistage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impetus.api.error.ImpetusException;
import dev.impetus.solver.SolverProvider;
import dev.impetus.solver.step.SteppingMethod;
import java.util.Map;
import org.testng.annotations.Test;

/** The plugin's own options; the rules for all providers are in its conformance tests. */
public class ProximalMultistageProviderTest {

  private static SteppingMethod create(Map<String, ?> values) {
    SolverProvider provider = new ProximalMultistageProvider();
    return provider.create(provider.schema().resolve(values, "solver"));
  }

  @Test
  public void theStagesAreConfigured() {
    assertThat(create(Map.of()).info().order()).isEqualTo(2);
    assertThat(create(Map.of("stages", "six")).info().order()).isEqualTo(3);
    assertThatThrownBy(() -> create(Map.of("stages", "five")))
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining("stages");
  }
}
