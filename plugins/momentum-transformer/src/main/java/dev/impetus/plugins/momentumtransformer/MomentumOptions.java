// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.Option;

/** The options of momentum in attention and across layers. */
final class MomentumOptions {

  static final Option<String> ATTENTION =
      Option.choice(
              "attention",
              "momentum: the recurrence of the paper; legacy: the published code's weights in"
                  + " training, which depend on the padded length, for comparison; linear; softmax",
              "momentum",
              "legacy",
              "linear",
              "softmax")
          .byDefault("momentum");

  /** Published: 0.1 for the copy task, ListOps and CIFAR10; 0.3 to 0.9 for others. */
  static final Option<Double> MOMENTUM =
      Option.decimal("momentum", "b: share of the momentum of attention that is kept at each token")
          .atLeast(0)
          .below(1)
          .byDefault(0.1)
          .offAt(0.0);

  /** Published: 0.6 for the copy task and ListOps; 0.1 to 2 for others. */
  static final Option<Double> STEP_SIZE =
      Option.decimal("step-size", "g: step of the attention's state; default 0.6")
          .above(0)
          .optional();

  static final Option<Boolean> NORMALIZER_MOMENTUM =
      Option.bool(
              "normalizer-momentum",
              "whether the normaliser has the weights of momentum too, so that outputs are means of"
                  + " values and step-size cancels; the paper's has none. Default false")
          .optional();

  static final Option<String> CONNECTION =
      Option.choice(
              "connection",
              "momentum across layers: none; paper: x + b (x - x of the layer below) + g G; code: the"
                  + " published code's velocity u = b u - G, x - g u",
              "none",
              "paper",
              "code")
          .byDefault("none");

  /** Published, momentum and step size: 0.99, 0.99 for the copy task; 0.1, 0.9 for CIFAR10. */
  static final Option<Double> CONNECTION_MOMENTUM =
      Option.decimal("connection-momentum", "b across layers; default 0.1")
          .atLeast(0)
          .below(1)
          .optional()
          .offAt(0.0);

  /** Published: 0.99 for the copy task, 0.9 for CIFAR10; 0.001 to 0.8 with adaptive momentum. */
  static final Option<Double> CONNECTION_STEP_SIZE =
      Option.decimal("connection-step-size", "g across layers; default 0.9").above(0).optional();

  static final Option<Boolean> CONNECTION_WEIGHTS =
      Option.bool(
              "connection-weights",
              "whether stream and velocity pass through a learnt matrix each; for connection: code."
                  + " Default false")
          .optional();

  static final Option<String> ADAPTIVE =
      Option.choice(
              "adaptive",
              "momentum across layers that each token has of its own: constant; by the paper's"
                  + " equation 18; with the velocity in its denominator, as in the published code; or"
                  + " by a rule of conjugate gradients. Default constant",
              "constant",
              "paper",
              "velocity",
              "fletcher-reeves",
              "polak-ribiere",
              "hestenes-stiefel",
              "dai-yuan")
          .optional();

  /** The published code has 1e-4, the paper 1e-3. */
  static final Option<Double> DELTA =
      Option.decimal("delta", "how far below 1 adaptive momentum stays; default 1e-3")
          .above(0)
          .below(1)
          .optional();

  static final ConfigSchema SCHEMA =
      ConfigSchema.of(
          ATTENTION,
          MOMENTUM,
          STEP_SIZE,
          NORMALIZER_MOMENTUM,
          CONNECTION,
          CONNECTION_MOMENTUM,
          CONNECTION_STEP_SIZE,
          CONNECTION_WEIGHTS,
          ADAPTIVE,
          DELTA);

  private MomentumOptions() {}
}
