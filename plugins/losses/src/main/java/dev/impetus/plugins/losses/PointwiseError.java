// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.losses;

/** How wrong one predicted number is. */
interface PointwiseError {

  /** The error, zero where the prediction is right. */
  double value(double predicted, double target);

  /** Its derivative with respect to the prediction. */
  double slope(double predicted, double target);
}
