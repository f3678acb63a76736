// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.model.Model;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataSignature;
import dev.impetus.model.data.Vocabulary;
import dev.impetus.runtime.toy.ToyNet;
import dev.impetus.solver.state.Precision;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.testng.annotations.Test;

public final class TextGeneratorTest {

  private static final Sampling FREELY = Sampling.atTemperature(1);

  private static DataField tokens(String name, int classes, Integer... shape) {
    return new DataField(name, List.of(shape), classes, List.of());
  }

  private static TextGenerator generator(Model model, Vocabulary vocabulary) {
    int size = vocabulary.size();
    return TextGenerator.of(
        model,
        DataSignature.of(tokens(DataField.INPUTS, size, 9), tokens(DataField.TARGETS, size, 9)),
        Optional.of(vocabulary),
        Precision.FLOAT64);
  }

  private static TextGenerator alphabet(double certainty) {
    return generator(
        new CountingModel(6, certainty, Long.MAX_VALUE), Vocabularies.letters("abcdef", false));
  }

  private static GenerationRequest request(
      String prompt, int tokens, int samples, long seed, String stop) {
    return new GenerationRequest(prompt, tokens, samples, FREELY, seed, Optional.ofNullable(stop));
  }

  @Test
  public void thePromptIsReadFirstAndThenWhatWasDrawn() {
    CountingModel model = new CountingModel(6, 5, Long.MAX_VALUE);
    Generation generation =
        generator(model, Vocabularies.letters("abcdef", false))
            .generate(GenerationRequest.greedy("bad", 4));
    assertThat(generation.samples()).containsExactly(new Generation.Sample("efab", 4, false));
    // The last token is not read: nobody asks what follows it.
    assertThat(model.read()).containsExactly(1, 0, 3, 4, 5, 0);
    assertThat(generation.promptTokens()).isEqualTo(3);
    assertThat(generation.steps()).isEqualTo(4);
    assertThat(generation.stateBytes()).isEqualTo(8);
  }

  @Test
  public void behindItsHorizonAModelBeginsAnewWithTheLastHalf() {
    CountingModel model = new CountingModel(6, 5, 5).withHorizon(5);
    TextGenerator generator = generator(model, Vocabularies.letters("abcdef", false));
    assertThat(generator.generate(GenerationRequest.greedy("fa", 4)).samples().get(0).text())
        .isEqualTo("bcde");
    assertThat(model.read()).as("five are as many as it can read").containsExactly(5, 0, 1, 2, 3);
    assertThat(generator.generate(GenerationRequest.greedy("fa", 5)).samples().get(0).text())
        .isEqualTo("bcdef");
    assertThat(model.read()).containsExactly(2, 3, 4);
    assertThat(generator.generate(GenerationRequest.greedy("fabcdefa", 9)).samples().get(0).text())
        .isEqualTo("bcdefabcd");
    assertThat(model.read()).containsExactly(5, 0, 1, 2);
    assertThat(generator.limit()).isEqualTo(Long.MAX_VALUE);
    assertThat(generator.horizon()).isEqualTo(5);
  }

  @Test
  public void withoutAPromptTheTextBeginsAfterALineEnd() {
    CountingModel model = new CountingModel(3, 5, Long.MAX_VALUE);
    Generation generation =
        generator(model, Vocabularies.letters("\nab", false))
            .generate(GenerationRequest.greedy("", 2));
    assertThat(generation.samples().get(0).text()).isEqualTo("ab");
    assertThat(model.read()).containsExactly(0, 1);
    assertThat(generation.promptTokens()).isZero();
    assertThat(
            generator(new CountingModel(4, 5, Long.MAX_VALUE), Vocabularies.WORDS)
                .generate(GenerationRequest.greedy("", 3))
                .samples()
                .get(0)
                .text())
        .isEqualTo("the cat sat");
  }

  @Test
  public void withoutALineEndItBeginsAnywhere() {
    Map<Character, Integer> first = new TreeMap<>();
    for (long seed = 0; seed < 600; seed++) {
      String text = alphabet(50).generate(request("", 2, 1, seed, null)).samples().get(0).text();
      first.merge(text.charAt(0), 1, Integer::sum);
      assertThat(text.charAt(1)).isEqualTo("bcdefa".charAt("abcdef".indexOf(text.charAt(0))));
    }
    assertThat(first).containsOnlyKeys('a', 'b', 'c', 'd', 'e', 'f');
    assertThat(first.values()).allMatch(count -> count > 60 && count < 140);
  }

