// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.optimizer;

import java.util.function.BiFunction;

/**
 * The updates of the papers for one number, written in their plainest form, independently of ND4J:
 * a function of the gradient and of t = 1, 2, … that gives what is subtracted from the parameter.
 */
final class TextbookUpdates {

  private TextbookUpdates() {}

  static BiFunction<Double, Integer, Double> sgd(double rate) {
    return (g, t) -> rate * g;
  }

  /** x ← x + μ v' − η g seen from x at the look-ahead point: −Δ = μ v_old − (1 + μ) v_new. */
  static BiFunction<Double, Integer, Double> nesterovs(double rate, double mu) {
    double[] v = {0};
    return (g, t) -> {
      double before = v[0];
      v[0] = mu * v[0] - rate * g;
      return mu * before - (1 + mu) * v[0];
    };
  }

  static BiFunction<Double, Integer, Double> adam(double rate, double b1, double b2, double eps) {
    double[] m = {0};
    double[] v = {0};
    return (g, t) -> {
      m[0] = b1 * m[0] + (1 - b1) * g;
      v[0] = b2 * v[0] + (1 - b2) * g * g;
      double mean = m[0] / (1 - Math.pow(b1, t));
      return rate * mean / (Math.sqrt(v[0] / (1 - Math.pow(b2, t))) + eps);
    };
  }

  static BiFunction<Double, Integer, Double> radam(double rate, double b1, double b2, double eps) {
    double[] m = {0};
    double[] v = {0};
    double longest = 2 / (1 - b2) - 1;
    return (g, t) -> {
      m[0] = b1 * m[0] + (1 - b1) * g;
      v[0] = b2 * v[0] + (1 - b2) * g * g;
      double mean = m[0] / (1 - Math.pow(b1, t));
      double rho = longest - 2 * t * Math.pow(b2, t) / (1 - Math.pow(b2, t));
      if (rho <= 4) {
        return rate * mean;
      }
      double r = Math.sqrt((rho - 4) * (rho - 2) * longest / ((longest - 4) * (longest - 2) * rho));
      return rate * r * mean / (Math.sqrt(v[0] / (1 - Math.pow(b2, t))) + eps);
    };
  }

  static BiFunction<Double, Integer, Double> amsgrad(
      double rate, double b1, double b2, double eps) {
    double[] m = {0};
    double[] v = {0};
    double[] largest = {0};
    return (g, t) -> {
      m[0] = b1 * m[0] + (1 - b1) * g;
      v[0] = b2 * v[0] + (1 - b2) * g * g;
      largest[0] = Math.max(largest[0], v[0]);
      return corrected(rate, b1, b2, t) * m[0] / (Math.sqrt(largest[0]) + eps);
    };
  }

  static BiFunction<Double, Integer, Double> adabelief(
      double rate, double b1, double b2, double eps) {
    double[] m = {0};
    double[] s = {0};
    return (g, t) -> {
      m[0] = b1 * m[0] + (1 - b1) * g;
      s[0] = b2 * s[0] + (1 - b2) * (g - m[0]) * (g - m[0]) + eps;
      return corrected(rate, b1, b2, t) * m[0] / (Math.sqrt(s[0]) + eps);
    };
  }

  static BiFunction<Double, Integer, Double> adamax(double rate, double b1, double b2) {
    double[] m = {0};
    double[] u = {0};
    return (g, t) -> {
      m[0] = b1 * m[0] + (1 - b1) * g;
      u[0] = Math.max(b2 * u[0], Math.abs(g));
      return rate / (1 - Math.pow(b1, t)) * m[0] / u[0];
    };
  }

  /** With a constant momentum, and v not corrected for its bias. */
  static BiFunction<Double, Integer, Double> nadam(double rate, double b1, double b2, double eps) {
    double[] m = {0};
    double[] v = {0};
    return (g, t) -> {
      m[0] = b1 * m[0] + (1 - b1) * g;
      v[0] = b2 * v[0] + (1 - b2) * g * g;
      double ahead = (b1 * m[0] + (1 - b1) * g) / (1 - Math.pow(b1, t));
      return rate * ahead / (Math.sqrt(v[0]) + eps);
    };
  }

  static BiFunction<Double, Integer, Double> adagrad(double rate, double eps) {
    double[] sum = {eps};
    return (g, t) -> {
      sum[0] += g * g;
      return rate * g / (Math.sqrt(sum[0]) + eps);
    };
  }

  static BiFunction<Double, Integer, Double> rmsprop(double rate, double decay, double eps) {
    double[] mean = {eps};
    return (g, t) -> {
      mean[0] = decay * mean[0] + (1 - decay) * g * g;
      return rate * g / (Math.sqrt(mean[0]) + eps);
    };
  }

  static BiFunction<Double, Integer, Double> adadelta(double rho, double eps) {
    double[] squares = {0};
    double[] updates = {0};
    return (g, t) -> {
      squares[0] = rho * squares[0] + (1 - rho) * g * g;
      double update = g * Math.sqrt(updates[0] + eps) / Math.sqrt(squares[0] + eps);
      updates[0] = rho * updates[0] + (1 - rho) * update * update;
      return update;
    };
  }

  private static double corrected(double rate, double b1, double b2, int t) {
    return rate * Math.sqrt(1 - Math.pow(b2, t)) / (1 - Math.pow(b1, t));
  }
}
