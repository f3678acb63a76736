// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.losses;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;

/**
 * Cross-entropy of one yes or no from its logit z: {@code log(1 + eᶻ) − t z}, written so that no
 * exponential overflows. The target t is a probability in [0, 1].
 */
final class LogisticError implements PointwiseError {

  @Override
  public double value(double logit, double target) {
    if (!(target >= 0 && target <= 1)) {
      throw new ImpetusException(
          new Problem(
              ErrorKind.DATA,
              "a target is no probability",
              "loss binary-cross-entropy",
              "it is " + target + ", not in [0, 1]",
              "use 0 and 1 as targets; for targets of -1 and 1 take another loss"));
    }
    return Math.max(logit, 0) - target * logit + Math.log1p(Math.exp(-Math.abs(logit)));
  }

  @Override
  public double slope(double logit, double target) {
    double decay = Math.exp(-Math.abs(logit));
    double probability = logit >= 0 ? 1 / (1 + decay) : decay / (1 + decay);
    return probability - target;
  }
}
