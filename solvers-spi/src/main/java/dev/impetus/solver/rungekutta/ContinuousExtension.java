// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.rungekutta;

import java.util.Arrays;

/**
 * The interpolant of a Runge–Kutta step: {@code y(t + θ h) = y + h Σ_i b_i(θ) k(i)} with
 * polynomials {@code b_i(θ) = Σ_p w(i,p) θ^p}, p from 1 on, so that {@code b_i(0) = 0}. Checked:
 * {@code Σ_i b_i(θ) = θ} when it is made, and {@code b_i(1) = b_i} when it meets its tableau.
 *
 * <p>It may have stages of its own behind those of the tableau, which are evaluated only in steps
 * in which something is interpolated.
 */
public final class ContinuousExtension {

  private static final double TOLERANCE = 1e-11;

  private final int order;
  private final double[][] coefficients;
  private final int degree;
  private final double[] extraNodes;
  private final double[][] extraRows;

  private ContinuousExtension(
      int order, double[][] coefficients, int degree, double[] extraNodes, double[][] extraRows) {
    this.order = order;
    this.coefficients = coefficients;
    this.degree = degree;
    this.extraNodes = extraNodes;
    this.extraRows = extraRows;
  }

  /**
   * An extension from its coefficients.
   *
   * @param order order of the interpolated value
   * @param coefficients for each stage the coefficients of θ, θ², …; trailing zeros may be left out
   */
  public static ContinuousExtension of(int order, double[][] coefficients) {
    int degree = Arrays.stream(coefficients).mapToInt(row -> row.length).max().orElse(0);
    if (degree == 0 || order < 1) {
      throw new IllegalArgumentException(
          "an extension has order and degree >= 1, but they are " + order + " and " + degree);
    }
    double[][] full = new double[coefficients.length][];
    for (int i = 0; i < full.length; i++) {
      full[i] = Arrays.copyOf(coefficients[i], degree);
    }
    for (int power = 0; power < degree; power++) {
      double sum = 0;
      double magnitude = 1;
      for (double[] row : full) {
        sum += row[power];
        magnitude += Math.abs(row[power]);
      }
      double wanted = power == 0 ? 1 : 0;
      if (!(Math.abs(sum - wanted) <= TOLERANCE * magnitude)) {
        throw new IllegalArgumentException(
            "the coefficients of θ^" + (power + 1) + " must add up to " + wanted + ", not " + sum);
      }
    }
    return new ContinuousExtension(order, full, degree, new double[0], new double[0][]);
  }

