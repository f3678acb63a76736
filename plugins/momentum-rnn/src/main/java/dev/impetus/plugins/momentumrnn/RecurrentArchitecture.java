// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.model.ArchitectureProvider;
import dev.impetus.model.Model;
import dev.impetus.model.ModelContext;
import dev.impetus.model.data.SequenceTask;
import java.util.Locale;

/** A recurrent net: which cell and which drive it has is for subclasses to say. */
abstract class RecurrentArchitecture implements ArchitectureProvider {

  private static final int ONE_HOT = 256;

  /** The options of this one beside those of the family. */
  abstract ConfigSchema ownSchema();

  /** Makes the parameters of its layers. */
  abstract Network.CellFactory cells(ConfigView config, int hidden);

  /** How inputs enter. */
  DriveChoice drive(ConfigView config) {
    return DriveChoice.PLAIN;
  }

  @Override
  public final ConfigSchema schema() {
    return RecurrentOptions.COMMON.and(ownSchema());
  }

  @Override
  public final Model create(ConfigView config, ModelContext context) {
    SequenceTask task = SequenceTask.of(context.data(), "architecture " + id());
    int hidden = config.getInt(RecurrentOptions.HIDDEN);
    Readout readout =
        task.everyStep()
            ? Readout.EACH_STEP
            : config.get(RecurrentOptions.READOUT).equals("mean") ? Readout.MEAN : Readout.LAST;
    int embedding =
        config
            .find(RecurrentOptions.EMBEDDING)
            .map(Math::toIntExact)
            .orElse(task.tokens() > ONE_HOT ? hidden : 0);
    check(config, task);
    Network.Plan plan =
        new Network.Plan(
            cells(config, hidden),
            drive(config),
            config.getInt(RecurrentOptions.LAYERS),
            config.get(RecurrentOptions.BIDIRECTIONAL),
            readout,
            config.get(RecurrentOptions.DROPOUT),
            embedding,
            new ScanOptions(
                config.getInt(RecurrentOptions.TRUNCATE),
                config.getInt(RecurrentOptions.RECOMPUTE)));
    return model(CellArithmetic.of(context.precision()), plan, task, context);
  }

  private static <A> Model model(
      CellArithmetic<A> on, Network.Plan plan, SequenceTask task, ModelContext context) {
    return new RecurrentModel<>(
        new Network<>(on, plan, task), context.precision(), context.threads());
  }

  private void check(ConfigView config, SequenceTask task) {
    if (config.get(RecurrentOptions.DROPOUT) > 0 && config.getInt(RecurrentOptions.LAYERS) == 1) {
      throw unread(
          "dropout", "it is between layers, and there is one", "add layers or leave it out");
    }
    if (task.tokens() == 0 && config.find(RecurrentOptions.EMBEDDING).isPresent()) {
      throw unread("embedding", "the inputs are real numbers, not tokens", "leave it out");
    }
    if (task.everyStep() && !config.get(RecurrentOptions.READOUT).equals("last")) {
      throw unread("readout", "the targets are one a step, and read there", "leave it out");
    }
  }

  private static ImpetusException unread(String option, String why, String fix) {
    return new ImpetusException(
        new Problem(
            ErrorKind.CONFIGURATION,
            "option \"" + option + "\" has no effect",
            "model." + option,
            why,
            fix));
  }

  /** Initial weights as configured, with this forget bias. */
  static InitialWeights initialWeights(ConfigView config, double forgetBias) {
    return new InitialWeights(
        InitialWeights.Input.valueOf(
            config.get(RecurrentOptions.INPUT_INIT).toUpperCase(Locale.ROOT)),
        InitialWeights.Recurrent.valueOf(
            config.get(RecurrentOptions.RECURRENT_INIT).toUpperCase(Locale.ROOT)),
        forgetBias);
  }

  /** LSTM layers as configured. */
  static Network.CellFactory lstm(ConfigView config, int hidden) {
    InitialWeights initial = initialWeights(config, config.get(RecurrentOptions.FORGET_BIAS));
    return inputs -> new GatedParameters(GatedParameters.Kind.LSTM, inputs, hidden, initial);
  }

  /** GRU layers as configured. */
  static Network.CellFactory gru(ConfigView config, int hidden) {
    InitialWeights initial = initialWeights(config, 0);
    return inputs -> new GatedParameters(GatedParameters.Kind.GRU, inputs, hidden, initial);
  }

  /** Simple layers as configured. */
  static Network.CellFactory simple(ConfigView config, int hidden) {
    InitialWeights initial = initialWeights(config, 0);
    GatedParameters.Kind kind = activation(config);
    return inputs -> new GatedParameters(kind, inputs, hidden, initial);
  }

  /** The nonlinearity of simple layers. */
  static GatedParameters.Kind activation(ConfigView config) {
    return GatedParameters.Kind.valueOf(
        config.get(RecurrentOptions.ACTIVATION).toUpperCase(Locale.ROOT));
  }

  /** Momentum as configured. */
  static DriveChoice momentum(ConfigView config) {
    return new DriveChoice(
        DriveChoice.Kind.FILTERED,
        config.get(RecurrentOptions.MU),
        config.get(RecurrentOptions.STEP_SIZE),
        0,
        0,
        -1,
        config.get(RecurrentOptions.LEARNABLE));
  }

  /** Adaptive steps as configured, with this momentum. */
  static DriveChoice adaptive(ConfigView config, double mu) {
    return new DriveChoice(
        DriveChoice.Kind.ADAPTIVE,
        mu,
        config.get(RecurrentOptions.STEP_SIZE),
        config.get(RecurrentOptions.BETA),
        config.get(RecurrentOptions.EPSILON),
        -1,
        config.get(RecurrentOptions.LEARNABLE));
  }

  /** Nesterov's momentum under scheduled restarts as configured. */
  static DriveChoice nesterov(ConfigView config, DriveChoice.Kind kind) {
    return new DriveChoice(
        kind,
        0,
        config.get(RecurrentOptions.STEP_SIZE),
        0,
        0,
        config.getInt(RecurrentOptions.RESTART),
        false);
  }
}
