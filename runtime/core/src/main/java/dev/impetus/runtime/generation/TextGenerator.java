// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.generation;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.model.Model;
import dev.impetus.model.StepwisePass;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataSignature;
import dev.impetus.model.data.Vocabulary;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/**
 * Generates text with a model that predicts the next token at every step, token by token: each is
 * drawn from the model's scores and read by it in turn.
 *
 * <p>A model scores no token before it has read one. Without a prompt it reads a line end first,
 * which does not become part of the text; if its vocabulary has none, the first token is drawn with
 * the same probability for all. The token for unknown ones is read but never drawn. A model that
 * was trained for so many steps only ({@link StepwisePass#horizon}) sees no more than the last of
 * them: when they are over it begins anew with the second half.
 *
 * <p>For one thread, while the model has the parameters that are wanted.
 */
public final class TextGenerator {

  private final Model model;
  private final Vocabulary vocabulary;
  private final Precision precision;
  private final Map<Integer, StepwisePass> passes = new HashMap<>();

  private TextGenerator(
      Model model, Vocabulary vocabulary, Precision precision, StepwisePass single) {
    this.model = model;
    this.vocabulary = vocabulary;
    this.precision = precision;
    passes.put(1, single);
  }

  /**
   * A generator.
   *
   * @param data the fields that the model was made for
   * @param vocabulary of the inputs, if they have one
   * @throws ImpetusException if the model does not predict tokens of this vocabulary, or cannot
   *     read step by step: with what would have to be otherwise
   */
  public static TextGenerator of(
      Model model, DataSignature data, Optional<Vocabulary> vocabulary, Precision precision) {
    obstacle(data, vocabulary)
        .ifPresent(
            problem -> {
              throw new ImpetusException(problem);
            });
    StepwisePass single =
        model.newStepwisePass(1).orElseThrow(() -> new ImpetusException(noSteps()));
    return new TextGenerator(model, vocabulary.orElseThrow(), precision, single);
  }

  /**
   * A generator; empty if the data are no text whose next token is predicted, or the model is none
   * that reads step by step.
   *
   * @throws ImpetusException of kind CONFIGURATION if the model says why it in particular cannot
   */
  public static Optional<TextGenerator> ifPossible(
      Model model, DataSignature data, Optional<Vocabulary> vocabulary, Precision precision) {
    return obstacle(data, vocabulary).isPresent()
        ? Optional.empty()
        : model
            .newStepwisePass(1)
            .map(single -> new TextGenerator(model, vocabulary.orElseThrow(), precision, single));
  }

  /** Why the data are no text to generate, if so. */
  private static Optional<Problem> obstacle(DataSignature data, Optional<Vocabulary> vocabulary) {
    String training = "train on a text, for example with data: {id: text, file: book.txt}";
    DataField inputs = data.require(DataField.INPUTS, "generation of text");
    DataField targets = data.require(DataField.TARGETS, "generation of text");
    if (vocabulary.isEmpty()) {
      return Optional.of(
          impossible(
              ErrorKind.DATA,
              "data",
              inputs.classes() > 0
                  ? "the inputs are token ids, but the data do not say what they stand for"
                  : "the inputs are numbers and not tokens of a vocabulary",
              training));
    }
    int tokens = vocabulary.get().size();
    if (inputs.classes() != tokens
        || targets.classes() != tokens
        || !targets.shape().equals(inputs.shape())) {
      return Optional.of(
          impossible(
              ErrorKind.DATA,
              "data",
              targets.shape().isEmpty() && targets.classes() > 0
                  ? "the model tells the class of a whole text, not the next token of each step"
                  : "the targets are not the tokens of the inputs, one a step",
              training));
    }
    return Optional.empty();
  }

  private static Problem noSteps() {
    return impossible(
        ErrorKind.CONFIGURATION,
        "model",
        "what it predicts for a step depends on later ones, as in a bidirectional net, or it"
            + " cannot read step by step",
        "train a model that looks at no later step, such as lstm with bidirectional: false");
  }

  private static Problem impossible(ErrorKind kind, String where, String why, String fix) {
    return new Problem(kind, "the model cannot generate text", where, why, fix);
  }

  private StepwisePass pass(int rows) {
    return passes.computeIfAbsent(rows, count -> model.newStepwisePass(count).orElseThrow());
  }

  /** Tokens that the model can read, those of the prompt included. */
  public long limit() {
    return limit(pass(1));
  }

  /** A pass that begins anew in time can read any number. */
  private static long limit(StepwisePass pass) {
    return pass.horizon() <= pass.limit() ? Long.MAX_VALUE : pass.limit();
  }

