// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.text;

import static dev.impetus.plugins.text.TextFiles.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impetus.api.error.Problem;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.Dataset;
import dev.impetus.model.data.Split;
import dev.impetus.model.data.Vocabulary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.testng.annotations.Test;

public final class TextTest {

  private static final Object[] WHOLE = {"training", 1, "validation", 0};

  private final TextProvider provider = new TextProvider();
  private final TextFiles files = new TextFiles(provider);

  private static Object[] with(Object[] options, Object... more) {
    List<Object> all = new ArrayList<>(Arrays.asList(options));
    all.addAll(Arrays.asList(more));
    return all.toArray();
  }

  private static String decoded(Dataset data, Split split, int index, String field) {
    return data.vocabulary(field).orElseThrow().decode(ids(data, split, index, field));
  }

  @Test
  public void targetsAreTheNextCharacters() {
    String name = files.file("abc.txt", "abcdefghij");
    Dataset data = files.load(name, with(WHOLE, "window", 4, "stride", 3));
    assertThat(data.signature().require(DataField.INPUTS, "test").classes()).isEqualTo(10);
    assertThat(data.signature().find(DataField.MASK)).isEmpty();
    assertThat(data.size(Split.TRAINING)).isEqualTo(2);
    assertThat(data.size(Split.VALIDATION) + data.size(Split.TEST)).isZero();
    assertThat(decoded(data, Split.TRAINING, 0, DataField.INPUTS)).isEqualTo("abcd");
    assertThat(decoded(data, Split.TRAINING, 0, DataField.TARGETS)).isEqualTo("bcde");
    assertThat(decoded(data, Split.TRAINING, 1, DataField.INPUTS)).isEqualTo("defg");
    assertThat(decoded(data, Split.TRAINING, 1, DataField.TARGETS)).isEqualTo("efgh");
    assertThat(ids(data, Split.TRAINING, 0, DataField.INPUTS)).containsExactly(0, 1, 2, 3);
  }

  /** However long the text, every character but the first is a target once. */
  @Test
  public void aPaddedTailPredictsEveryCharacterOnce() {
    for (int length = 2; length < 20; length++) {
      String text = "0123456789abcdefghij".substring(0, length);
      Dataset data = files.load(files.file("t.txt", text), with(WHOLE, "window", 5, "tail", "pad"));
      StringBuilder targets = new StringBuilder();
      for (int i = 0; i < data.size(Split.TRAINING); i++) {
        int[] mask = ids(data, Split.TRAINING, i, DataField.MASK);
        int known = Arrays.stream(mask).sum();
        assertThat(known).isPositive();
        assertThat(Arrays.copyOf(mask, known)).containsOnly(1);
        targets.append(decoded(data, Split.TRAINING, i, DataField.TARGETS), 0, known);
      }
      assertThat(targets.toString()).isEqualTo(text.substring(1));
    }
  }

  @Test
  public void windowsStayWithinTheirParts() {
    String name = files.file("parts.txt", "a".repeat(60) + "b".repeat(20) + "c".repeat(20));
    Dataset data = files.load(name, "training", 0.6, "validation", 0.2, "window", 4, "stride", 1);
    for (Split split : Split.values()) {
      assertThat(data.size(split)).isEqualTo(split == Split.TRAINING ? 56 : 16);
    }
    assertThat(decoded(data, Split.TRAINING, 55, DataField.TARGETS)).isEqualTo("aaaa");
    // The training part knows no b and no c: they are unknown, and the description says so.
    assertThat(decoded(data, Split.VALIDATION, 0, DataField.INPUTS)).isEqualTo("<unk>".repeat(4));
    assertThat(data.description()).contains("(100.00 % unknown)").contains("2 different");

    assertThat(
            files.problems(
                name, "training", 0.6, "validation", 0.2, "window", 4, "unknown", "never"))
        .extracting(Problem::what)
        .containsExactly("2 tokens are unknown and have no id");
  }

