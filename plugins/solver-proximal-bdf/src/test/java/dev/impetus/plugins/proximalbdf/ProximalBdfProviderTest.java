// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.proximalbdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.plugin.PluginDescriptor;
import dev.impetus.api.plugin.PluginDescriptorReader;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.SolverProvider;
import dev.impetus.solver.control.FixedStep;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.SteppingMethod;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.testng.annotations.Test;

public class ProximalBdfProviderTest {

  private static final VectorField DECAY = VectorField.ofRows(1, (t, y, dy) -> dy[0] = -y[0]);

  private static SolverProvider provider() {
    List<SolverProvider> found =
        ServiceLoader.load(SolverProvider.class).stream()
            .filter(entry -> entry.type() == ProximalBdfProvider.class)
            .map(ServiceLoader.Provider::get)
            .toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static SteppingMethod create(Map<String, ?> values) {
    SolverProvider provider = provider();
    return provider.create(provider.schema().resolve(values, "solver"));
  }

  @Test
  public void theDescriptorNamesTheProvider() throws Exception {
    try (InputStream in =
        ProximalBdfProvider.class.getResourceAsStream("/" + PluginDescriptor.LOCATION)) {
      PluginDescriptor descriptor = PluginDescriptorReader.read(in, "ProximalBdf");
      assertThat(descriptor.version()).doesNotContain("$");
      assertThat(descriptor.plugins()).hasSize(1);
      assertThat(descriptor.plugins().get(0).id()).isEqualTo(provider().id());
      assertThat(descriptor.plugins().get(0).providerClass())
          .isEqualTo(ProximalBdfProvider.class.getName());
    }
  }

  @Test
  public void everyInnerSolverCanBeConfigured() {
    for (String solver :
        List.of(
            "auto",
            "chord",
            "newton-cg",
            "newton-gmres",
            "anderson",
            "gradient-descent",
            "nesterov",
            "fista",
            "heavy-ball",
            "cg-fletcher-reeves",
            "cg-polak-ribiere",
            "l-bfgs")) {
      boolean named = !solver.equals("auto");
      SteppingMethod method = create(Map.of("inner-solver", solver, "paper-mode", named));
      double end =
          OdeSolver.with(method)
              .controller(FixedStep.of(0.01))
              .build()
              .solve(DECAY, StateVector.of(new double[] {1}), 0, 1)
              .orThrow()
              .state()
              .get(0, 0);
      assertThat(end).as(solver).isBetween(0.36, 0.375);
    }
  }

  @Test
  public void aMomentumMethodIsRefusedForAFieldWithoutSymmetricJacobian() {
    OdeSolver solver = OdeSolver.with(create(Map.of("inner-solver", "heavy-ball"))).build();
    assertThatThrownBy(() -> solver.solve(DECAY, StateVector.of(new double[] {1}), 0, 1))
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining("heavy ball")
        .hasMessageContaining("symmetric Jacobian");
  }

  @Test
  public void optionsThatDoNotFitAreAllReported() {
    assertThatThrownBy(
            () -> create(Map.of("inner-solver", "chord", "lipschitz", 3.0, "inner-step", 0.1)))
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining("lipschitz does not fit inner-solver chord")
        .hasMessageContaining("inner-step does not fit inner-solver chord");
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