  /**
   * The same extension, its last stages being its own: they follow those of the tableau and are
   * explicit.
   *
   * @param nodes c of each of them
   * @param rows a of each of them; trailing zeros may be left out
   */
  public ContinuousExtension withOwnStages(double[] nodes, double[][] rows) {
    if (nodes.length != rows.length || nodes.length >= stages()) {
      throw new IllegalArgumentException(
          nodes.length
              + " nodes and "
              + rows.length
              + " rows do not describe the last of "
              + stages()
              + " stages");
    }
    double[][] full = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      int stage = stages() - rows.length + i;
      if (rows[i].length > stage) {
        throw new IllegalArgumentException(
            "stage " + stage + " of an extension depends on itself or on a later one");
      }
      full[i] = Arrays.copyOf(rows[i], stages());
      ButcherTableau.requireSum("row " + stage, full[i], nodes[i]);
    }
    return new ContinuousExtension(order, coefficients, degree, nodes.clone(), full);
  }

  /**
   * For a method whose last slope is that of the result: the cubic Hermite interpolant through both
   * ends, plus {@code θ² (1-θ)² h Σ_i d(i) k(i)}, which leaves value and slope at the ends. With
   * suitable d it has order 4; with d = 0 order 3.
   *
   * @param order order of the interpolated value
   * @param tableau a tableau with first same as last
   * @param quartic d, one a stage
   */
  public static ContinuousExtension hermite(int order, ButcherTableau tableau, double[] quartic) {
    int stages = tableau.stages();
    if (!tableau.isFirstSameAsLast() || quartic.length != stages) {
      throw new IllegalArgumentException(
          "a Hermite extension needs a tableau with first same as last and "
              + stages
              + " quartic weights, but has "
              + quartic.length);
    }
    double[][] coefficients = new double[stages][];
    for (int i = 0; i < stages; i++) {
      double first = i == 0 ? 1 : 0;
      double last = i == stages - 1 ? 1 : 0;
      double b = tableau.b(i);
      double d = quartic[i];
      coefficients[i] =
          new double[] {first, 3 * b - 2 * first - last + d, first + last - 2 * b - 2 * d, d};
    }
    return of(order, coefficients);
  }

  /** The order of the interpolated value. */
  public int order() {
    return order;
  }

  /** The number of stages, its own included. */
  public int stages() {
    return coefficients.length;
  }

  /** The number of stages that only the extension has; they are the last ones. */
  public int ownStages() {
    return extraNodes.length;
  }

  /** The node c of one of the extension's own stages, counted from 0. */
  public double ownNode(int index) {
    return extraNodes[index];
  }

  /** The coefficient a of one of the extension's own stages, counted from 0, on stage j. */
  public double ownCoefficient(int index, int j) {
    return extraRows[index][j];
  }

  /** The degree of the polynomials. */
  public int degree() {
    return degree;
  }

  /** The coefficient w(i, p) of θ^p in b_i, stages counted from 0, powers from 1. */
  public double coefficient(int stage, int power) {
    return coefficients[stage][power - 1];
  }

  /** The weight b_i(θ). */
  public double weight(int stage, double theta) {
    double[] row = coefficients[stage];
    double value = 0;
    for (int power = degree - 1; power >= 0; power--) {
      value = (value + row[power]) * theta;
    }
    return value;
  }

  /** Writes b_i(θ) for n places, as {@link #weight} does for one. */
  void weights(int stage, int n, double[] thetas, double[] out) {
    double[] row = coefficients[stage];
    Arrays.fill(out, 0, n, 0);
    // Four powers in one pass; zeros before the highest change nothing.
    for (int power = (degree + 3) / 4 * 4 - 1; power > 0; power -= 4) {
      double w3 = power < degree ? row[power] : 0;
      double w2 = power - 1 < degree ? row[power - 1] : 0;
      double w1 = power - 2 < degree ? row[power - 2] : 0;
      raise(n, w3, w2, w1, row[power - 3], thetas, out);
    }
  }

  private static void raise(
      int n, double w3, double w2, double w1, double w0, double[] thetas, double[] out) {
    for (int r = 0; r < n; r++) {
      double theta = thetas[r];
      out[r] = ((((out[r] + w3) * theta + w2) * theta + w1) * theta + w0) * theta;
    }
  }

  /** Whether no output inside a step depends on this stage. */
  boolean ignores(int stage) {
    return Arrays.stream(coefficients[stage]).allMatch(w -> w == 0);
  }

  void requireFits(ButcherTableau tableau) {
    if (tableau.stages() != stages() - ownStages()) {
      throw new IllegalArgumentException(
          "an extension of "
              + stages()
              + " stages, "
              + ownStages()
              + " of them its own, does not fit a tableau of "
              + tableau.stages()
              + " stages");
    }
    for (int i = 0; i < stages(); i++) {
      double end = weight(i, 1);
      double wanted = i < tableau.stages() ? tableau.b(i) : 0;
      double magnitude = 1 + Arrays.stream(coefficients[i]).map(Math::abs).sum();
      if (!(Math.abs(end - wanted) <= TOLERANCE * magnitude)) {
        throw new IllegalArgumentException(
            "the extension ends with weight "
                + end
                + " for stage "
                + i
                + ", but the tableau has "
                + wanted);
      }
    }
  }
}
