// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.commonsmath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.plugin.PluginDescriptor;
import dev.impetus.api.plugin.PluginDescriptorReader;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.SolverOptions;
import dev.impetus.solver.SolverProvider;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.state.StateVector;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.testng.annotations.Test;

public class ProvidersTest {

  private static List<SolverProvider> providers() {
    return ServiceLoader.load(SolverProvider.class).stream()
        .filter(entry -> entry.type().getPackageName().equals(getPackage()))
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  private static String getPackage() {
    return ProvidersTest.class.getPackageName();
  }

  @Test
  public void theDescriptorNamesTheProviders() throws Exception {
    try (InputStream in =
        CommonsIntegrator.class.getResourceAsStream("/" + PluginDescriptor.LOCATION)) {
      PluginDescriptor descriptor = PluginDescriptorReader.read(in, "commons-math");
      assertThat(descriptor.version()).doesNotContain("$");
      assertThat(descriptor.plugins())
          .extracting(plugin -> plugin.id() + " " + plugin.providerClass())
          .containsExactlyInAnyOrderElementsOf(
              providers().stream()
                  .map(provider -> provider.id() + " " + provider.getClass().getName())
                  .toList());
    }
    assertThat(providers())
        .extracting(SolverProvider::id)
        .containsExactlyInAnyOrder(
            "commons-dop853", "commons-gbs", "commons-adams-bashforth", "commons-adams-moulton");
  }

  /** Without a step size or a controller in the configuration, the integrator has its own way. */
  @Test
  public void anEmptyConfigurationSolves() {
    for (SolverProvider provider : providers()) {
      OdeSolver solver =
          SolverOptions.assemble(
              provider.create(provider.schema().resolve(Map.of(), "solver")),
              SolverOptions.schema().and(provider.schema()).resolve(Map.of(), "solver"));
      double end =
          solver
              .solve(
                  VectorField.ofRows(1, (t, y, dy) -> dy[0] = -y[0]),
                  StateVector.of(new double[] {1}),
                  0,
                  1)
              .orThrow()
              .state()
              .get(0, 0);
      assertThat(end).as(provider.id()).isBetween(0.36787, 0.36789);
    }
  }

  @Test
  public void theStepsOfAdamsSetTheOrder() {
    for (SolverProvider provider : providers()) {
      if (provider.id().contains("adams")) {
        int more = provider.id().endsWith("moulton") ? 1 : 0;
        assertThat(
                provider
                    .create(provider.schema().resolve(Map.of("adams-steps", 4), "solver"))
                    .info()
                    .order())
            .isEqualTo(4 + more);
        assertThatThrownBy(() -> provider.schema().resolve(Map.of("adams-steps", 1), "solver"))
            .isInstanceOf(ImpetusException.class)
            .hasMessageContaining("adams-steps");
      }
    }
  }
}