  @Test
  public void vocabulariesAreLimitedByCount() {
    String name = files.file("words.txt", "the cat the dog the cat a <unk> The\n");
    Dataset data = files.load(name, with(WHOLE, "tokens", "whitespace", "window", 2));
    // By count, then by letters; the text's own <unk> is the unknown token.
    assertThat(data.classNames()).containsExactly("the", "cat", "<unk>", "The", "a", "dog");
    Dataset lower =
        files.load(
            name,
            with(WHOLE, "tokens", "whitespace", "window", 2, "lower-case", true, "min-count", 2));
    assertThat(lower.classNames()).containsExactly("the", "cat", "<unk>");
    Dataset limited =
        files.load(
            name,
            with(
                WHOLE,
                "tokens",
                "words",
                "window",
                2,
                "vocabulary-limit",
                2,
                "line-end",
                "<eos>",
                "unknown-token",
                "?"));
    assertThat(limited.classNames()).containsExactly("the", "cat", "?");
    Vocabulary vocabulary = limited.vocabulary(DataField.INPUTS).orElseThrow();
    assertThat(vocabulary.encode("the old cat")).containsExactly(0, 2, 1);
    assertThat(vocabulary.decode(0, 2, 1)).isEqualTo("the ? cat");
    assertThat(vocabulary.token(1)).isEqualTo("cat");
  }

  @Test
  public void filesMayBeGivenForEachPart() {
    files.file("valid.txt", "xyxyxy");
    files.file("test.txt", "yx");
    String name = files.file("train.txt", "xxyyxxyy");
    Dataset data =
        files.load(
            name,
            "validation-file",
            "valid.txt",
            "test-file",
            "test.txt",
            "window",
            1,
            "stride",
            1);
    assertThat(data.size(Split.TRAINING)).isEqualTo(7);
    assertThat(data.size(Split.VALIDATION)).isEqualTo(5);
    assertThat(data.size(Split.TEST)).isEqualTo(1);
    assertThat(decoded(data, Split.TEST, 0, DataField.TARGETS)).isEqualTo("x");
    assertThat(data.fingerprint().orElseThrow()).hasSize(3 * 64 + 2);
    assertThat(files.problems(name, "test-file", "test.txt", "training", 0.5, "window", 1))
        .extracting(Problem::what)
        .containsExactly("option \"training\" has no effect");
  }

