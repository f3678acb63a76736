// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

/**
 * What is known of a gradient flow {@code f = -∇E}: {@code μ I ⪯ ∇²E ⪯ L I}. The inner problem's
 * Hessian {@code c0 I + γ h ∇²E} then lies between {@code c0 + γhμ} and {@code c0 + γhL}.
 *
 * @param lipschitz L; NaN to have both estimated
 * @param convexity μ, negative for a weakly convex E; NaN to have both estimated
 */
public record Curvature(double lipschitz, double convexity) {

  /** Checks the order. */
  public Curvature {
    boolean estimated = Double.isNaN(lipschitz) && Double.isNaN(convexity);
    if (!estimated && !(convexity <= lipschitz && Double.isFinite(lipschitz - convexity))) {
      throw new IllegalArgumentException(
          "curvature needs finite bounds mu <= L, but they are " + convexity + " and " + lipschitz);
    }
  }

  /** Bounds that are known. */
  public static Curvature known(double lipschitz, double convexity) {
    return new Curvature(lipschitz, convexity);
  }

  /**
   * Bounds by twenty steps of Lanczos' iteration where a solve begins, kept until it begins anew or
   * an inner solve fails.
   */
  public static Curvature estimated() {
    return new Curvature(Double.NaN, Double.NaN);
  }

  /** Whether they are to be estimated. */
  public boolean isEstimated() {
    return Double.isNaN(lipschitz);
  }
}
