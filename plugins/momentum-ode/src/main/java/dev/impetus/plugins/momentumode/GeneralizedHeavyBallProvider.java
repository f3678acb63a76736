// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumode;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;

/** {@code ghbnode}: the generalised heavy-ball neural ODE. */
public final class GeneralizedHeavyBallProvider extends OdeArchitecture {

  /**
   * The paper's {@code log(1 + exp(0))}. Its code has c = 0 (plane vibration, silverbox), 1
   * (Walker2D), 2 (MNIST), ξ = 1.5 (CIFAR10) and ξ = 2 (point cloud).
   */
  private static final Option<Double> STIFFNESS =
      Option.decimal("stiffness", "xi, or its initial value, in the restoring force -xi h")
          .atLeast(0)
          .atMost(100)
          .byDefault(Math.log(2));

  /** The paper's. Its code fixes ξ for the point cloud, CIFAR10 and silverbox. */
  private static final Option<Boolean> STIFFNESS_LEARNABLE =
      Option.bool("stiffness-learnable", "whether xi = softplus(c) is learnt; else it is fixed")
          .byDefault(true);

  /** The paper's tanh. Its code has identity for the point cloud and hardtanh for silverbox. */
  private static final Option<String> SATURATION =
      Option.choice(
              "saturation",
              "act in h' = act(m): tanh, smooth; identity, as published for the point cloud; hardtanh,"
                  + " whose kinks cost an adaptive solver 2.3 times the evaluations",
              Nonlinearity.SATURATIONS.toArray(String[]::new))
          .byDefault("tanh");

  /** The paper's. Its code has 5 for silverbox. */
  private static final Option<Double> SATURATION_BOUND =
      Option.decimal("saturation-bound", "bound of act: bound * tanh(m / bound), or m cut off")
          .above(0)
          .byDefault(1.0);

  @Override
  public String id() {
    return "ghbnode";
  }

  @Override
  ConfigSchema ownSchema() {
    return ConfigSchema.of(STIFFNESS, STIFFNESS_LEARNABLE, SATURATION, SATURATION_BOUND)
        .and(OdeOptions.DAMPED);
  }

  @Override
  boolean secondOrder() {
    return true;
  }

  @Override
  void addUnread(ConfigView config, UnreadOptions unread) {
    if (config.get(SATURATION).equals("identity")) {
      unread.add(
          "saturation identity has no bound",
          "leave it out or set saturation to tanh or hardtanh",
          SATURATION_BOUND);
    }
  }

  @Override
  Dynamics dynamics(ConfigView config, int positions) {
    double xi = config.get(STIFFNESS);
    boolean learnable = config.get(STIFFNESS_LEARNABLE);
    if (learnable && xi == 0) {
      throw new ImpetusException(
          new Problem(
              ErrorKind.CONFIGURATION,
              "a learnable stiffness cannot begin at 0",
              "model.stiffness",
              "xi = softplus(c) is above 0 for every c",
              "give a stiffness above 0, or set stiffness-learnable to false"));
    }
    return new GeneralizedHeavyBallDynamics(
        positions,
        OdeOptions.force(config, positions, positions),
        OdeOptions.damping(config),
        new Stiffness(xi, learnable),
        Nonlinearity.saturation(config.get(SATURATION), config.get(SATURATION_BOUND)));
  }
}
