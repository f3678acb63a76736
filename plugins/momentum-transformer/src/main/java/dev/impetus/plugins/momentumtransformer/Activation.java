// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

/** The nonlinearity of the feed-forward part. */
enum Activation {
  /** max(x, 0). */
  RELU,
  /** x Φ(x) in its tanh form (Hendrycks and Gimpel, 2016). */
  GELU;

  /** out ← the value at x. */
  <A> void apply(TokenArithmetic<A> on, A out, A x, int count) {
    if (this == GELU) {
      on.gelu(out, x, count);
    } else {
      on.copy(x, 0, out, 0, count);
      on.relu(out, count);
    }
  }

  /** out ← out · the derivative at x. */
  <A> void slope(TokenArithmetic<A> on, A out, A x, int count) {
    if (this == GELU) {
      on.geluSlope(out, x, count);
    } else {
      on.reluSlope(out, out, x, count);
    }
  }
}
