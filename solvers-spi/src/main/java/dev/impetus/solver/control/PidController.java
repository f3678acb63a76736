// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.control;

import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.step.MethodInfo;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Step control by the errors {@code e} of the last three accepted steps, relative to the
 * tolerances:
 *
 * <pre>{@code h(n+1) = h(n) · safety · e(n)^(-(P+I+D)/q) · e(n-1)^((P+2D)/q) · e(n-2)^(-D/q) }
 * </pre>
 *
 * <p>with {@code q} the order of the error estimate, and the factor kept within limits. A step is
 * accepted when {@code e <= 1}. The history changes on acceptance only, and starts neutral.
 * Söderlind, "Digital filters in adaptive time-stepping", ACM TOMS 29, 2003; Hairer, Nørsett,
 * Wanner, Solving Ordinary Differential Equations I, 2nd ed. 1993, II.4.
 */
public final class PidController implements StepController {

  /** Past errors below this count as this much (Hairer's {@code facold}): luck does not last. */
  private static final double HISTORY_FLOOR = 1e-4;

  private static final long ONE = Double.doubleToRawLongBits(1);

  private final double proportional;
  private final double integral;
  private final double derivative;
  private final double safety;
  private final double smallest;

  /** The smallest factors after a rejection and an acceptance. */
  private final double[] lows;

  /** The largest ones. */
  private final double[] highs;

  private final long[] lowBits;
  private final long[] highBits;

  private final Map<Integer, Powers> known = new ConcurrentHashMap<>();

  private PidController(
      double proportional,
      double integral,
      double derivative,
      double safety,
      double smallest,
      double smallestAfterAcceptance,
      double largest) {
    this.proportional = proportional;
    this.integral = integral;
    this.derivative = derivative;
    this.safety = safety;
    this.smallest = smallest;
    lows = new double[] {smallest, smallestAfterAcceptance};
    highs = new double[] {safety, largest};
    lowBits = bits(lows);
    highBits = bits(highs);
  }

  /**
   * A controller with everything set.
   *
   * @param proportional P
   * @param integral I
   * @param derivative D
   * @param safety safety factor, in (0, 1]; also the largest factor after a rejection
   * @param smallest smallest factor after a rejection or a failure, in (0, safety)
   * @param smallestAfterAcceptance smallest factor after an acceptance, in (0, 1]
   * @param largest largest factor, {@code > 1}
   */
  public static PidController of(
      double proportional,
      double integral,
      double derivative,
      double safety,
      double smallest,
      double smallestAfterAcceptance,
      double largest) {
    if (!(proportional >= 0 && integral >= 0 && derivative >= 0)
        || !(proportional + integral + derivative > 0)
        || Double.isInfinite(proportional + integral + derivative)) {
      throw new IllegalArgumentException(
          "P, I and D must be finite, >= 0 and not all zero, but are "
              + proportional
              + ", "
              + integral
              + ", "
              + derivative);
    }
    if (!(safety > 0 && safety <= 1 && smallest > 0 && smallest < safety)
        || !(smallestAfterAcceptance > 0 && smallestAfterAcceptance <= 1)
        || !(largest > 1 && largest < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "a step controller needs 0 < smallest < safety <= 1, 0 < smallestAfterAcceptance <= 1 and 1 <"
              + " largest, but they are "
              + smallest
              + ", "
              + safety
              + ", "
              + smallestAfterAcceptance
              + ", "
              + largest);
    }
    return new PidController(
        proportional, integral, derivative, safety, smallest, smallestAfterAcceptance, largest);
  }

  /**
   * The elementary controller {@code 0.9 · e^(-1/q)}, within [0.2, 0.9] after a rejection and [1,
   * 10] after an acceptance: what torchdiffeq and (as its default) diffrax do, so that step counts
   * compare.
   */
  public static PidController integral() {
    return of(0, 1, 0, 0.9, 0.2, 1, 10);
  }

