// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.problems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.plugin.PluginDescriptor;
import dev.impetus.api.plugin.PluginDescriptorReader;
import dev.impetus.api.plugin.PluginKind;
import dev.impetus.solver.problem.OdeProblem;
import dev.impetus.solver.problem.ProblemProvider;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

public class ProvidersTest {

  private static List<ProblemProvider> providers() {
    return ServiceLoader.load(ProblemProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  private static OdeProblem create(String id, Map<String, ?> options) {
    ProblemProvider provider =
        providers().stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
    return provider.create(provider.schema().resolve(options, "problem " + id));
  }

  @Test
  public void descriptorAndServicesNameTheSameProviders() throws Exception {
    try (InputStream in =
        ClassicProblem.class.getResourceAsStream("/" + PluginDescriptor.LOCATION)) {
      PluginDescriptor descriptor = PluginDescriptorReader.read(in, "problems");
      assertThat(descriptor.version()).doesNotContain("$");
      assertThat(descriptor.plugins()).allMatch(plugin -> plugin.kind() == PluginKind.PROBLEM);
      assertThat(providers().stream().map(provider -> provider.getClass().getName()).toList())
          .isEqualTo(descriptor.plugins().stream().map(plugin -> plugin.providerClass()).toList());
      assertThat(providers().stream().map(ProblemProvider::id).toList())
          .isEqualTo(descriptor.plugins().stream().map(plugin -> plugin.id()).toList());
    }
  }

  @DataProvider
  Object[][] ids() {
    return providers().stream()
        .map(provider -> new Object[] {provider.id()})
        .toArray(Object[][]::new);
  }

  /** With all defaults the solution is known; at another time only where it has a closed form. */
  @Test(dataProvider = "ids")
  public void eachIsCreatedAndEndsWhereItIsAskedTo(String id) {
    OdeProblem usual = create(id, Map.of());
    assertThat(usual.hasReference()).isTrue();
    double elsewhere = 0.3 * usual.end();
    OdeProblem shorter = create(id, Map.of("end", elsewhere));
    assertThat(shorter.end()).isEqualTo(elsewhere);
    assertThat(shorter.initial()).isEqualTo(usual.initial());
    assertThat(shorter.hasReference()).isEqualTo(usual.hasExactSolution());
    assertThatThrownBy(() -> create(id, Map.of("end", 0)))
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining("end");
  }

  @Test
  public void robertsonIsKnownAtSixTimes() {
    for (double time : new double[] {0.4, 1, 40, 100, 4e5, 1e11}) {
      assertThat(create("robertson", Map.of("end", time)).hasReference()).isTrue();
    }
    assertThat(create("robertson", Map.of("end", 41)).hasReference()).isFalse();
  }

  @Test
  public void aWeakVanDerPolIsNotStiffAndAStrongOneIs() {
    OdeProblem weak = create("van-der-pol", Map.of("mu", 5));
    assertThat(weak.isStiff()).isFalse();
    assertThat(weak.title()).endsWith("μ = 5");
    assertThat(weak.hasReference()).isFalse();
    OdeProblem strong = create("van-der-pol", Map.of("mu", 200));
    assertThat(strong.isStiff()).isTrue();
    assertThat(strong.end()).isEqualTo(400);
    assertThat(strong.absoluteTolerance(1e-6)).isEqualTo(1e-6 / 200);
  }

  @Test
  public void optionsChooseTheProblem() {
    assertThat(create("detest", Map.of("problem", "a3")).width()).isEqualTo(1);
    assertThat(create("detest", Map.of()).title()).contains("D5");
    assertThat(create("heat", Map.of("start", "rough")).width()).isEqualTo(128);
    assertThat(create("heat", Map.of("start", "ring")).title()).contains("periodic");
    assertThat(create("heat", Map.of()).width()).isEqualTo(127);
    assertThat(create("prothero-robinson", Map.of("lambda", -1)).isStiff()).isFalse();
    assertThat(create("prothero-robinson", Map.of()).isStiff()).isTrue();
  }
}
