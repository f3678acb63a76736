// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.rungekutta;

import dev.impetus.solver.SolverProvider;
import dev.impetus.solver.conformance.AdaptiveSolverConformance;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Factory;

/** The methods of this plugin that have an error estimate; Euler has a class of its own. */
public class RungeKuttaConformanceTest extends AdaptiveSolverConformance {

  private final SolverProvider provider;

  @Factory(dataProvider = "providers")
  public RungeKuttaConformanceTest(SolverProvider provider) {
    this.provider = provider;
  }

  @DataProvider
  public static Object[][] providers() {
    return new Object[][] {
      {new MidpointProvider()},
      {new HeunProvider()},
      {new RalstonProvider()},
      {new BogackiShampineProvider()},
      {new Tsit5Provider()},
      {new Dop853Provider()}
    };
  }

  @Override
  protected SolverProvider provider() {
    return provider;
  }

  @Override
  public String toString() {
    return provider.id();
  }
}
