// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impetus.api.plugin.PluginDescriptor;
import dev.impetus.model.ArchitectureProvider;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.testng.annotations.Test;

/** Descriptor, service file and providers say the same. */
public final class ProviderTest {

  @Test
  public void theDescriptorNamesTheProviders() throws IOException {
    Properties descriptor = new Properties();
    String location = "/" + PluginDescriptor.LOCATION;
    try (InputStream stream = NeuralOdeProvider.class.getResourceAsStream(location)) {
      descriptor.load(stream);
    }
    Map<String, String> providers =
        ServiceLoader.load(ArchitectureProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .collect(Collectors.toMap(p -> p.id(), p -> p.getClass().getName()));
    assertThat(providers.keySet()).containsExactlyInAnyOrderElementsOf(Fixture.IDS);
    assertThat(descriptor.getProperty("plugins").split(",")).containsExactlyElementsOf(Fixture.IDS);
    providers.forEach(
        (id, name) ->
            assertThat(descriptor.getProperty("plugin." + id + ".class")).as(id).isEqualTo(name));
  }

  @Test
  public void everyOptionHasADefaultOrMayBeLeftOut() {
    for (String id : Fixture.IDS) {
      ArchitectureProvider provider = Fixture.plugin(ArchitectureProvider.class, id);
      assertThat(provider.schema().resolve(Map.of(), "model").asMap()).containsKey("hidden");
      assertThat(provider.schema().options())
          .allSatisfy(o -> assertThat(o.description()).isNotEmpty());
    }
  }
}
