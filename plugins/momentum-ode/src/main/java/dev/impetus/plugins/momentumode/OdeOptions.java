// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumode;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import java.util.List;

/** The options that all members of the family have. */
final class OdeOptions {

  /** Published: two layers for the point cloud and none, a linear field, for Walker2D. */
  static final Option<List<Long>> HIDDEN =
      Option.integers("hidden", "widths of the hidden layers of f; an empty list makes f one layer")
          .atLeast(1)
          .byDefault(List.of(20L, 20L));

  /** Published: elu for the point cloud, relu for images and plane vibration. */
  static final Option<String> ACTIVATION =
      Option.choice(
              "activation",
              "nonlinearity between the layers of f; none makes f linear",
              Nonlinearity.ACTIVATIONS.toArray(String[]::new))
          .byDefault("elu");

  /** Published: no time for dense f, a time channel for images. */
  static final Option<Boolean> TIME_INPUT =
      Option.bool("time-input", "whether f also sees the time").byDefault(false);

  static final Option<Double> END_TIME =
      Option.decimal(
              "end-time", "end of the solve, which begins at 0, where the data have no times")
          .above(0)
          .byDefault(1.0);

  static final Option<String> READOUT =
      Option.choice(
              "readout",
              "a linear layer on the positions, or none: the first positions are the prediction; auto"
                  + " is none for trajectories of the inputs' own width, else linear",
              "auto",
              "linear",
              "none")
          .byDefault("auto");

  /** Published for the point cloud: 1, since the labels are -1 and 1. */
  static final Option<Double> READOUT_CLAMP =
      Option.decimal(
              "readout-clamp", "bound to which a linear readout is cut off; no gradient beyond")
          .above(0)
          .optional();

  static final Option<Long> WIDTH =
      Option.integer("width", "positions of the hidden state; for sequences only")
          .atLeast(1)
          .byDefault(16L);

  /**
   * The published code takes {@code ode-first} for NODE and ANODE and {@code update-first} for the
   * models with momentum on Walker2D, so that its comparison mixes model and information.
   */
  static final Option<String> ORDER =
      Option.choice(
              "order",
              "for sequences: update-first predicts with the observation at hand, ode-first without",
              "update-first",
              "ode-first")
          .byDefault("update-first");

  static final Option<List<Long>> UPDATE_HIDDEN =
      Option.integers(
              "update-hidden",
              "for sequences: widths of the hidden tanh layers of the net that takes in an observation")
          .atLeast(1)
          .byDefault(List.of(32L));

  /** The published code has it in all cells but those of NODE and ANODE on Walker2D. */
  static final Option<Boolean> SKIP =
      Option.bool("skip", "for sequences: whether that net's output is added to the state")
          .byDefault(true);

  static final ConfigSchema COMMON =
      ConfigSchema.of(
          HIDDEN,
          ACTIVATION,
          TIME_INPUT,
          END_TIME,
          READOUT,
          READOUT_CLAMP,
          WIDTH,
          ORDER,
          UPDATE_HIDDEN,
          SKIP);

  static final Option<String> INITIAL_VELOCITY =
      Option.choice(
              "initial-velocity",
              "learned: a net of the inputs; zero; given: the second half of the inputs; sequences begin"
                  + " at zero",
              "learned",
              "zero",
              "given")
          .byDefault("learned");

  static final Option<List<Long>> VELOCITY_HIDDEN =
      Option.integers(
              "velocity-hidden",
              "widths of the hidden layers of the velocity net; those of f unless set")
          .atLeast(1)
          .optional();

  /** The paper's and the code's; {@code tanh} is the smooth form. */
  static final Option<String> VELOCITY_SATURATION =
      Option.choice(
              "velocity-saturation",
              "what stands between the layers of the velocity net",
              "hardtanh",
              "tanh",
              "identity")
          .byDefault("hardtanh");

  static final Option<Double> VELOCITY_BOUND =
      Option.decimal("velocity-bound", "bound of that saturation").above(0).byDefault(5.0);

  static final ConfigSchema SECOND_ORDER =
      ConfigSchema.of(INITIAL_VELOCITY, VELOCITY_HIDDEN, VELOCITY_SATURATION, VELOCITY_BOUND);

  /** The paper's and the code's: γ starts at σ(-3) = 0.0474. */
  static final Option<Double> DAMPING_INIT =
      Option.decimal("damping-init", "initial w of the damping gamma = damping-scale * sigmoid(w)")
          .byDefault(-3.0);

  static final Option<Double> DAMPING_SCALE =
      Option.decimal("damping-scale", "upper bound of the damping gamma").above(0).byDefault(1.0);

  static final Option<Boolean> DAMPING_LEARNABLE =
      Option.bool("damping-learnable", "whether the damping is learnt").byDefault(true);

  static final ConfigSchema DAMPED =
      ConfigSchema.of(DAMPING_INIT, DAMPING_SCALE, DAMPING_LEARNABLE);

  private OdeOptions() {}

  /** The damping as configured. */
  static Damping damping(ConfigView config) {
    return new Damping(
        config.get(DAMPING_SCALE), config.get(DAMPING_INIT), config.get(DAMPING_LEARNABLE));
  }

  /** The network f as configured. */
  static Force force(ConfigView config, int inputs, int outputs) {
    return Force.of(
        inputs,
        config.get(HIDDEN),
        outputs,
        Nonlinearity.activation(config.get(ACTIVATION)),
        config.get(TIME_INPUT));
  }

  /** The net of the initial velocity as configured. */
  static DenseNet velocity(ConfigView config, int inputs, int positions) {
    return DenseNet.of(
        inputs,
        config.find(VELOCITY_HIDDEN).orElseGet(() -> config.get(HIDDEN)),
        positions,
        Nonlinearity.saturation(config.get(VELOCITY_SATURATION), config.get(VELOCITY_BOUND)));
  }
}
