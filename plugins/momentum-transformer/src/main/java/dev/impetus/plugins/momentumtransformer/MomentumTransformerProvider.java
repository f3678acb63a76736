// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code momentum-transformer}: momentum in attention, and across layers where wanted. */
public final class MomentumTransformerProvider extends TransformerArchitecture {

  private static final double DEFAULT_STEP_SIZE = 0.6;
  private static final double DEFAULT_CONNECTION_MOMENTUM = 0.1;
  private static final double DEFAULT_CONNECTION_STEP_SIZE = 0.9;
  private static final double DEFAULT_DELTA = 1e-3;
  private static final String CONSTANT = "constant";

  /** For the service loader. */
  public MomentumTransformerProvider() {}

  @Override
  public String id() {
    return "momentum-transformer";
  }

  @Override
  ConfigSchema ownSchema() {
    return MomentumOptions.SCHEMA;
  }

  @Override
  Weighing weighing(ConfigView config) {
    return Weighing.valueOf(upper(config.get(MomentumOptions.ATTENTION)));
  }

  @Override
  Attention withMomentum(Attention plain, ConfigView config) {
    if (!plain.kind().hasMomentum()) {
      return plain;
    }
    return new Attention(
        plain.kind(),
        plain.map(),
        config.get(MomentumOptions.MOMENTUM),
        config.find(MomentumOptions.STEP_SIZE).orElse(DEFAULT_STEP_SIZE),
        config.find(MomentumOptions.NORMALIZER_MOMENTUM).orElse(false));
  }

  @Override
  Connection connection(ConfigView config) {
    Connection.Form form = form(config);
    if (form == Connection.Form.NONE) {
      return Connection.PLAIN;
    }
    return new Connection(
        form,
        config.find(MomentumOptions.CONNECTION_MOMENTUM).orElse(DEFAULT_CONNECTION_MOMENTUM),
        config.find(MomentumOptions.CONNECTION_STEP_SIZE).orElse(DEFAULT_CONNECTION_STEP_SIZE),
        config.find(MomentumOptions.CONNECTION_WEIGHTS).orElse(false),
        adaptive(config));
  }

  /** A connection's momentum is on where its options are left out; attention may have none. */
  @Override
  public Map<String, Object> offValues(ConfigView config) {
    Map<String, Object> values = new LinkedHashMap<>();
    if (hasMomentum(weighing(config))) {
      values.put(MomentumOptions.MOMENTUM.name(), 0.0);
    }
    if (carries(config)) {
      values.put(MomentumOptions.CONNECTION_MOMENTUM.name(), 0.0);
      if (config.find(MomentumOptions.ADAPTIVE).isPresent()) {
        values.put(MomentumOptions.ADAPTIVE.name(), CONSTANT);
      }
    }
    return values;
  }

  private static boolean hasMomentum(Weighing weighing) {
    return weighing == Weighing.MOMENTUM || weighing == Weighing.LEGACY;
  }

  /** Whether something passes from layer to layer: the first has nothing to keep. */
  private static boolean carries(ConfigView config) {
    return form(config) != Connection.Form.NONE && config.getInt(TransformerOptions.LAYERS) > 1;
  }

  private static Connection.Form form(ConfigView config) {
    return Connection.Form.valueOf(upper(config.get(MomentumOptions.CONNECTION)));
  }

  private static Optional<AdaptiveMomentum> adaptive(ConfigView config) {
    return config
        .find(MomentumOptions.ADAPTIVE)
        .filter(rule -> !rule.equals(CONSTANT))
        .map(
            rule ->
                new AdaptiveMomentum(
                    AdaptiveMomentum.Rule.valueOf(upper(rule)),
                    config.find(MomentumOptions.DELTA).orElse(DEFAULT_DELTA)));
  }

  @Override
  void checkOwn(ConfigView config, OptionChecks checks, boolean causal) {
    boolean hasMomentum = hasMomentum(weighing(config));
    String why = "the attention has no momentum";
    checks.unreadUnless(hasMomentum, MomentumOptions.MOMENTUM, why);
    boolean cancels = config.find(MomentumOptions.NORMALIZER_MOMENTUM).orElse(false);
    checks.unreadUnless(
        hasMomentum && !cancels,
        MomentumOptions.STEP_SIZE,
        hasMomentum ? "it cancels with normalizer-momentum: true" : why);
    checks.unreadUnless(hasMomentum, MomentumOptions.NORMALIZER_MOMENTUM, why);
    Connection.Form form = form(config);
    boolean connects = form != Connection.Form.NONE;
    boolean adapts = connects && adaptive(config).isPresent();
    String plain = "connection is none";
    checks.unreadUnless(connects, MomentumOptions.CONNECTION_STEP_SIZE, plain);
    boolean carries = carries(config);
    String nothing = connects ? "the first layer has no momentum, and it is alone" : plain;
    checks.unreadUnless(carries, MomentumOptions.ADAPTIVE, nothing);
    checks.unreadUnless(
        carries && !adapts,
        MomentumOptions.CONNECTION_MOMENTUM,
        carries ? "momentum is adaptive" : nothing);
    checks.unreadUnless(
        form == Connection.Form.CODE,
        MomentumOptions.CONNECTION_WEIGHTS,
        "they belong to connection: code");
    // The control of an adaptive connection keeps all that its momentum is not.
    boolean isOff =
        config.find(MomentumOptions.CONNECTION_MOMENTUM).filter(b -> b == 0).isPresent();
    checks.unreadUnless(
        carries && (adapts || isOff),
        MomentumOptions.DELTA,
        adapts ? nothing : "momentum across layers is constant");
    if (form == Connection.Form.PAPER
        && adaptive(config).filter(rule -> rule.rule().readsVelocity()).isPresent()) {
      checks.refuse(
          MomentumOptions.ADAPTIVE,
          "adaptive: %s needs a velocity".formatted(config.get(MomentumOptions.ADAPTIVE)),
          "connection: paper carries none across layers",
          "use connection: code, or adaptive: paper, fletcher-reeves or polak-ribiere");
    }
  }
}
