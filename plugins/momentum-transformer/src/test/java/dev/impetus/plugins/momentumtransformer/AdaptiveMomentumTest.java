// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.plugins.momentumtransformer.AdaptiveMomentum.Rule;
import dev.impetus.plugins.momentumtransformer.AdaptiveMomentum.Terms;
import java.util.Arrays;
import java.util.Random;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** Rules of adaptive momentum on vectors of two numbers, and where their ratios are none. */
public final class AdaptiveMomentumTest {

  private static final double DELTA = 0.001;
  private static final double[] ZERO = {0, 0};

  private final TokenArithmetic<double[]> on = new Float64TokenArithmetic();

  private static Terms<double[]> terms(double[] g, double[] p, double[] u) {
    double[] y = new double[g.length];
    Arrays.setAll(y, i -> g[i] - p[i]);
    return new Terms<>(g, p, y, u);
  }

  /** G = (3, 4), P = (3, 0), u = (0, 5): Y = (0, 4). */
  @DataProvider
  public Object[][] values() {
    return new Object[][] {
      {Rule.PAPER, square(1 - Math.sqrt(4.0 / 3))},
      {Rule.VELOCITY, square(1 - Math.sqrt(4.0 / 5))},
      {Rule.FLETCHER_REEVES, 1 - DELTA},
      {Rule.POLAK_RIBIERE, 1 - DELTA},
      {Rule.HESTENES_STIEFEL, 16.0 / 20},
      {Rule.DAI_YUAN, 1 - DELTA},
    };
  }

  private static double square(double x) {
    return x * x;
  }

  @Test(dataProvider = "values")
  public void followsItsEquation(Rule rule, double expected) {
    Terms<double[]> terms = terms(new double[] {3, 4}, new double[] {3, 0}, new double[] {0, 5});
    assertThat(new AdaptiveMomentum(rule, DELTA).coefficient(on, terms, 0, 2))
        .isCloseTo(expected, within(1e-15));
  }

  /** G = (1, 1), P = (2, 0), u = (-4, 4): Y = (-1, 1). */
  @DataProvider
  public Object[][] unclippedValues() {
    return new Object[][] {
      {Rule.FLETCHER_REEVES, 0.5},
      {Rule.POLAK_RIBIERE, 0},
      {Rule.HESTENES_STIEFEL, 0},
      {Rule.DAI_YUAN, 0.25},
    };
  }

  @Test(dataProvider = "unclippedValues")
  public void rulesOfConjugateGradients(Rule rule, double expected) {
    Terms<double[]> terms = terms(new double[] {1, 1}, new double[] {2, 0}, new double[] {-4, 4});
    assertThat(new AdaptiveMomentum(rule, DELTA).coefficient(on, terms, 0, 2))
        .isCloseTo(expected, within(1e-15));
  }

  @DataProvider
  public Object[][] rules() {
    return Arrays.stream(Rule.values()).map(rule -> new Object[] {rule}).toArray(Object[][]::new);
  }

  /** Central differences at random vectors for which nothing is clipped. */
  @Test(dataProvider = "rules")
  public void pullBackIsTheDerivative(Rule rule) {
    AdaptiveMomentum momentum = new AdaptiveMomentum(rule, DELTA);
    Random random = new Random(3);
    int found = 0;
    while (found < 20) {
      double[][] vectors = new double[3][];
      for (int i = 0; i < 3; i++) {
        vectors[i] = random.doubles(4, -1, 1).toArray();
      }
      double c = coefficient(momentum, vectors);
      if (!(c > 0.05 && c < 0.95)) {
        continue;
      }
      found++;
      Terms<double[]> sums = new Terms<>(new double[4], new double[4], null, new double[4]);
      momentum.pullBack(on, c, 2, terms(vectors[0], vectors[1], vectors[2]), sums, 0, 4);
      double[][] gradients = {sums.g(), sums.p(), sums.u()};
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 4; j++) {
          double slope = 2 * difference(momentum, vectors, i, j);
          assertThat(gradients[i][j])
              .as("%s, vector %d, number %d", rule, i, j)
              .isCloseTo(slope, within(1e-6 * (1 + Math.abs(slope))));
        }
      }
    }
  }

  private double difference(AdaptiveMomentum momentum, double[][] vectors, int i, int j) {
    double h = 1e-6;
    double kept = vectors[i][j];
    vectors[i][j] = kept + h;
    double above = coefficient(momentum, vectors);
    vectors[i][j] = kept - h;
    double below = coefficient(momentum, vectors);
    vectors[i][j] = kept;
    return (above - below) / (2 * h);
  }

  private double coefficient(AdaptiveMomentum momentum, double[][] vectors) {
    return momentum.coefficient(on, terms(vectors[0], vectors[1], vectors[2]), 0, 4);
  }

  /** Nothing attended to so far, nothing carried: no momentum, and no NaN. */
  @Test(dataProvider = "rules")
  public void denominatorsOfZeroGiveNoMomentum(Rule rule) {
    for (double[] g : new double[][] {{0, 0}, {1, 2}}) {
      check(rule, terms(g, ZERO, ZERO), 0);
    }
  }

  /** Equal outputs of two layers: the rules of the step have c = 1, where the root has no slope. */
  @Test
  public void equalOutputsGiveTheLargestMomentumWithoutSlope() {
    double[] g = {1, 2};
    check(Rule.PAPER, terms(g, g.clone(), ZERO), 1 - DELTA);
    check(Rule.VELOCITY, terms(g, g.clone(), new double[] {1, 1}), 1 - DELTA);
    check(Rule.FLETCHER_REEVES, terms(g, g.clone(), ZERO), 1 - DELTA);
    check(Rule.POLAK_RIBIERE, terms(g, g.clone(), ZERO), 0);
    check(Rule.HESTENES_STIEFEL, terms(g, g.clone(), new double[] {1, 1}), 0);
    check(Rule.DAI_YUAN, terms(g, g.clone(), new double[] {1, 1}), 0);
  }

  /** Ratios beyond any number, of either sign. */
  @Test
  public void infiniteAndNegativeRatiosAreClipped() {
    double[] tiny = {1e-200, 0};
    check(
        Rule.FLETCHER_REEVES,
        terms(new double[] {1e150, 0}, new double[] {1e-150, 0}, ZERO),
        1 - DELTA);
    check(Rule.PAPER, terms(new double[] {1e200, 0}, tiny, ZERO), 0);
    check(Rule.HESTENES_STIEFEL, terms(new double[] {1, 0}, ZERO, new double[] {-1, 0}), 0);
    check(Rule.DAI_YUAN, terms(new double[] {1, 0}, ZERO, new double[] {-1, 0}), 0);
  }

  /** The value, and that a cotangent of it gives nothing. */
  private void check(Rule rule, Terms<double[]> terms, double expected) {
    AdaptiveMomentum momentum = new AdaptiveMomentum(rule, DELTA);
    double coefficient = momentum.coefficient(on, terms, 0, 2);
    assertThat(coefficient).as("%s", rule).isEqualTo(expected);
    Terms<double[]> cotangents = new Terms<>(new double[2], new double[2], null, new double[2]);
    momentum.pullBack(on, coefficient, 1, terms, cotangents, 0, 2);
    assertThat(cotangents.g()).containsExactly(ZERO);
    assertThat(cotangents.p()).containsExactly(ZERO);
    assertThat(cotangents.u()).containsExactly(ZERO);
  }
}
