// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.Option;

/** The options of the family. */
final class RecurrentOptions {

  static final Option<Long> HIDDEN =
      Option.integer("hidden", "units of the hidden state, in each direction")
          .atLeast(1)
          .byDefault(128L);

  static final Option<Long> LAYERS =
      Option.integer("layers", "layers, each of which reads the states of the one below")
          .atLeast(1)
          .atMost(64)
          .byDefault(1L);

  static final Option<Boolean> BIDIRECTIONAL =
      Option.bool("bidirectional", "whether each layer also runs from the end to the beginning")
          .byDefault(false);

  static final Option<Double> DROPOUT =
      Option.decimal("dropout", "share of the numbers between layers that is dropped in training")
          .atLeast(0)
          .below(1)
          .byDefault(0.0);

  static final Option<String> READOUT =
      Option.choice(
              "readout",
              "what a single prediction is read from: the last state, or the mean of the states",
              "last",
              "mean")
          .byDefault("last");

  static final Option<Long> EMBEDDING =
      Option.integer(
              "embedding",
              "width of the embedding of tokens; 0 gives them one-hot. By default one-hot up to 256"
                  + " tokens, else as wide as the hidden state")
          .atLeast(0)
          .optional();

  static final Option<Long> TRUNCATE =
      Option.integer(
              "truncate",
              "steps after which gradients go no further back; 0 lets them reach the beginning")
          .unit("steps")
          .atLeast(0)
          .byDefault(0L);

  static final Option<Long> RECOMPUTE =
      Option.integer(
              "recompute",
              "steps whose gates are kept for the pass backward, which computes each such segment"
                  + " again: less memory, a forward pass more, the same numbers; 0 keeps all")
          .unit("steps")
          .atLeast(0)
          .byDefault(0L);

  static final ConfigSchema COMMON =
      ConfigSchema.of(
          HIDDEN, LAYERS, BIDIRECTIONAL, DROPOUT, READOUT, EMBEDDING, TRUNCATE, RECOMPUTE);

  /** The published code's choices first. */
  static final Option<String> INPUT_INIT =
      Option.choice(
              "input-init",
              "initial input weights: orthonormal; within 1/sqrt(hidden); normal of variance 2/inputs",
              "orthogonal",
              "uniform",
              "kaiming")
          .byDefault("orthogonal");

  static final Option<String> RECURRENT_INIT =
      Option.choice(
              "recurrent-init",
              "initial recurrent weights: the identity for the first gate and zeros for the others;"
                  + " orthogonal for each; within 1/sqrt(hidden)",
              "eye",
              "orthogonal",
              "uniform")
          .byDefault("eye");

  static final ConfigSchema WEIGHTS = ConfigSchema.of(INPUT_INIT, RECURRENT_INIT);

  /** Published: 1 for (permuted) MNIST and PTB, -4 for TIMIT. */
  static final Option<Double> FORGET_BIAS =
      Option.decimal("forget-bias", "initial value of both biases of the forget gate, which add up")
          .byDefault(1.0);

  static final Option<String> ACTIVATION =
      Option.choice("activation", "nonlinearity of the state", "tanh", "sigmoid", "relu")
          .byDefault("tanh");

  /** Published: 0.6 for MNIST and PTB, 0.3 for TIMIT. */
  static final Option<Double> MU =
      Option.decimal("mu", "momentum: share of the velocity that is kept at each step")
          .atLeast(0)
          .below(1)
          .byDefault(0.6)
          .offAt(0.0);

  /** Published: 0.6 for MNIST and PTB, 1 for permuted MNIST, 0.1 for TIMIT. */
  static final Option<Double> STEP_SIZE =
      Option.decimal("s", "step size: factor of the input. Keep it below 1 - mu unless it is tuned")
          .above(0)
          .byDefault(0.6);

  /** Published: between 0.01 and 0.999. */
  static final Option<Double> BETA =
      Option.decimal("beta", "share of the squares that is kept at each step")
          .above(0)
          .below(1)
          .byDefault(0.1);

  /** The published code has 1e-16, the paper 1e-8. */
  static final Option<Double> EPSILON =
      Option.decimal(
              "epsilon",
              "what is added to the squares inside the root; gradients of tiny inputs grow with its"
                  + " inverse root")
          .above(0)
          .byDefault(1e-8);

  /** Published: 2 for MNIST and TIMIT, 40 for permuted MNIST. */
  static final Option<Long> RESTART =
      Option.integer(
              "restart",
              "steps of a sequence after which Nesterov's momentum begins anew; 0 for never")
          .unit("steps")
          .atLeast(0)
          .byDefault(40L);

  static final Option<String> RULE =
      Option.choice(
              "rule",
              "paper: momentum of the input; legacy: the published code's for MNIST and TIMIT, which"
                  + " extrapolates the whole pre-activation",
              "paper",
              "legacy")
          .byDefault("paper");

  static final Option<Boolean> LEARNABLE =
      Option.bool(
              "learnable",
              "an extension of the papers: mu, s and beta are learnt, from the given values on")
          .byDefault(false);

  static final Option<String> PARAMETRIZATION =
      Option.choice(
              "parametrization",
              "input: the paper's equation 9, act(U h + v); state: equation 10, act(U (h + v))",
              "input",
              "state")
          .byDefault("input");

  private RecurrentOptions() {}
}