  /** The most tokens back that the model sees. */
  public long horizon() {
    return pass(1).horizon();
  }

  /** What the model's tokens stand for. */
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  /** As {@link #generate(GenerationRequest, GenerationListener)}, without a listener. */
  public Generation generate(GenerationRequest request) {
    return generate(request, GenerationListener.NONE);
  }

  /**
   * Reads the prompt and generates texts, all of them at once.
   *
   * @throws ImpetusException of kind DATA if the prompt has a token that the model does not know;
   *     of kind CONFIGURATION if prompt and texts are more than the model can read; of kind
   *     NUMERICAL if the model's scores are not finite
   */
  public Generation generate(GenerationRequest request, GenerationListener listener) {
    int[] prompt = encode(request.prompt());
    int[] read = prompt.length > 0 ? prompt : lineEnd();
    int rows = request.samples();
    StepwisePass pass = pass(rows);
    // The last token need not be read, as nobody asks what follows it.
    requireSteps((long) read.length + request.tokens() - 1, read.length, limit(pass));
    listener.begun();

    TokenSampler sampler =
        new TokenSampler(request.sampling(), vocabulary.size(), vocabulary.unknown());
    List<SampleText> texts = new ArrayList<>();
    SplittableRandom seeds = new SplittableRandom(request.seed());
    for (int row = 0; row < rows; row++) {
      texts.add(new SampleText(row, vocabulary, prompt, request.stop(), seeds.split(), listener));
    }
    TokenReader reader = new TokenReader(pass, precision);
    double[] scores = new double[rows * vocabulary.size()];
    long start = System.nanoTime();
    StateVector prediction = null;
    for (int token : read) {
      reader.next().fill(token);
      prediction = reader.read();
    }
    long afterPrompt = System.nanoTime();
    int steps = 0;
    boolean goesOn = true;
    while (goesOn) {
      goesOn = false;
      if (prediction != null) {
        prediction.copyTo(scores, 0);
      }
      for (int row = 0; row < rows; row++) {
        SampleText text = texts.get(row);
        if (!text.hasStopped()) {
          int token =
              prediction == null
                  ? sampler.drawUniformly(text.random())
                  : sampler.draw(scores, row * vocabulary.size(), text.random());
          text.add(token);
          reader.next().set(row, 0, token);
          goesOn |= !text.hasStopped();
        }
      }
      steps++;
      goesOn &= steps < request.tokens();
      if (goesOn) {
        prediction = reader.read();
      }
    }
    List<Generation.Sample> samples = texts.stream().map(SampleText::finish).toList();
    return new Generation(
        samples,
        prompt.length,
        unknown(prompt),
        (afterPrompt - start) / 1e9,
        steps,
        (System.nanoTime() - afterPrompt) / 1e9,
        pass.memory() / rows);
  }

  private int[] encode(String prompt) {
    try {
      return vocabulary.encode(prompt);
    } catch (ImpetusException e) {
      ImpetusException located =
          new ImpetusException(
              e.problems().stream()
                  .map(
                      problem ->
                          new Problem(
                              problem.kind(),
                              problem.what(),
                              "prompt, " + problem.where(),
                              problem.why(),
                              problem.fix()))
                  .toList());
      located.addSuppressed(e);
      throw located;
    }
  }

  private int unknown(int[] prompt) {
    OptionalInt unknown = vocabulary.unknown();
    return unknown.isEmpty()
        ? 0
        : (int) Arrays.stream(prompt).filter(token -> token == unknown.getAsInt()).count();
  }

  /** The token of a line end, if the vocabulary knows one. */
  private int[] lineEnd() {
    try {
      int[] tokens = vocabulary.encode("\n");
      return tokens.length == 1 && vocabulary.decode(tokens).equals("\n") ? tokens : new int[0];
    } catch (ImpetusException e) {
      return new int[0];
    }
  }

  private static void requireSteps(long wanted, int read, long limit) {
    if (wanted > limit) {
      boolean fits = read < limit;
      throw new ImpetusException(
          new Problem(
              ErrorKind.CONFIGURATION,
              "the text would be longer than the model can read",
              "model",
              "the model reads up to "
                  + limit
                  + " tokens; the prompt has "
                  + read
                  + ", and with what is to be generated it would be "
                  + wanted,
              fits
                  ? "generate at most " + (limit - read + 1) + " tokens, or shorten the prompt"
                  : "shorten the prompt"));
    }
  }
}
