// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.model.ArchitectureProvider;
import dev.impetus.model.Model;
import dev.impetus.model.ModelContext;
import dev.impetus.model.data.SequenceTask;
import java.util.Locale;

/** A transformer: which attention and which connection it has is for subclasses to say. */
abstract class TransformerArchitecture implements ArchitectureProvider {

  /** How queries may weigh keys, apart from direction. */
  enum Weighing {
    SOFTMAX(AttentionKind.SOFTMAX, AttentionKind.CAUSAL_SOFTMAX),
    LINEAR(AttentionKind.LINEAR, AttentionKind.CAUSAL_LINEAR),
    MOMENTUM(AttentionKind.MOMENTUM, AttentionKind.CAUSAL_MOMENTUM),
    LEGACY(null, AttentionKind.CAUSAL_MOMENTUM_LEGACY);

    private final AttentionKind inBothDirections;
    private final AttentionKind backwards;

    Weighing(AttentionKind inBothDirections, AttentionKind backwards) {
      this.inBothDirections = inBothDirections;
      this.backwards = backwards;
    }

    AttentionKind kind(boolean causal) {
      return causal ? backwards : inBothDirections;
    }
  }

  /** The options of this one beside those of the family. */
  abstract ConfigSchema ownSchema();

  /** How queries weigh keys. */
  abstract Weighing weighing(ConfigView config);

  /** Momentum of this attention as configured. */
  Attention withMomentum(Attention attention, ConfigView config) {
    return attention;
  }

  /** How layers are connected. */
  Connection connection(ConfigView config) {
    return Connection.PLAIN;
  }

  /** Checks the options of {@link #ownSchema}. */
  void checkOwn(ConfigView config, OptionChecks checks, boolean causal) {}

  @Override
  public final ConfigSchema schema() {
    return ownSchema().and(TransformerOptions.COMMON);
  }

  @Override
  public final Model create(ConfigView config, ModelContext context) {
    SequenceTask task = SequenceTask.of(context.data(), "architecture " + id());
    boolean causal = config.find(TransformerOptions.CAUSAL).orElse(task.everyStep());
    check(config, task, causal);
    int width = config.getInt(TransformerOptions.WIDTH);
    int heads = config.getInt(TransformerOptions.HEADS);
    Attention plain =
        Attention.of(weighing(config).kind(causal), featureMap(config, width / heads));
    TransformerPlan plan =
        new TransformerPlan(
            config.getInt(TransformerOptions.LAYERS),
            width,
            heads,
            config
                .find(TransformerOptions.FEED_FORWARD)
                .map(Math::toIntExact)
                .orElse(Math.multiplyExact(4, width)),
            withMomentum(plain, config),
            connection(config),
            config.get(TransformerOptions.NORM).equals("pre"),
            config.get(TransformerOptions.FINAL_NORM),
            Activation.valueOf(upper(config.get(TransformerOptions.ACTIVATION))),
            config.get(TransformerOptions.DROPOUT),
            new Positions(
                Positions.Kind.valueOf(upper(config.get(TransformerOptions.POSITIONS))),
                concatenates(config)),
            config.get(TransformerOptions.TIE_EMBEDDING),
            task.everyStep()
                ? Readout.EACH_STEP
                : Readout.valueOf(upper(config.get(TransformerOptions.READOUT))));
    return model(TokenArithmetic.of(context.precision()), plan, task, context);
  }

  private static <A> Model model(
      TokenArithmetic<A> on, TransformerPlan plan, SequenceTask task, ModelContext context) {
    return new TransformerModel<>(
        new Weights<>(on, plan, task), context.precision(), context.threads());
  }

  private static FeatureMap featureMap(ConfigView config, int keys) {
    return switch (config.get(TransformerOptions.FEATURE_MAP)) {
      case "relu" -> FeatureMap.of(FeatureMap.Kind.RELU_PLUS_ONE);
      case "softplus" -> FeatureMap.of(FeatureMap.Kind.SOFTPLUS);
      case "fourier" ->
          FeatureMap.randomFourier(
              config
                  .find(TransformerOptions.FOURIER_FEATURES)
                  .map(Math::toIntExact)
                  .orElse(4 * keys),
              config.find(TransformerOptions.FOURIER_SEED).orElse(0L));
      default -> FeatureMap.of(FeatureMap.Kind.ELU_PLUS_ONE);
    };
  }

