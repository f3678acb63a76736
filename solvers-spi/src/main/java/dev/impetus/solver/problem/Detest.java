// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.problem;

import java.util.List;
import java.util.stream.Stream;

/**
 * The 25 non-stiff problems of DETEST on [0, 20]: Hull, Enright, Fellen, Sedgwick, "Comparing
 * numerical methods for ordinary differential equations", SIAM Journal on Numerical Analysis 9,
 * 1972, pages 603–637; the values at the end that have no closed form were computed with twenty
 * digits and agree with those of Enright and Pryce, "Two FORTRAN packages for assessing initial
 * value methods", ACM Transactions on Mathematical Software 13, 1987, pages 1–27, to their
 * fourteen.
 */
public final class Detest {

  static final String SOURCE =
      "T. E. Hull, W. H. Enright, B. M. Fellen, A. E. Sedgwick, Comparing numerical methods for ordinary"
          + " differential equations, SIAM J. Numer. Anal. 9, 1972, 603-637";

  private Detest() {}

  /** A1 to A5: single equations. */
  public static List<OdeProblem> singleEquations() {
    return DetestSingleEquations.all();
  }

  /** B1 to B5: small systems. */
  public static List<OdeProblem> smallSystems() {
    return DetestSmallSystems.all();
  }

  /** C1 to C5: moderate systems, of 10 to 51 components. */
  public static List<OdeProblem> moderateSystems() {
    return DetestModerateSystems.all();
  }

  /** D1 to D5: the orbit of two bodies, with growing eccentricity. */
  public static List<OdeProblem> orbits() {
    return DetestOrbits.all();
  }

  /** E1 to E5: equations of second order, two of which depend on time. */
  public static List<OdeProblem> higherOrderEquations() {
    return DetestHigherOrderEquations.all();
  }

  /** All of them, A1 to E5. */
  public static List<OdeProblem> all() {
    return Stream.of(
            singleEquations(), smallSystems(), moderateSystems(), orbits(), higherOrderEquations())
        .flatMap(List::stream)
        .toList();
  }

  /**
   * One of them.
   *
   * @param name {@code "A1"} to {@code "E5"}
   */
  public static OdeProblem problem(String name) {
    String id = "detest-" + name.toLowerCase(java.util.Locale.ROOT);
    return all().stream()
        .filter(problem -> problem.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("DETEST has A1 to E5, not " + name));
  }

  static OdeProblemBuilder named(String name, String title) {
    return OdeProblem.named("detest-" + name, title).source(SOURCE).interval(0, 20);
  }
}