  @Test
  public void bytesNeedNoUtf8() {
    byte[] bytes = new byte[600];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 7);
    }
    Dataset data =
        files.load(files.file("any.bin", bytes), with(WHOLE, "tokens", "bytes", "window", 599));
    assertThat(data.signature().require(DataField.TARGETS, "test").classes()).isEqualTo(256);
    assertThat(ids(data, Split.TRAINING, 0, DataField.INPUTS))
        .isEqualTo(IntStream.range(0, 599).map(i -> (i * 7) & 0xFF).toArray());
    assertThat(data.vocabulary(DataField.INPUTS).orElseThrow().encode("é"))
        .containsExactly(0xC3, 0xA9);
    assertThat(files.problems("any.bin", with(WHOLE, "window", 3)))
        .singleElement()
        .satisfies(problem -> assertThat(problem.where()).startsWith("any.bin, byte "));
    assertThat(
            files.problems(
                "any.bin", with(WHOLE, "tokens", "bytes", "lower-case", true, "line-end", "x")))
        .extracting(Problem::where)
        .containsExactly("option lower-case of text", "option line-end of text");
  }

  @Test
  public void predictionUsesTheVocabularyOfTheTraining() {
    String name = files.file("source.txt", "a\\n\n\\\\ b\r".repeat(9));
    Object[] options = {"window", 3, "training", 0.9, "validation", 0, "unknown", "always"};
    Dataset trained = files.load(name, options);
    Map<String, String> fitted = trained.fitted();

    Vocabulary restored =
        provider
            .vocabulary(
                provider.schema().resolve(Map.of("file", "gone.txt"), "data"),
                fitted,
                DataField.TARGETS)
            .orElseThrow();
    assertThat(IntStream.range(0, restored.size()).mapToObj(restored::token))
        .isEqualTo(trained.classNames())
        .contains("\n", "\\", "\r", "n", "<unk>");

    Dataset other = files.predict(files.file("new.txt", "b a!an"), fitted, options);
    assertThat(other.signature()).isEqualTo(trained.signature());
    assertThat(other.size(Split.TRAINING) + other.size(Split.VALIDATION)).isZero();
    assertThat(other.size(Split.TEST)).isEqualTo(1);
    assertThat(decoded(other, Split.TEST, 0, DataField.TARGETS)).isEqualTo(" a<unk>");
    assertThat(other.fitted()).isEqualTo(fitted);
  }

  @Test
  public void charactersThatTheTrainingLacksAreNamed() {
    String name = files.file("source.txt", "abab".repeat(9));
    Object[] options = {"window", 3, "training", 1, "validation", 0};
    Dataset trained = files.load(name, options);
    Vocabulary vocabulary = trained.vocabulary(DataField.INPUTS).orElseThrow();
    assertThat(vocabulary.size()).isEqualTo(2);
    assertThatThrownBy(() -> vocabulary.encode("ab\u0007"))
        .hasMessageContaining("U+0007 is unknown")
        .hasMessageContaining("token 3 of the text");
    files.file("new.txt", "abbaç");
    assertThatThrownBy(() -> files.predict("new.txt", trained.fitted(), options))
        .hasMessageContaining("\"ç\" (U+00E7) is unknown")
        .hasMessageContaining("new.txt");
  }

  @Test
  public void whatCannotWorkIsSaid() {
    String name = files.file("short.txt", "abcdefghijklmnopqrst");
    assertThat(files.problems(name, "window", 4))
        .extracting(Problem::what)
        .containsExactly(
            "too short: the validation part has no window",
            "too short: the test part has no window");
    assertThat(files.problems(name, "training", 0.8, "validation", 0.3))
        .extracting(Problem::what)
        .containsExactly("the parts are more than the whole");
    assertThat(files.problems(files.file("empty.txt", ""), WHOLE))
        .extracting(Problem::what)
        .containsExactly("the training part is empty");
    byte[] latin = "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(files.problems(files.file("latin.txt", latin), WHOLE))
        .extracting(Problem::where)
        .containsExactly("latin.txt, byte 3, line 1");
  }

  /** As published: 1 115 394 characters, 65 of them different; the first 90 % are for training. */
  @Test
  public void tinyShakespeareIsAsOthersCountIt() {
    String file = TextFiles.shared("text/tinyshakespeare.txt.gz");
    Dataset data = files.load(file, "training", 0.9, "validation", 0.1, "window", 64, "stride", 64);
    assertThat(data.classNames()).hasSize(65).startsWith("\n", " ", "!").doesNotContain("<unk>");
    assertThat(data.description()).contains("1115394 characters");
    assertThat(data.size(Split.TRAINING)).isEqualTo((1003855 - 1) / 64);
    assertThat(data.size(Split.VALIDATION)).isEqualTo((111539 - 1) / 64);
    assertThat(decoded(data, Split.TRAINING, 0, DataField.INPUTS))
        .isEqualTo("First Citizen:\nBefore we proceed any further, hear me speak.\n\nAl");
  }

  /** As published: tokens between white space and one for each line end. */
  @Test
  public void wikiTextIsAsOthersCountIt() {
    String file = TextFiles.shared("text/wikitext2-valid.txt.gz");
    Dataset data =
        files.load(
            file,
            with(WHOLE, "tokens", "whitespace", "line-end", "<eos>", "window", 35, "tail", "pad"));
    // 213 886 tokens and 3 760 line ends; 13 776 types, <unk> among them, and the line end.
    assertThat(data.description()).contains((213_886 + 3_760) + " whitespace");
    assertThat(data.classNames()).hasSize(13_777).contains("<unk>", "<eos>");
  }
}
