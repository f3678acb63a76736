// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package org.example.heun;

import static org.testng.Assert.assertEquals;

import dev.impetus.api.plugin.PluginDescriptor;
import dev.impetus.api.plugin.PluginDescriptorReader;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.Solution;
import dev.impetus.solver.SolverProvider;
import dev.impetus.solver.control.FixedStep;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.SteppingMethod;
import java.io.InputStream;
import java.util.Map;
import java.util.ServiceLoader;
import org.testng.annotations.Test;

public class HeunProviderTest {

  private static final StateVector ONE = StateVector.of(new double[] {1});
  private static final VectorField FORCED =
      VectorField.ofRows(1, (t, y, dy) -> dy[0] = y[0] * Math.cos(t));

  private static SteppingMethod heun() {
    SolverProvider provider = ServiceLoader.load(SolverProvider.class).iterator().next();
    return provider.create(provider.schema().resolve(Map.of(), "solver"));
  }

  @Test
  public void theDescriptorIsValidAndNamesTheProvider() throws Exception {
    try (InputStream in = getClass().getResourceAsStream("/" + PluginDescriptor.LOCATION)) {
      PluginDescriptor descriptor = PluginDescriptorReader.read(in, "heun-solver");
      assertEquals(descriptor.plugins().get(0).id(), new HeunProvider().id());
      assertEquals(descriptor.plugins().get(0).providerClass(), HeunProvider.class.getName());
    }
  }

  @Test
  public void theErrorFallsWithTheSquareOfTheStep() {
    double[] errors = new double[2];
    for (int i = 0; i < 2; i++) {
      Solution solution =
          OdeSolver.with(heun())
              .controller(FixedStep.steps(200 << i))
              .build()
              .solve(FORCED, ONE, 0, 2)
              .orThrow();
      errors[i] = Math.abs(solution.state().get(0, 0) - Math.exp(Math.sin(2)));
    }
    assertEquals(Math.log(errors[0] / errors[1]) / Math.log(2), 2, 0.2);
  }

  @Test
  public void adaptiveStepsKeepTheTolerance() {
    Solution solution =
        OdeSolver.with(heun()).tolerances(1e-6, 1e-6).build().solve(FORCED, ONE, 0, 2).orThrow();
    assertEquals(solution.state().get(0, 0), Math.exp(Math.sin(2)), 1e-4);
  }
}
