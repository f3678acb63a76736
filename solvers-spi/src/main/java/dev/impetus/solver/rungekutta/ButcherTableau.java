// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.rungekutta;

import java.util.Arrays;

/**
 * The coefficients of a Runge–Kutta method with {@code s} stages,
 *
 * <pre>{@code
 * k(i) = f(t + c(i) h, y + h Σ_j a(i,j) k(j))        y1 = y + h Σ_i b(i) k(i)        error = h Σ_i e(i) k(i)
 * }</pre>
 *
 * <p>checked when it is made: {@code Σ_j a(i,j) = c(i)}, {@code Σ b = 1}, {@code Σ e = 0}, and the
 * order conditions up to order 4. What follows from the numbers (explicitness, first same as last)
 * is derived, not declared. Butcher, Numerical Methods for Ordinary Differential Equations, 3rd ed.
 * 2016, chapter 3.
 */
public final class ButcherTableau {

  private static final double TOLERANCE = 1e-12;

  private final double[][] matrix;
  private final double[] weights;
  private final double[] nodes;
  private final double[] errorWeights;
  private final int embeddedOrder;
  private final int checkedOrder;

  private ButcherTableau(
      double[][] matrix,
      double[] weights,
      double[] nodes,
      double[] errorWeights,
      int embeddedOrder) {
    this.matrix = matrix;
    this.weights = weights;
    this.nodes = nodes;
    this.errorWeights = errorWeights;
    this.embeddedOrder = embeddedOrder;
    this.checkedOrder = OrderConditions.orderUpToFour(matrix, weights, nodes);
  }

  /**
   * A tableau without error estimate.
   *
   * @param nodes c, one a stage
   * @param matrix a, one row a stage; trailing zeros may be left out
   * @param weights b, one a stage
   * @throws IllegalArgumentException if shapes or sums are wrong, with the sum
   */
  public static ButcherTableau of(double[] nodes, double[][] matrix, double[] weights) {
    int stages = nodes.length;
    if (stages == 0 || matrix.length != stages || weights.length != stages) {
      throw new IllegalArgumentException(
          "a tableau has as many rows and weights as nodes, but there are "
              + stages
              + " nodes, "
              + matrix.length
              + " rows and "
              + weights.length
              + " weights");
    }
    double[][] full = new double[stages][];
    for (int i = 0; i < stages; i++) {
      if (matrix[i].length > stages) {
        throw new IllegalArgumentException(
            "row "
                + i
                + " has "
                + matrix[i].length
                + " entries, but there are "
                + stages
                + " stages");
      }
      full[i] = Arrays.copyOf(matrix[i], stages);
      requireSum("row " + i, full[i], nodes[i]);
    }
    requireSum("the weights", weights, 1);
    return new ButcherTableau(full, weights.clone(), nodes.clone(), null, 0);
  }

  /**
   * The same tableau with an embedded formula of lower order: {@code e = b - b̂}.
   *
   * @param embeddedWeights b̂
   * @param order order of the embedded formula
   */
  public ButcherTableau withEmbedded(double[] embeddedWeights, int order) {
    requireStages("embedded weights", embeddedWeights);
    requireSum("the embedded weights", embeddedWeights, 1);
    int found = OrderConditions.orderUpToFour(matrix, embeddedWeights, nodes);
    if (found < Math.min(order, OrderConditions.HIGHEST)) {
      throw new IllegalArgumentException(
          "the embedded weights have order " + found + ", not " + order);
    }
    double[] difference = new double[weights.length];
    for (int i = 0; i < difference.length; i++) {
      difference[i] = weights[i] - embeddedWeights[i];
    }
    return withErrorWeights(difference, order);
  }

  /**
   * The same tableau with an error estimate that is given directly.
   *
   * @param newErrorWeights e
   * @param order order of the formula that {@code b - e} is
   */
  public ButcherTableau withErrorWeights(double[] newErrorWeights, int order) {
    requireStages("error weights", newErrorWeights);
    requireSum("the error weights", newErrorWeights, 0);
    if (order < 1) {
      throw new IllegalArgumentException("an embedded formula has order >= 1, not " + order);
    }
    return new ButcherTableau(matrix, weights, nodes, newErrorWeights.clone(), order);
  }

  private void requireStages(String what, double[] numbers) {
    if (numbers.length != weights.length) {
      throw new IllegalArgumentException(
          numbers.length + " " + what + " do not fit " + weights.length + " stages");
    }
  }

  static void requireSum(String what, double[] numbers, double wanted) {
    double sum = 0;
    double magnitude = 1;
    for (double number : numbers) {
      sum += number;
      magnitude += Math.abs(number);
    }
    if (!(Math.abs(sum - wanted) <= TOLERANCE * magnitude)) {
      throw new IllegalArgumentException(
          "the sum of " + what + " must be " + wanted + ", but is " + sum);
    }
  }

  /** The number of stages s. */
  public int stages() {
    return weights.length;
  }

  /** The coefficient a(i, j), counted from 0. */
  public double a(int i, int j) {
    return matrix[i][j];
  }

  /** The weight b(i), counted from 0. */
  public double b(int i) {
    return weights[i];
  }

  /** The node c(i), counted from 0. */
  public double c(int i) {
    return nodes[i];
  }

  /** The error weight e(i), counted from 0. */
  public double e(int i) {
    return errorWeights[i];
  }

  /** Whether there is an error estimate. */
  public boolean hasErrorEstimate() {
    return errorWeights != null;
  }

  /** The order of the embedded formula; 0 if there is none. */
  public int embeddedOrder() {
    return embeddedOrder;
  }

  /** The largest order, up to 4, whose conditions the coefficients satisfy. */
  public int orderUpToFour() {
    return checkedOrder;
  }

  /** Whether every stage depends on earlier ones only. */
  public boolean isExplicit() {
    for (int i = 0; i < stages(); i++) {
      for (int j = i; j < stages(); j++) {
        if (matrix[i][j] != 0) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether the last stage's argument is the step's result: the last row of a equals b. */
  public boolean isStifflyAccurate() {
    return Arrays.equals(matrix[stages() - 1], weights);
  }

  /**
   * Whether the last slope is the next step's first ("FSAL"): stiffly accurate, the last node 1,
   * the first stage explicit at node 0.
   */
  public boolean isFirstSameAsLast() {
    return stages() > 1
        && isStifflyAccurate()
        && nodes[stages() - 1] == 1
        && nodes[0] == 0
        && Arrays.stream(matrix[0]).allMatch(entry -> entry == 0);
  }
}