  /**
   * A PI controller with P = 0.4 and I = 0.3, exponents 0.7/q and 0.4/q (Hairer, Wanner, Solving
   * Ordinary Differential Equations II, IV.2): smoother steps where stability limits them.
   */
  public static PidController proportionalIntegral() {
    return of(0.4, 0.3, 0);
  }

  /** A controller with these coefficients, safety 0.9 and factors within [0.2, 10]. */
  public static PidController of(double proportional, double integral, double derivative) {
    return of(proportional, integral, derivative, 0.9, 0.2, 0.2, 10);
  }

  @Override
  public boolean needsErrorEstimate() {
    return true;
  }

  @Override
  public double firstStep(double interval) {
    return Double.NaN;
  }

  @Override
  public Session newSession(MethodInfo method, int size) {
    return new Memory(size);
  }

  /** The powers of a law for one order of the error estimate. */
  private record Powers(Power ofError, Power ofLast, Power ofLastButOne) {}

  private Powers powers(int errorOrder) {
    Powers powers = known.get(errorOrder);
    if (powers == null) {
      double q = errorOrder;
      powers =
          new Powers(
              new Power(-(proportional + integral + derivative) / q),
              new Power((proportional + 2 * derivative) / q),
              new Power(-derivative / q));
      known.put(errorOrder, powers);
    }
    return powers;
  }

  private static long[] bits(double[] numbers) {
    return Arrays.stream(numbers).mapToLong(Double::doubleToRawLongBits).toArray();
  }

  private final class Memory implements Session {

    private final boolean remembers = proportional != 0 || derivative != 0;
    private final double[] last;
    private final double[] lastButOne;
    private int knownOrder;
    private Powers powers;

    Memory(int size) {
      last = new double[remembers ? size : 0];
      lastButOne = last.clone();
      Arrays.fill(last, 1);
      Arrays.fill(lastButOne, 1);
    }

    @Override
    public boolean accepts(double errorRatio) {
      return errorRatio <= 1;
    }

    @Override
    public double factor(int index, double errorRatio, boolean accepted, int errorOrder) {
      if (errorOrder != knownOrder) {
        learn(errorOrder);
      }
      double factor = safety * powers.ofError().of(errorRatio);
      if (remembers) {
        factor *= powers.ofLast().of(last[index]) * powers.ofLastButOne().of(lastButOne[index]);
      }
      if (remembers && accepted) {
        lastButOne[index] = last[index];
        last[index] = Math.max(errorRatio, HISTORY_FLOOR);
      }
      // An error of exactly 1 is accepted, but the next step must still be allowed to be shorter.
      double low = lows[accepted && errorRatio < 1 ? 1 : 0];
      return Math.max(low, Math.min(highs[accepted ? 1 : 0], factor));
    }

    @Override
    public void judge(RowScalar errorRatios, int errorOrder, int[] accepted, double[] factors) {
      if (remembers) {
        Session.super.judge(errorRatios, errorOrder, accepted, factors);
        return;
      }
      if (errorOrder != knownOrder) {
        learn(errorOrder);
      }
      powers.ofError().of(errorRatios, factors);
      for (int i = 0; i < errorRatios.size(); i++) {
        // A negative zero would have the bits of a number far beyond one.
        double ratio = errorRatios.get(i) + 0.0;
        // Comparisons by the sign of a difference, since a branch that nobody can predict would
        // cost more: the bits of positive numbers are in the order of the numbers.
        long beyondOne = Double.doubleToRawLongBits(ratio) - ONE;
        int good = (int) ((beyondOne - 1) >>> 63);
        accepted[i] = good;
        // The same of the factor, whose sign means nothing: a negative zero to an odd power.
        long factor = Double.doubleToRawLongBits(safety * factors[i]) & Long.MAX_VALUE;
        long low = lowBits[(int) (beyondOne >>> 63)];
        factors[i] = Double.longBitsToDouble(Math.max(low, Math.min(highBits[good], factor)));
      }
    }

    private void learn(int errorOrder) {
      knownOrder = errorOrder;
      powers = powers(errorOrder);
    }

    @Override
    public double factorAfterFailure(int index) {
      return smallest;
    }
  }
}