  @Test
  public void theSameSeedGivesTheSameTextHoweverManyThereAre() {
    List<Generation.Sample> three = alphabet(1).generate(request("a", 50, 3, 7, null)).samples();
    assertThat(alphabet(1).generate(request("a", 50, 3, 7, null)).samples()).isEqualTo(three);
    assertThat(alphabet(1).generate(request("a", 50, 1, 7, null)).samples())
        .containsExactly(three.get(0));
    assertThat(three).doesNotHaveDuplicates();
    assertThat(alphabet(1).generate(request("a", 50, 3, 8, null)).samples())
        .doesNotContainAnyElementsOf(three);
  }

  @Test
  public void aGeneratorBeginsAnewEachTime() {
    TextGenerator generator = alphabet(1);
    Generation first = generator.generate(request("ab", 20, 2, 1, null));
    generator.generate(request("cde", 20, 2, 5, null));
    assertThat(generator.generate(request("ab", 20, 2, 1, null)).samples())
        .isEqualTo(first.samples());
  }

  @Test
  public void aTextEndsBeforeTheStop() {
    Generation.Sample text = alphabet(50).generate(request("a", 100, 1, 1, "fa")).samples().get(0);
    assertThat(text).isEqualTo(new Generation.Sample("bcde", 6, true));
    assertThat(alphabet(50).generate(request("a", 3, 1, 1, "cdx")).samples().get(0))
        .isEqualTo(new Generation.Sample("bcd", 3, false));
  }

  @Test
  public void aTextThatHasStoppedWaitsForTheOthers() {
    List<Generation.Sample> texts = alphabet(0.5).generate(request("a", 40, 8, 3, "c")).samples();
    assertThat(texts).anyMatch(Generation.Sample::stopped);
    assertThat(texts)
        .allSatisfy(
            text -> {
              assertThat(text.text()).doesNotContain("c");
              assertThat(text.tokens()).isEqualTo(text.text().length() + (text.stopped() ? 1 : 0));
            });
    assertThat(texts.stream().map(Generation.Sample::tokens).distinct().count()).isGreaterThan(3);
  }

  @Test
  public void whoListensHearsTheSameTextAndNothingOfTheStop() {
    for (String stop : new String[] {null, "ef", "bcdef"}) {
      List<StringBuilder> heard = List.of(new StringBuilder(), new StringBuilder());
      List<String> pieces = new ArrayList<>();
      Generation generation =
          alphabet(2)
              .generate(
                  request("a", 60, 2, 4, stop),
                  (sample, text) -> {
                    heard.get(sample).append(text);
                    pieces.add(text);
                  });
      assertThat(heard.stream().map(StringBuilder::toString))
          .containsExactlyElementsOf(
              generation.samples().stream().map(Generation.Sample::text).toList());
      assertThat(pieces).isNotEmpty().doesNotContain("");
    }
  }

  /** A byte that begins a character of several, and no other, until there are no more tokens. */
  @Test
  public void aStopThatComesUpOnlyAtTheVeryEndIsNotGivenEither() {
    Vocabulary starts =
        new Vocabulary() {
          @Override
          public int size() {
            return 1;
          }

          @Override
          public String token(int id) {
            return "\\xC3";
          }

          @Override
          public int[] encode(String text) {
            return new int[text.length()];
          }

          @Override
          public String decode(int... ids) {
            byte[] bytes = new byte[ids.length];
            Arrays.fill(bytes, (byte) 0xC3);
            return new String(bytes, StandardCharsets.UTF_8);
          }
        };
    Generation.Sample text =
        generator(new CountingModel(1, 1, Long.MAX_VALUE), starts)
            .generate(request("a", 2, 1, 1, "\uFFFD"))
            .samples()
            .get(0);
    assertThat(text.stopped()).isTrue();
    assertThat(text.text()).isEmpty();
  }

  /** A listener that prints the prompt would otherwise answer with it, and fail then. */
  @Test
  public void whoListensIsToldOnceNothingSpeaksAgainstIt() {
    List<String> told = new ArrayList<>();
    GenerationListener listener =
        new GenerationListener() {
          @Override
          public void begun() {
            told.add("begun");
          }

          @Override
          public void generated(int sample, String text) {
            told.add(text);
          }
        };
    TextGenerator generator =
        generator(new CountingModel(6, 50, 4), Vocabularies.letters("abcdef", false));
    assertThatThrownBy(() -> generator.generate(request("aX", 1, 1, 1, null), listener))
        .isInstanceOf(ImpetusException.class);
    assertThatThrownBy(() -> generator.generate(request("abc", 9, 1, 1, null), listener))
        .isInstanceOf(ImpetusException.class);
    assertThat(told).isEmpty();
    generator.generate(request("ab", 2, 1, 1, null), listener);
    assertThat(told).containsExactly("begun", "c", "d");
  }

