// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import java.util.Locale;

/** A net whose recurrent matrices are orthogonal. */
abstract class OrthogonalArchitecture extends RecurrentArchitecture {

  static final Option<String> MAP =
      Option.choice("map", "from skew-symmetric to orthogonal matrices", "exponential", "cayley")
          .byDefault("exponential");

  static final Option<String> START =
      Option.choice(
              "skew-init",
              "initial rotations: angles uniform in (-pi, pi); Helfrich's angles; uniform over all"
                  + " rotations; the angles of such a one in planes of two units; standard normal"
                  + " angles, their remainder by pi, or by pi/8",
              "henaff",
              "cayley",
              "haar",
              "haar-diagonal",
              "normal",
              "normal-squeeze")
          .byDefault("henaff");

  static final Option<Boolean> DYNAMIC =
      Option.bool(
              "dynamic", "whether the map is taken around a base (DTRIV), not around the identity")
          .byDefault(true);

  /** Published: 1, or never after the first update. */
  static final Option<Long> REBASE_EVERY =
      Option.integer(
              "rebase-every", "updates after which the base takes over the matrix; 0 for never")
          .unit("updates")
          .atLeast(0)
          .byDefault(1L);

  /** Published: a learning rate 3.5 to 14 times smaller than that of other parameters. */
  static final Option<Double> SCALE =
      Option.decimal(
              "skew-scale",
              "with Adam or RMSProp, the learning rate of the skew-symmetric matrix is the optimiser's"
                  + " times this")
          .above(0)
          .byDefault(0.1);

  static final ConfigSchema ROTATION = ConfigSchema.of(START, SCALE);

  static final ConfigSchema CHART = ROTATION.and(ConfigSchema.of(MAP, DYNAMIC, REBASE_EVERY));

  /** Layers as configured. */
  static Network.CellFactory orthogonal(
      ConfigView config, int hidden, OrthogonalMap map, boolean dynamic, int rebaseEvery) {
    OrthogonalParameters.Form form =
        new OrthogonalParameters.Form(
            map,
            SkewStart.valueOf(config.get(START).replace('-', '_').toUpperCase(Locale.ROOT)),
            dynamic,
            rebaseEvery,
            config.get(SCALE));
    InitialWeights initial =
        new InitialWeights(InitialWeights.Input.KAIMING, InitialWeights.Recurrent.ORTHOGONAL, 0);
    return inputs -> new OrthogonalParameters(form, inputs, hidden, initial);
  }

  /** Layers with map and base as configured. */
  static Network.CellFactory chart(ConfigView config, int hidden) {
    boolean dynamic = config.get(DYNAMIC);
    return orthogonal(
        config,
        hidden,
        OrthogonalMap.valueOf(config.get(MAP).toUpperCase(Locale.ROOT)),
        dynamic,
        dynamic ? config.getInt(REBASE_EVERY) : 0);
  }
}
