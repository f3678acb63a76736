// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.workprecision;

import dev.impetus.runtime.pipeline.PluginSpec;
import java.util.List;

/**
 * A problem and who solves it.
 *
 * @param problem the problem plugin
 * @param ours our solvers
 * @param hipparchus integrators of Hipparchus, by class
 * @param scipy methods of SciPy's solve_ivp, by name
 * @param tolerances the ladder
 */
record Contest(
    PluginSpec problem,
    List<PluginSpec> ours,
    List<String> hipparchus,
    List<String> scipy,
    List<Double> tolerances) {

  private static final List<Double> LADDER = List.of(1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9);

  /** Three problems that explicit methods are made for, four that they are not. */
  static List<Contest> all() {
    return List.of(
        explicit(PluginSpec.of("lotka-volterra")),
        explicit(PluginSpec.of("pleiades")),
        explicit(PluginSpec.of("arenstorf")),
        implicit(PluginSpec.of("robertson").with("end", 1e11)),
        implicit(PluginSpec.of("hires")),
        implicit(PluginSpec.of("van-der-pol-singular")),
        implicit(PluginSpec.of("oregonator")));
  }

  private static Contest explicit(PluginSpec problem) {
    return new Contest(
        problem,
        specs("dopri5", "tsit5", "dop853"),
        List.of("DormandPrince54", "DormandPrince853", "GraggBulirschStoer", "AdamsMoulton"),
        List.of("RK45", "DOP853", "LSODA"),
        LADDER);
  }

  /** Hipparchus has no method for stiff problems. */
  private static Contest implicit(PluginSpec problem) {
    return new Contest(
        problem,
        specs("esdirk", "proximal-bdf", "dopri5"),
        List.of(),
        List.of("LSODA", "Radau", "BDF"),
        LADDER);
  }

  private static List<PluginSpec> specs(String... ids) {
    return java.util.Arrays.stream(ids).map(PluginSpec::of).toList();
  }

  /** The same with fewer rungs, for a quick look. */
  Contest quick() {
    return new Contest(problem, ours, hipparchus, scipy, List.of(1e-4, 1e-6));
  }
}