  private static boolean concatenates(ConfigView config) {
    return config.get(TransformerOptions.JOIN_POSITIONS).equals("concatenate");
  }

  private void check(ConfigView config, SequenceTask task, boolean causal) {
    OptionChecks checks = new OptionChecks(config);
    int width = config.getInt(TransformerOptions.WIDTH);
    int heads = config.getInt(TransformerOptions.HEADS);
    if (width % heads != 0) {
      checks.refuse(
          TransformerOptions.HEADS,
          heads + " heads do not share a width of " + width,
          "each has the same share of the state",
          "make width a multiple of heads, such as " + (width / heads + 1) * heads);
    }
    checkAttention(config, checks, task, causal);
    checkEnds(config, checks, task, causal);
    checkOwn(config, checks, causal);
    checks.done();
  }

  private void checkAttention(
      ConfigView config, OptionChecks checks, SequenceTask task, boolean causal) {
    boolean maps = weighing(config) != Weighing.SOFTMAX;
    boolean fourier = maps && config.get(TransformerOptions.FEATURE_MAP).equals("fourier");
    checks.unreadUnless(maps, TransformerOptions.FEATURE_MAP, "softmax attention has none");
    String noFourier = "the feature map is another one";
    checks.unreadUnless(fourier, TransformerOptions.FOURIER_FEATURES, noFourier);
    checks.unreadUnless(fourier, TransformerOptions.FOURIER_SEED, noFourier);
    config
        .find(TransformerOptions.FOURIER_FEATURES)
        .filter(features -> features % 2 != 0)
        .ifPresent(
            features ->
                checks.refuse(
                    TransformerOptions.FOURIER_FEATURES,
                    features + " random Fourier features",
                    "they come in pairs of a cosine and a sine",
                    "give an even number"));
    if (weighing(config).kind(causal) == null) {
      checks.refuse(
          TransformerOptions.CAUSAL,
          "legacy attention is causal alone",
          task.everyStep()
              ? "its published form weighs the keys up to a query"
              : "one target for the whole sequence makes attention see it all, unless told",
          "set causal: true, or attention: momentum");
    }
  }

  private static void checkEnds(
      ConfigView config, OptionChecks checks, SequenceTask task, boolean causal) {
    boolean joins = !config.get(TransformerOptions.POSITIONS).equals("none");
    checks.unreadUnless(joins, TransformerOptions.JOIN_POSITIONS, "there are no positions");
    if (joins && concatenates(config) && config.getInt(TransformerOptions.WIDTH) < 2) {
      checks.refuse(
          TransformerOptions.JOIN_POSITIONS,
          "a width of 1 has no halves",
          "embedding and position need a number each",
          "make width at least 2");
    }
    if (config.get(TransformerOptions.TIE_EMBEDDING)) {
      checkTied(config, checks, task);
    }
    String readout = config.get(TransformerOptions.READOUT);
    checks.unreadUnless(
        !task.everyStep(),
        TransformerOptions.READOUT,
        "the targets are one a step, and read there");
    if (!task.everyStep() && causal && readout.equals("first")) {
      checks.refuse(
          TransformerOptions.READOUT,
          "the first token knows nothing of the others",
          "attention is causal",
          "use readout: mean or last, or leave causal out");
    }
  }

  private static void checkTied(ConfigView config, OptionChecks checks, SequenceTask task) {
    if (task.tokens() == 0 || task.tokens() != task.outputs()) {
      checks.refuse(
          TransformerOptions.TIE_EMBEDDING,
          "the embedding cannot be the readout",
          task.tokens() == 0
              ? "the inputs are real numbers, not tokens"
              : "%d tokens are read, but a prediction has %d numbers"
                  .formatted(task.tokens(), task.outputs()),
          "leave it out");
    }
    if (concatenates(config)) {
      checks.refuse(
          TransformerOptions.TIE_EMBEDDING,
          "the embedding cannot be the readout",
          "with join-positions: concatenate it has half the width of the states",
          "leave one of the two out");
    }
  }

  static String upper(String choice) {
    return choice.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
