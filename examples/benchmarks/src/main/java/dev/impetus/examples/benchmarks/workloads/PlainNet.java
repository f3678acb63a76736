// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks.workloads;

/** A net with one hidden tanh layer, written down: what the engines are checked against. */
final class PlainNet {

  private final int inputWidth;
  private final int hiddenWidth;
  private final int outputWidth;
  private final double[] theta;
  private double[] output;
  private double[] inputs;
  private double[] parameters;

  PlainNet(int[] widths, double[] theta) {
    inputWidth = widths[0];
    hiddenWidth = widths[1];
    outputWidth = widths[2];
    this.theta = theta.clone();
  }

  /** Values, and the gradient of the sum of all outputs. */
  void evaluate(double[] x, int rows) {
    output = new double[rows * outputWidth];
    inputs = new double[rows * inputWidth];
    parameters = new double[theta.length];
    int bias1 = hiddenWidth * inputWidth;
    int weight2 = bias1 + hiddenWidth;
    int bias2 = weight2 + outputWidth * hiddenWidth;
    double[] hidden = new double[hiddenWidth];
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < hiddenWidth; j++) {
        double sum = theta[bias1 + j];
        for (int i = 0; i < inputWidth; i++) {
          sum += theta[j * inputWidth + i] * x[row * inputWidth + i];
        }
        hidden[j] = Math.tanh(sum);
      }
      double[] hiddenBar = new double[hiddenWidth];
      for (int k = 0; k < outputWidth; k++) {
        double sum = theta[bias2 + k];
        for (int j = 0; j < hiddenWidth; j++) {
          double weight = theta[weight2 + k * hiddenWidth + j];
          sum += weight * hidden[j];
          hiddenBar[j] += weight;
          parameters[weight2 + k * hiddenWidth + j] += hidden[j];
        }
        parameters[bias2 + k] += 1;
        output[row * outputWidth + k] = sum;
      }
      for (int j = 0; j < hiddenWidth; j++) {
        double bar = hiddenBar[j] * (1 - hidden[j] * hidden[j]);
        parameters[bias1 + j] += bar;
        for (int i = 0; i < inputWidth; i++) {
          parameters[j * inputWidth + i] += bar * x[row * inputWidth + i];
          inputs[row * inputWidth + i] += bar * theta[j * inputWidth + i];
        }
      }
    }
  }

  double[] output() {
    return output.clone();
  }

  double[] inputs() {
    return inputs.clone();
  }

  double[] parameters() {
    return parameters.clone();
  }
}
