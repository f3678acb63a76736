// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.dopri5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.solver.SolverProvider;
import dev.impetus.solver.rungekutta.ButcherTableau;
import dev.impetus.solver.rungekutta.ExplicitRungeKutta;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.testng.annotations.Test;

public class Dopri5ProviderTest {

  private static SolverProvider provider() {
    List<SolverProvider> found =
        ServiceLoader.load(SolverProvider.class).stream()
            .filter(entry -> entry.type() == Dopri5Provider.class)
            .map(ServiceLoader.Provider::get)
            .toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static ExplicitRungeKutta create(Map<String, ?> values) {
    SolverProvider provider = provider();
    return (ExplicitRungeKutta) provider.create(provider.schema().resolve(values, "solver"));
  }

  @Test
  public void shampinesErrorWeightsAreTwoThirdsOfTheOriginalOnes() {
    ButcherTableau shampine = create(Map.of()).tableau();
    ButcherTableau original = create(Map.of("error-weights", "dormand-prince")).tableau();
    for (int i = 0; i < 7; i++) {
      assertThat(shampine.e(i)).isCloseTo(original.e(i) * 2 / 3, within(1e-16));
    }
  }

  @Test
  public void anUnknownChoiceIsRefusedWithASuggestion() {
    assertThatThrownBy(() -> create(Map.of("error-weights", "shampin")))
        .hasMessageContaining("did you mean \"shampine\"?");
  }

  @Test
  public void theFactsFollowFromTheTableau() {
    ExplicitRungeKutta method = create(Map.of());
    assertThat(method.info().order()).isEqualTo(5);
    assertThat(method.info().errorOrder()).isEqualTo(5);
    assertThat(method.info().denseOrder()).isEqualTo(4);
    assertThat(method.info().evaluationsPerStep()).isEqualTo(6);
    assertThat(method.tableau().isFirstSameAsLast()).isTrue();
  }

  /** The mid-point weights of Shampine's interpolant, which is Hairer's: the published halves. */
  @Test
  public void theInterpolantsMidpointIsShampines() {
    double[] twice = {
      6025192743.0 / 30085553152.0,
      0,
      51252292925.0 / 65400821598.0,
      -2691868925.0 / 45128329728.0,
      187940372067.0 / 1594534317056.0,
      -1776094331.0 / 19743644256.0,
      11237099.0 / 235043384.0
    };
    ExplicitRungeKutta method = create(Map.of());
    for (int i = 0; i < 7; i++) {
      assertThat(method.extension().weight(i, 0.5)).isCloseTo(twice[i] / 2, within(1e-15));
    }
  }
}
