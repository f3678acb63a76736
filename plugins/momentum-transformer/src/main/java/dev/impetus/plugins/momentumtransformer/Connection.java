// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import java.util.Optional;

/**
 * How a layer's attention output G_l joins the stream x_l across layers, b being the momentum and g
 * the step size.
 *
 * @param form the recurrence
 * @param momentum b in [0, 1)
 * @param stepSize g, above 0
 * @param weighted whether stream and velocity pass through a matrix each; of {@link Form#CODE}
 * @param adaptive what stands for b; empty for the constant
 */
record Connection(
    Form form,
    double momentum,
    double stepSize,
    boolean weighted,
    Optional<AdaptiveMomentum> adaptive) {

  /** The recurrences. */
  enum Form {
    /** r = x_l + G_l. */
    NONE,
    /**
     * r = x_l + b (x_l - x_{l-1}) + g G_l, a heavy ball whose iterates are the inputs of the layers
     * (Nguyen et al., MSML 2022, with g added); without b in the first layer.
     */
    PAPER,
    /** u_l = b u_{l-1} - G_l with u_0 = 0; r = x_l - g u_l, or W_a x_l - g W_b u_l. */
    CODE
  }

  /** The plain residual connection. */
  static final Connection PLAIN = new Connection(Form.NONE, 0, 1, false, Optional.empty());
}
