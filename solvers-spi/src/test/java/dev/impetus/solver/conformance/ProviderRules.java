// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.impetus.api.config.Option;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.api.plugin.PluginDescriptor;
import dev.impetus.api.plugin.PluginDescriptorReader;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.SolverOptions;
import dev.impetus.solver.SolverProvider;
import dev.impetus.solver.control.PidController;
import dev.impetus.solver.problem.LotkaVolterra;
import dev.impetus.solver.problem.OdeProblem;
import dev.impetus.solver.step.MethodInfo;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.testng.SkipException;
import org.testng.annotations.Test;

/** Rules 8xx: the plugin is found, describes itself, and refuses what it cannot do. */
public abstract class ProviderRules extends BatchRules {

  @Test(groups = "provider")
  public void required_spec801_theServiceFileListsTheProviderOnce() {
    List<SolverProvider> found =
        ServiceLoader.load(SolverProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(entry -> entry.id().equals(provider().id()))
            .toList();
    assertThat(found).as("providers of %s", provider().id()).hasSize(1);
    assertThat(found.get(0).getClass()).isEqualTo(provider().getClass());
    assertThat(provider().id()).matches("[a-z0-9]+(-[a-z0-9]+)*");
  }

  @Test(groups = "provider")
  public void required_spec802_theDescriptorNamesTheProvider() throws IOException {
    Class<?> type = provider().getClass();
    URL where = type.getResource("/" + PluginDescriptor.LOCATION);
    assertThat(where).as(PluginDescriptor.LOCATION).isNotNull();
    try (InputStream in = where.openStream()) {
      PluginDescriptor descriptor = PluginDescriptorReader.read(in, where.toString());
      assertThat(descriptor.version()).doesNotContain("$");
      assertThat(descriptor.plugins())
          .filteredOn(entry -> entry.id().equals(provider().id()))
          .singleElement()
          .extracting(PluginDescriptor.Entry::providerClass)
          .isEqualTo(type.getName());
    }
  }

  @Test(groups = "provider")
  public void required_spec803_everyOptionIsDescribedAndHasADefaultOrMayBeMissing() {
    for (Option<?> option : provider().schema().options()) {
      assertThat(option.description()).as(option.name()).isNotBlank();
      assertThat(option.isRequired()).as("%s is required", option.name()).isFalse();
    }
    assertThat(provider().create(provider().schema().resolve(Map.of(), "solver"))).isNotNull();
  }

  @Test(groups = "provider")
  public void required_spec804_anUnknownOptionIsRefusedInFourParts() {
    Map<String, Object> values = new HashMap<>(options());
    values.put("no-such-option", 1);
    ImpetusException refused =
        catchThrowableOfType(
            ImpetusException.class,
            () -> provider().create(provider().schema().resolve(values, "solver")));
    assertThat(refused).isNotNull();
    assertThat(refused.problems()).allSatisfy(ProviderRules::hasFourParts);
    assertThat(refused).hasMessageContaining("no-such-option");
  }

  @Test(groups = "provider")
  public void required_spec805_aChoiceThatDoesNotExistIsRefusedInFourParts() {
    Option<?> choice =
        provider().schema().options().stream()
            .filter(option -> !option.choices().isEmpty())
            .findFirst()
            .orElseThrow(() -> new SkipException(provider().id() + " has no choices"));
    ImpetusException refused =
        catchThrowableOfType(
            ImpetusException.class,
            () -> provider().schema().resolve(Map.of(choice.name(), "no-such-choice"), "solver"));
    assertThat(refused).isNotNull();
    assertThat(refused.problems()).allSatisfy(ProviderRules::hasFourParts);
    assertThat(refused).hasMessageContaining("no-such-choice");
  }

  private static void hasFourParts(Problem problem) {
    assertThat(List.of(problem.what(), problem.where(), problem.why(), problem.fix()))
        .as("what, where, why and fix of %s", problem)
        .noneMatch(String::isBlank);
  }

  @Test(groups = "provider")
  public void required_spec806_theMethodNamesItselfAndItsSource() {
    MethodInfo facts = facts();
    assertThat(facts.name()).isNotBlank();
    assertThat(facts.citation())
        .as("citation with a year")
        .matches("(?s).*\\b1[6-9]\\d\\d\\b.*|(?s).*\\b20\\d\\d\\b.*");
    assertThat(method().info()).as("facts of a second method").isEqualTo(facts);
  }

  @Test(groups = "provider")
  public void required_spec807_adaptiveStepsWithoutAnErrorEstimateAreRefused() {
    if (facts().hasErrorEstimate()) {
      throw new SkipException(facts().name() + " has an error estimate");
    }
    ImpetusException refused =
        catchThrowableOfType(
            ImpetusException.class,
            () -> OdeSolver.with(method()).controller(PidController.integral()).build());
    assertThat(refused).isNotNull().hasMessageContaining(facts().name());
    assertThat(refused.problems()).allSatisfy(ProviderRules::hasFourParts);
  }

  @Test(groups = "provider")
  public void required_spec808_theCommonOptionsOfSpecificationsWorkWithIt() {
    requireStepsAsAsked();
    Map<String, Object> values = new HashMap<>(options());
    values.put("steps", 100);
    OdeSolver solver =
        SolverOptions.assemble(
            method(), SolverOptions.schema().and(provider().schema()).resolve(values, "solver"));
    OdeProblem problem = LotkaVolterra.problem();
    assertThat(
            solver
                .solve(problem.newField(), problem.initialState(), 0, 1)
                .orThrow()
                .statistics()
                .acceptedSteps())
        .isEqualTo(100);
  }
}
