// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import java.util.SplittableRandom;

/**
 * The bounds of {@link Curvature} for the systems of a session. Estimated ones come from the
 * extreme Ritz values of Lanczos' iteration (Golub, Van Loan, Matrix Computations, 4th ed. 2013,
 * 10.1), which lie inside the spectrum; the upper one is enlarged by a twentieth.
 */
final class CurvatureEstimate {

  private static final int STEPS = 20;
  private static final double ENLARGEMENT = 1.05;
  private static final long SEED = 20220418;

  private final Curvature given;
  private final StateVector direction;
  private final StateVector previous;
  private final StateVector image;
  private final double[] diagonal = new double[STEPS];
  private final double[] coupling = new double[STEPS];
  private boolean known;
  private double lipschitz;
  private double convexity;
  private SpectralBounds latest;

  CurvatureEstimate(Curvature given, StateVector like) {
    this.given = given;
    direction = like.newLike();
    previous = like.newLike();
    image = like.newLike();
    forget();
  }

  void forget() {
    known = !given.isEstimated();
    lipschitz = given.lipschitz();
    convexity = given.convexity();
  }

  /** Bounds for this system; estimates them at {@code z} if need be. */
  SpectralBounds bounds(ImplicitSystem system, StateVector z) {
    double c0 = system.leadingCoefficient();
    RowScalar scaled = system.scaledStep();
    double shortest = scaled.get(0);
    double longest = shortest;
    for (int i = 1; i < scaled.size(); i++) {
      shortest = Math.min(shortest, scaled.get(i));
      longest = Math.max(longest, scaled.get(i));
    }
    if (!known) {
      estimate(system, z, c0, Math.abs(longest) > Math.abs(shortest) ? longest : shortest);
    }
    double low = Math.min(smaller(shortest), smaller(longest));
    double high = Math.max(larger(shortest), larger(longest));
    if (latest == null || latest.smallest() != c0 + low || latest.largest() != c0 + high) {
      latest = new SpectralBounds(c0 + low, c0 + high);
    }
    return latest;
  }

  private double smaller(double h) {
    return Math.min(h * lipschitz, h * convexity);
  }

  private double larger(double h) {
    return Math.max(h * lipschitz, h * convexity);
  }

  private void estimate(ImplicitSystem system, StateVector z, double c0, double scaled) {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int row = 0; row < direction.rows(); row++) {
      for (int i = 0; i < direction.width(); i++) {
        direction.set(row, i, random.nextDouble() - 0.5);
      }
    }
    direction.scale(1 / StoppingMonitor.norm(direction));
    system.linearize(z, image);
    int steps = 0;
    double beta = 0;
    while (steps < Math.min(STEPS, direction.size())) {
      system.applyJacobian(z, direction, image);
      if (steps > 0) {
        image.add(-beta, previous);
      }
      double alpha = image.dot(direction);
      image.add(-alpha, direction);
      diagonal[steps] = alpha;
      beta = StoppingMonitor.norm(image);
      coupling[steps++] = beta;
      if (!(beta > 1e-10 * Math.abs(alpha))) {
        break;
      }
      previous.copyFrom(direction);
      direction.copyFrom(image);
      direction.scale(1 / beta);
    }
    TridiagonalSpectrum ritz = new TridiagonalSpectrum(diagonal, coupling, steps);
    double one = (ritz.smallest() - c0) / scaled;
    double other = (ritz.largest() - c0) / scaled;
    convexity = Math.min(one, other);
    lipschitz = Math.max(one, other);
    lipschitz += (ENLARGEMENT - 1) * Math.abs(lipschitz);
    // Ritz values miss the ends of the spectrum: a convex E counts as no more than convex.
    convexity = convexity >= 0 ? 0 : ENLARGEMENT * convexity;
    known = Double.isFinite(lipschitz) && Double.isFinite(convexity);
  }
}