  @Test
  public void whetherItIsPossibleTakesNoPassButThatOfTheGenerator() {
    int[] passes = new int[1];
    CountingModel model = new CountingModel(3, 1, 9, () -> passes[0]++);
    DataField inputs = tokens(DataField.INPUTS, 3, 9);
    DataSignature data = DataSignature.of(inputs, tokens(DataField.TARGETS, 3, 9));
    Optional<Vocabulary> letters = Optional.of(Vocabularies.letters("abc", false));
    TextGenerator.ifPossible(model, data, letters, Precision.FLOAT64)
        .orElseThrow()
        .generate(GenerationRequest.greedy("a", 2));
    assertThat(passes[0]).isEqualTo(1);
    assertThat(TextGenerator.ifPossible(model, data, Optional.empty(), Precision.FLOAT64))
        .isEmpty();
    Model without = ToyNet.net(Precision.FLOAT64, 3, 0);
    assertThat(TextGenerator.ifPossible(without, data, letters, Precision.FLOAT64)).isEmpty();
  }

  @Test
  public void theTokenForUnknownOnesIsReadButNotDrawn() {
    TextGenerator generator =
        generator(new CountingModel(4, 0, Long.MAX_VALUE), Vocabularies.letters("abc?", true));
    Generation generation = generator.generate(request("aXb", 300, 1, 1, null));
    assertThat(generation.samples().get(0).text()).hasSize(300).containsPattern("^[abc]+$");
    assertThat(generation.promptTokens()).isEqualTo(3);
    assertThat(generation.unknownPromptTokens()).isEqualTo(1);
  }

  @Test
  public void aTokenThatTheModelDoesNotKnowIsNamed() {
    assertThatThrownBy(() -> alphabet(1).generate(GenerationRequest.greedy("aXb", 1)))
        .isInstanceOfSatisfying(
            ImpetusException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(ErrorKind.DATA);
              assertThat(e.problems().get(0).where()).isEqualTo("prompt, the text");
            })
        .hasMessageContaining("X is unknown");
  }

  @Test
  public void aTextThatTheModelCannotReadIsRefusedBeforeAnythingIsGenerated() {
    CountingModel model = new CountingModel(6, 5, 10);
    TextGenerator generator = generator(model, Vocabularies.letters("abcdef", false));
    assertThat(generator.generate(GenerationRequest.greedy("abc", 8)).tokens()).isEqualTo(8);
    assertThat(model.read()).hasSize(10);
    model.read().clear();
    assertThatThrownBy(() -> generator.generate(GenerationRequest.greedy("abc", 9)))
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining("reads up to 10 tokens")
        .hasMessageContaining("generate at most 8 tokens");
    assertThatThrownBy(() -> generator.generate(GenerationRequest.greedy("abcdefabcdef", 1)))
        .hasMessageContaining("shorten the prompt");
    assertThat(model.read()).isEmpty();
  }

  @Test
  public void modelsThatCannotGenerateAreRefusedWithTheReason() {
    Vocabulary letters = Vocabularies.letters("abc", false);
    DataField inputs = tokens(DataField.INPUTS, 3, 9);
    DataSignature text = DataSignature.of(inputs, tokens(DataField.TARGETS, 3, 9));
    Model model = new CountingModel(3, 1, 9);
    refused(model, text, null, "the data do not say what they stand for");
    refused(
        model,
        DataSignature.of(
            DataField.real(DataField.INPUTS, 9, 2), DataField.real(DataField.TARGETS, 9, 2)),
        null,
        "numbers and not tokens");
    refused(
        model,
        DataSignature.of(inputs, tokens(DataField.TARGETS, 5)),
        letters,
        "the class of a whole text");
    refused(
        model,
        DataSignature.of(inputs, tokens(DataField.TARGETS, 5, 9)),
        letters,
        "not the tokens of the inputs");
    refused(ToyNet.net(Precision.FLOAT64, 3, 0), text, letters, "looks at no later step", "lstm");
  }

  private static void refused(
      Model model, DataSignature data, Vocabulary vocabulary, String... hints) {
    assertThatThrownBy(
            () -> TextGenerator.of(model, data, Optional.ofNullable(vocabulary), Precision.FLOAT64))
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining("cannot generate text")
        .hasMessageContainingAll(hints);
  }
}
