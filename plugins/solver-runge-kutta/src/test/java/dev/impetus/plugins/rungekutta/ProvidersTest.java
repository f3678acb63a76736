// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.rungekutta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impetus.api.plugin.PluginDescriptor;
import dev.impetus.api.plugin.PluginDescriptorReader;
import dev.impetus.solver.SolverProvider;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.testng.annotations.Test;

public class ProvidersTest {

  @Test
  public void descriptorAndServicesNameTheSameProviders() throws Exception {
    List<SolverProvider> found =
        ServiceLoader.load(SolverProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(provider -> provider instanceof MethodProvider)
            .toList();
    try (InputStream in =
        MethodProvider.class.getResourceAsStream("/" + PluginDescriptor.LOCATION)) {
      PluginDescriptor descriptor = PluginDescriptorReader.read(in, "runge-kutta");
      assertThat(descriptor.version()).doesNotContain("$");
      assertThat(descriptor.plugins().stream().map(plugin -> plugin.id()).toList())
          .containsExactly(
              "euler", "midpoint", "heun", "ralston", "bogacki-shampine", "tsit5", "dop853");
      assertThat(found.stream().map(provider -> provider.getClass().getName()).toList())
          .isEqualTo(descriptor.plugins().stream().map(plugin -> plugin.providerClass()).toList());
      assertThat(found.stream().map(SolverProvider::id).toList())
          .isEqualTo(descriptor.plugins().stream().map(plugin -> plugin.id()).toList());
    }
    for (SolverProvider provider : found) {
      assertThat(provider.create(provider.schema().resolve(Map.of(), "solver"))).isNotNull();
    }
  }
}
