// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.problem;

import dev.impetus.solver.field.FieldTraits;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Stiff initial value problems with values at the end that other codes computed at tolerances of
 * 1e-12 and below: those of the Bari test set (Mazzia, Magherini, "Test Set for Initial Value
 * Problem Solvers", release 2.4, 2008), which agree with an integration of our own by SciPy's Radau
 * to 13 digits, and some of our own. Hairer, Wanner, Solving Ordinary Differential Equations II,
 * 2nd ed. 1996, IV.1 and IV.10.
 */
public final class StiffProblems {

  static final String TEST_SET =
      "F. Mazzia, C. Magherini, Test Set for Initial Value Problem Solvers, release 2.4, Bari, 2008";

  private static final FieldTraits AUTONOMOUS = new FieldTraits(true, true, false, false);

  private StiffProblems() {}

  /** One of each, with its usual end. */
  public static List<OdeProblem> all() {
    return List.of(
        robertson(), hires(), vanDerPol(), relaxation(), oregonator(), pollution(), chemicalE5());
  }

  private static final Map<Double, double[]> ROBERTSON =
      new TreeMap<>(
          Map.of(
              0.4, new double[] {0.98517211386099, 3.386395378975e-5, 0.014794022185220},
              1.0, new double[] {0.96645973733, 3.0746265786e-5, 0.0335095164},
              40.0, new double[] {0.71582706871940, 9.1855347645578e-6, 0.28416374574583},
              100.0, new double[] {0.61723488240, 6.1535912746e-6, 0.38275896401},
              4e5, new double[] {4.9382745210e-3, 1.9849940880e-8, 0.9950617056290},
              1e11,
                  new double[] {0.2083340149701255e-7, 0.8333360770334713e-13, 0.999999979166505}));

  /**
   * Robertson's autocatalytic reaction, {@code y1' = -0.04 y1 + 1e4 y2 y3, y3' = 3e7 y2², y2' =
   * -y1' - y3'}, until 1e11, where its components are 2e-8, 8e-14 and 1.
   */
  public static OdeProblem robertson() {
    return robertson(1e11);
  }

  /**
   * The same until an earlier time.
   *
   * @param end the solution is known at 0.4, 1, 40, 100, 4e5 and 1e11
   */
  public static OdeProblem robertson(double end) {
    OdeProblemBuilder builder = robertsonUntil(end);
    double[] reference = ROBERTSON.get(end);
    return (reference == null ? builder : builder.reference(end == 1e11 ? 13 : 9, reference))
        .build();
  }

  private static OdeProblemBuilder robertsonUntil(double end) {
    return OdeProblem.named(
            end == 1e11 ? "robertson" : "robertson-until-" + idOf(end), "Robertson's reaction")
        .source(
            "H. H. Robertson, The solution of a set of reaction rate equations, 1966; " + TEST_SET)
        .field(
            () ->
                RowField.of(
                    3,
                    AUTONOMOUS,
                    (t, y, dy) -> {
                      dy[0] = -0.04 * y[0] + 1e4 * y[1] * y[2];
                      dy[2] = 3e7 * y[1] * y[1];
                      dy[1] = -dy[0] - dy[2];
                    },
                    (t, y, j) -> {
                      j[0][0] = -0.04;
                      j[0][1] = 1e4 * y[2];
                      j[0][2] = 1e4 * y[1];
                      j[1][0] = 0.04;
                      j[1][1] = -1e4 * y[2] - 6e7 * y[1];
                      j[1][2] = -1e4 * y[1];
                      j[2][1] = 6e7 * y[1];
                    }))
        .interval(0, end)
        .initial(1, 0, 0)
        .components("A", "B", "C")
        .stiff()
        .scale(end > 4e5 ? 1e-14 : end > 1e4 ? 1e-9 : 1e-6);
  }

  static String idOf(double end) {
    return plain(end).replace('.', '-');
  }

  private static String plain(double value) {
    return java.math.BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  /** HIRES, "high irradiance responses" of plant growth, a chain of eight reactions. */
  public static OdeProblem hires() {
    return OdeProblem.named("hires", "HIRES")
        .source("E. Schäfer, J. Math. Biol. 2, 1975, 41-56; " + TEST_SET)
        .field(
            () ->
                RowField.of(
                    8,
                    AUTONOMOUS,
                    (t, y, dy) -> {
                      double fast = 280 * y[5] * y[7];
                      dy[0] = -1.71 * y[0] + 0.43 * y[1] + 8.32 * y[2] + 0.0007;
                      dy[1] = 1.71 * y[0] - 8.75 * y[1];
                      dy[2] = -10.03 * y[2] + 0.43 * y[3] + 0.035 * y[4];
                      dy[3] = 8.32 * y[1] + 1.71 * y[2] - 1.12 * y[3];
                      dy[4] = -1.745 * y[4] + 0.43 * (y[5] + y[6]);
                      dy[5] = -fast + 0.69 * y[3] + 1.71 * y[4] - 0.43 * y[5] + 0.69 * y[6];
                      dy[6] = fast - 1.81 * y[6];
                      dy[7] = -dy[6];
                    },
                    (t, y, j) -> {
                      set(j[0], 0, -1.71, 1, 0.43, 2, 8.32);
                      set(j[1], 0, 1.71, 1, -8.75);
                      set(j[2], 2, -10.03, 3, 0.43, 4, 0.035);
                      set(j[3], 1, 8.32, 2, 1.71, 3, -1.12);
                      set(j[4], 4, -1.745, 5, 0.43, 6, 0.43);
                      double by5 = 280 * y[7];
                      double by7 = 280 * y[5];
                      set(j[5], 3, 0.69, 4, 1.71, 5, -by5 - 0.43, 6, 0.69, 7, -by7);
                      set(j[6], 5, by5, 6, -1.81, 7, by7);
                      set(j[7], 5, -by5, 6, 1.81, 7, -by7);
                    }))
        .interval(0, 321.8122)
        .initial(1, 0, 0, 0, 0, 0, 0, 0.0057)
        .stiff()
        .scale(1e-4)
        .reference(
            12,
            0.7371312573325668e-3,
            0.1442485726316185e-3,
            0.5888729740967575e-4,
            0.1175651343283149e-2,
            0.2386356198831331e-2,
            0.6238968252742796e-2,
            0.2849998395185769e-2,
            0.2850001604814231e-2)
        .build();
  }

  private static void set(double[] row, double... entries) {
    for (int i = 0; i < entries.length; i += 2) {
      row[(int) entries[i]] = entries[i + 1];
    }
  }

  /** Van der Pol's oscillator as a singular perturbation, {@code 1e-6 y2' = (1 - y1²) y2 - y1}. */
  public static OdeProblem vanDerPol() {
    return vanDerPol("van-der-pol", "Van der Pol's oscillator, ε = 1e-6", 1e6, 1e6)
        .interval(0, 2)
        .stiff()
        .reference(13, 0.1706167732170469e1, -0.8928097010248125)
        .build();
  }

  /** Van der Pol's oscillator {@code y2' = 1000 (1 - y1²) y2 - y1} until 2000. */
  public static OdeProblem relaxation() {
    return vanDerPol("van-der-pol-1000", "Van der Pol's oscillator, μ = 1000", 1000, 1)
        .interval(0, 2000)
        .stiff()
        .scale(1, 1e-3)
        .reference(13, 0.1706167732170469e1, -0.8928097010248125e-3)
        .build();
  }

  /**
   * Van der Pol's oscillator {@code y2' = μ (1 - y1²) y2 - y1} on [0, 2μ], about a period where it
   * is stiff.
   *
   * @param mu above 0; from about 10 on it is stiff. The solution is known for 1000
   */
  public static OdeProblem relaxation(double mu) {
    if (mu == 1000) {
      return relaxation();
    }
    OdeProblemBuilder builder =
        vanDerPol("van-der-pol-mu", "Van der Pol's oscillator, μ = " + plain(mu), mu, 1)
            .interval(0, Math.max(20, 2 * mu))
            .scale(1, Math.min(1, 1 / mu));
    return (mu < 10 ? builder : builder.stiff()).build();
  }

  private static OdeProblemBuilder vanDerPol(
      String id, String title, double damping, double stiffness) {
    return OdeProblem.named(id, title)
        .source(
            "B. van der Pol, On relaxation oscillations, Phil. Mag. 2, 1926, 978-992; " + TEST_SET)
        .field(
            () ->
                RowField.of(
                    2,
                    AUTONOMOUS,
                    (t, y, dy) -> {
                      dy[0] = y[1];
                      dy[1] = damping * (1 - y[0] * y[0]) * y[1] - stiffness * y[0];
                    },
                    (t, y, j) -> {
                      j[0][1] = 1;
                      j[1][0] = -2 * damping * y[0] * y[1] - stiffness;
                      j[1][1] = damping * (1 - y[0] * y[0]);
                    }))
        .initial(2, 0)
        .components("y", "y'");
  }

  /** The Oregonator, the Belousov–Zhabotinskii reaction in three equations, one period. */
  public static OdeProblem oregonator() {
    return OdeProblem.named("oregonator", "The Oregonator")
        .source("R. J. Field, R. M. Noyes, J. Chem. Phys. 60, 1974, 1877-1884; " + TEST_SET)
        .field(
            () ->
                RowField.of(
                    3,
                    AUTONOMOUS,
                    (t, y, dy) -> {
                      dy[0] = 77.27 * (y[1] + y[0] * (1 - 8.375e-6 * y[0] - y[1]));
                      dy[1] = (y[2] - (1 + y[0]) * y[1]) / 77.27;
                      dy[2] = 0.161 * (y[0] - y[2]);
                    },
                    (t, y, j) -> {
                      j[0][0] = 77.27 * (1 - 2 * 8.375e-6 * y[0] - y[1]);
                      j[0][1] = 77.27 * (1 - y[0]);
                      j[1][0] = -y[1] / 77.27;
                      j[1][1] = -(1 + y[0]) / 77.27;
                      j[1][2] = 1 / 77.27;
                      j[2][0] = 0.161;
                      j[2][2] = -0.161;
                    }))
        .interval(0, 360)
        .initial(1, 2, 3)
        .stiff()
        .scale(1e-2)
        .reference(13, 0.1000814870318523e1, 0.1228178521549917e4, 0.1320554942846706e3)
        .build();
  }

  /** POLLU, the chemistry of air pollution: 20 species, 25 reactions. */
  public static OdeProblem pollution() {
    return Pollution.problem();
  }

  /**
   * Problem E5 of Enright, Hull and Lindberg's stiff set, until 1e11 where its components are
   * around 1e-20. Its second component is the sum of the last two, which the equations keep only as
   * far as they do not cancel; so it is left out, and the published values, which carry three
   * digits, are replaced by our own.
   */
  public static OdeProblem chemicalE5() {
    double a = 7.89e-10;
    double b = 1.1e7;
    double c = 1.13e3;
    double m = 1e6;
    return OdeProblem.named("chemical-e5", "E5, chemical pyrolysis")
        .source("W. H. Enright, T. E. Hull, B. Lindberg, BIT 15, 1975, 10-48; reference of our own")
        .field(
            () ->
                RowField.of(
                    3,
                    AUTONOMOUS,
                    (t, y, dy) -> {
                      double second = y[1] + y[2];
                      dy[0] = -a * y[0] - b * y[0] * y[1];
                      dy[1] = a * y[0] - b * y[0] * y[1] - m * c * second * y[1] + c * y[2];
                      dy[2] = b * y[0] * y[1] - c * y[2];
                    },
                    (t, y, j) -> {
                      set(j[0], 0, -a - b * y[1], 1, -b * y[0]);
                      double by1 = -b * y[0] - m * c * (2 * y[1] + y[2]);
                      set(j[1], 0, a - b * y[1], 1, by1, 2, c - m * c * y[1]);
                      set(j[2], 0, b * y[1], 1, b * y[0], 2, -c);
                    }))
        .interval(0, 1e11)
        .initial(1.76e-3, 0, 0)
        .components("y1", "y3", "y4")
        .stiff()
        .scale(1e-20)
        .reference(11, 3.76930822e-49, 1.01925825681e-20, 3.7399012e-65)
        .build();
  }
}
