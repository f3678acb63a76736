// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.beamdeflection;

import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;

/** Forecasts without any learning to speak of, beside which a model's error means something. */
final class Baselines {

  private Baselines() {}

  /**
   * Root mean squared error over the readings {@code from … to-1} of saying that nothing changes.
   */
  static double persistence(double[] readings, int from, int to) {
    double sum = 0;
    for (int t = from; t < to; t++) {
      double error = readings[t] - readings[t - 1];
      sum += error * error;
    }
    return Math.sqrt(sum / (to - from));
  }

  /**
   * Root mean squared error over the readings {@code from … to-1} of {@code c + Σ a_i · y_(t-i)},
   * fitted by least squares on the readings before {@code trainingEnd}.
   *
   * @param order terms of the sum; a noiseless sinusoid needs two
   */
  static double autoregression(double[] readings, int order, int trainingEnd, int from, int to) {
    double[] targets = new double[trainingEnd - order];
    double[][] history = new double[targets.length][];
    for (int row = 0; row < targets.length; row++) {
      targets[row] = readings[order + row];
      history[row] = before(readings, order + row, order);
    }
    OLSMultipleLinearRegression regression = new OLSMultipleLinearRegression();
    regression.newSampleData(targets, history);
    double[] coefficients = regression.estimateRegressionParameters();
    double sum = 0;
    for (int t = from; t < to; t++) {
      double forecast = coefficients[0];
      double[] past = before(readings, t, order);
      for (int i = 0; i < order; i++) {
        forecast += coefficients[i + 1] * past[i];
      }
      sum += (readings[t] - forecast) * (readings[t] - forecast);
    }
    return Math.sqrt(sum / (to - from));
  }

  private static double[] before(double[] readings, int t, int order) {
    double[] past = new double[order];
    for (int i = 0; i < order; i++) {
      past[i] = readings[t - 1 - i];
    }
    return past;
  }
}
