// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.stiffneuralode;

import dev.impetus.plugins.dopri5.DormandPrince54;
import dev.impetus.plugins.esdirk.KennedyCarpenter43;
import dev.impetus.plugins.proximalbackwardeuler.ProximalBackwardEuler;
import dev.impetus.solver.OdeSolver;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Trains one net on slow and on stiff data, with an explicit and with implicit solvers, and prints
 * what each took: {@code java -jar stiff-neural-ode.jar [seeds [steps [rate]]]}.
 */
public final class StiffNeuralOde {

  private static final double GOAL = 0.05;

  private StiffNeuralOde() {}

  /** The explicit solver, and the implicit ones; the first-order one at looser tolerances. */
  static Map<String, OdeSolver> solvers() {
    Map<String, OdeSolver> solvers = new LinkedHashMap<>();
    solvers.put(
        "dopri5", OdeSolver.with(DormandPrince54.shampine()).tolerances(1e-3, 1e-4).build());
    solvers.put(
        "esdirk", OdeSolver.with(KennedyCarpenter43.method()).tolerances(1e-3, 1e-4).build());
    solvers.put(
        "proximal-backward-euler",
        OdeSolver.with(ProximalBackwardEuler.method()).tolerances(1e-2, 1e-3).build());
    return solvers;
  }

  /** Prints the table; see the class. */
  public static void main(String[] arguments) {
    int seeds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1;
    int steps = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 600;
    double stiff = arguments.length > 2 ? Double.parseDouble(arguments[2]) : 500;
    System.out.printf(
        Locale.ROOT,
        "%6s %-24s %4s %10s %7s %9s | a step: %6s %6s %8s %8s%n",
        "rate",
        "solver",
        "seed",
        "test error",
        "CPU s",
        "s to " + GOAL,
        "steps",
        "evals",
        "backward",
        "products");
    for (long seed = 1; seed <= seeds; seed++) {
      for (double rate : new double[] {5, stiff}) {
        for (Map.Entry<String, OdeSolver> solver : solvers().entrySet()) {
          Training.Result result = Training.run(solver.getValue(), rate, seed, steps, GOAL);
          System.out.printf(
              Locale.ROOT,
              "%6.0f %-24s %4d %10.4f %7.1f %9.1f |         %6.0f %6.0f %8.0f %8.0f%n",
              rate,
              solver.getKey(),
              seed,
              result.error(),
              result.seconds(),
              result.secondsToEnough(),
              result.accepted(),
              result.evaluations(),
              result.backward(),
              result.products());
        }
      }
    }
  }
}
