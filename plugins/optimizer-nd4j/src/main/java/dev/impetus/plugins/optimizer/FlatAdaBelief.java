// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.optimizer;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.AdaBeliefUpdater;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.AdaBelief;

/**
 * ND4J's AdaBelief with its state in one array. The method that it overrides fails in ND4J
 * 1.0.0-M2.1: it reads the second dimension of an array that it has just made one-dimensional.
 */
final class FlatAdaBelief extends AdaBelief {

  private static final long serialVersionUID = 1L;

  FlatAdaBelief(double beta1, double beta2, double epsilon) {
    super(Double.NaN, beta1, beta2, epsilon);
  }

  @Override
  public GradientUpdater<?> instantiate(INDArray viewArray, boolean initializeViewArray) {
    AdaBeliefUpdater updater = new AdaBeliefUpdater(this);
    updater.setStateViewArray(
        viewArray, new long[] {1, viewArray.length() / 2}, 'c', initializeViewArray);
    return updater;
  }
}
