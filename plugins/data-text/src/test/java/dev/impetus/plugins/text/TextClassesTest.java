// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.text;

import static dev.impetus.plugins.text.TextFiles.ids;
import static dev.impetus.plugins.text.TextFiles.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impetus.api.error.Problem;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.Dataset;
import dev.impetus.model.data.Split;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

public final class TextClassesTest {

  private static final Object[] WHOLE = {"training", 1, "validation", 0};

  private final TextFiles files = new TextFiles(new TextClassesProvider());

  private static String text(Dataset data, Split split, int index) {
    int length = (int) Arrays.stream(read(data, split, index, DataField.MASK)).sum();
    int[] ids = Arrays.copyOf(ids(data, split, index, DataField.INPUTS), length);
    return data.vocabulary(DataField.INPUTS).orElseThrow().decode(ids);
  }

  @Test
  public void bothFormsSayTheSame() {
    files.file("a.tsv", "id\tlabel\ttext\r\n1\tgood\tI like it.\r\n2\tbad\tNo!\r\n\r\n");
    files.file(
        "a.jsonl",
        """
        {"text": "I like it.", "label": "good", "metadata": {"label": [1, {"text": 2}]}}

        {"label": "bad", "text": "No\\u0021"}
        """);
    for (String name : new String[] {"a.tsv", "a.jsonl"}) {
      Dataset data = files.load(name, WHOLE);
      assertThat(data.classNames()).containsExactly("bad", "good");
      assertThat(data.signature().require(DataField.INPUTS, "test").shape()).containsExactly(4);
      assertThat(data.size(Split.TRAINING)).isEqualTo(2);
      assertThat(text(data, Split.TRAINING, 0)).isEqualTo("I like it .");
      assertThat(text(data, Split.TRAINING, 1)).isEqualTo("No !");
      assertThat(read(data, Split.TRAINING, 1, DataField.MASK)).containsExactly(1, 1, 0, 0);
      assertThat(read(data, Split.TRAINING, 0, DataField.TARGETS)).containsExactly(1);
      assertThat(read(data, Split.TRAINING, 1, DataField.TARGETS)).containsExactly(0);
    }
  }

  @Test
  public void longTextsAreCutAndCounted() {
    String name = files.file("l.tsv", "text\tlabel\nabcdef\t2\nxy\t10\n");
    Dataset data = files.load(name, "training", 1, "validation", 0, "tokens", "bytes", "length", 4);
    assertThat(data.classNames()).as("numbers in their order").containsExactly("2", "10");
    assertThat(text(data, Split.TRAINING, 0)).isEqualTo("abcd");
    assertThat(ids(data, Split.TRAINING, 1, DataField.INPUTS)).containsExactly('x', 'y', 0, 0);
    assertThat(data.description()).contains("(1 texts cut off)");
  }

  @Test
  public void partsAreDealtWithoutTheRunsSeed() {
    StringBuilder lines = new StringBuilder("text\tlabel\n");
    for (int i = 0; i < 100; i++) {
      lines.append("w").append(i).append('\t').append(i % 4 == 0 ? "rare" : "often").append('\n');
    }
    String name = files.file("d.tsv", lines.toString());
    Dataset data = files.load(name);
    Dataset other = files.load(name, "split-seed", 1);
    Set<String> seen = new HashSet<>();
    for (Split split : Split.values()) {
      int rare = 0;
      for (int i = 0; i < data.size(split); i++) {
        rare += (int) read(data, split, i, DataField.TARGETS)[0];
        seen.add(split == Split.TRAINING ? text(data, split, i) : split + " " + i);
      }
      assertThat(rare).isBetween(data.size(split) / 4 - 1, data.size(split) / 4 + 1);
    }
    assertThat(seen).hasSize(100);
    assertThat(data.size(Split.TRAINING)).isEqualTo(80);
    // Words that the training part lacks are unknown.
    assertThat(text(data, Split.TEST, 0)).isEqualTo("<unk>");
    assertThat(data.classNames()).isEqualTo(other.classNames());
    assertThat(data.fitted()).isNotEqualTo(other.fitted());
  }

  @Test
  public void predictionNeedsNoLabels() {
    String name = files.file("t.tsv", "text\tlabel\nso good\tyes\nso bad\tno\n");
    Dataset trained = files.load(name, WHOLE);
    Map<String, String> fitted = trained.fitted();
    files.file(
        "n.jsonl", "{\"text\": \"good old times\"}\n{\"text\": \"bad\", \"label\": \"no\"}\n");
    Dataset data = files.predict("n.jsonl", fitted, WHOLE);
    assertThat(data.signature()).isEqualTo(trained.signature());
    assertThat(data.size(Split.TEST)).isEqualTo(2);
    assertThat(text(data, Split.TEST, 0)).isEqualTo("good <unk>");
    assertThat(read(data, Split.TEST, 0, DataField.TARGETS)).containsExactly(Double.NaN);
    assertThat(read(data, Split.TEST, 1, DataField.TARGETS)).containsExactly(0);
    files.file("o.tsv", "text\ngood\n");
    assertThat(files.predict("o.tsv", fitted, WHOLE).size(Split.TEST)).isEqualTo(1);
    files.file("w.tsv", "label\ttext\nperhaps\tgood\n");
    assertThatThrownBy(() -> files.predict("w.tsv", fitted, WHOLE))
        .hasMessageContaining("unknown class \"perhaps\"")
        .hasMessageContaining("w.tsv, line 2");
  }

  @DataProvider
  public Object[][] broken() {
    String fine = "{\"text\": \"a\", \"label\": \"x\"}\n{\"text\": \"b\", \"label\": \"y\"}\n";
    return new Object[][] {
      {"b.tsv", "text\tlabel\na\tx\nb\n", "the line has 1 cells, not 2", "b.tsv, line 3"},
      {"b.tsv", "text\tlabel\na\tx\nb\t \n", "there is no label", "b.tsv, line 3"},
      {"b.tsv", "text\tlabel\na\tx\n \ty\n", "the text is empty", "b.tsv, line 3"},
      {"b.tsv", "texts\tlabel\na\tx\n", "there is no column \"text\"", "b.tsv, line 1"},
      {"b.tsv", "", "there is no column \"text\"", "b.tsv, line 1"},
      {"b.tsv", "text\tlabel\na\tx\nb\tx\n", "there are 1 classes", "b.tsv"},
      {"b.jsonl", fine + "{\"text\": \"c\"}", "there is no label", "b.jsonl, line 3"},
      {"b.jsonl", fine + "{\"label\": \"x\"}", "there is no text", "b.jsonl, line 3"},
      {"b.jsonl", fine + "{\"text\": 3}", "the value of \"text\" is no text", "b.jsonl, line 3"},
      {"b.jsonl", fine + "[1]", "the line is no JSON object", "b.jsonl, line 3"},
      {"b.jsonl", fine + "{\"text\": \"c\"", "the line is not valid JSON", "b.jsonl, line 3"},
      {"b.jsonl", fine + "{'text': 1}", "the line is not valid JSON", "b.jsonl, line 3"},
      {
        "b.jsonl",
        fine + "{\"text\": \"c\", \"text\": \"d\"}",
        "the line is not valid JSON",
        "b.jsonl, line 3"
      },
      {
        "b.jsonl",
        fine + "{\"text\": \"c\", \"label\": \"x\"} {}",
        "there is more than one JSON object",
        "b.jsonl, line 3"
      },
      {"b.dat", "text\tlabel\n", "the form of b.dat is not known", "option format of text-classes"},
    };
  }

  @Test(dataProvider = "broken")
  public void aBrokenFileIsRefusedWithItsPlace(
      String name, String text, String what, String where) {
    assertThat(files.problems(files.file(name, text), WHOLE))
        .allSatisfy(problem -> assertThat(problem.fix()).isNotEmpty())
        .anySatisfy(
            problem -> {
              assertThat(problem.what()).isEqualTo(what);
              assertThat(problem.where()).isEqualTo(where);
            });
  }

  @Test
  public void allProblemsAreToldTogether() {
    String name = files.file("many.tsv", "text\tlabel\n" + "a\n".repeat(30));
    assertThat(files.problems(name, WHOLE))
        .hasSize(21)
        .last()
        .extracting(Problem::what)
        .isEqualTo("10 more problems");
  }

  /** As published: 7 320, 916 and 1 861 sentences of three classes. */
  @Test
  public void sciCiteIsAsOthersCountIt() {
    Dataset data =
        files.load(
            TextFiles.shared("citation-intent/sci-cite.train.jsonl.gz"),
            "validation-file",
            TextFiles.shared("citation-intent/sci-cite.dev.jsonl.gz"),
            "test-file",
            TextFiles.shared("citation-intent/sci-cite.test.jsonl.gz"),
            "length",
            64,
            "min-count",
            2,
            "lower-case",
            true);
    assertThat(data.classNames()).containsExactly("background", "method", "result");
    int[][] counts = new int[3][3];
    for (Split split : Split.values()) {
      for (int i = 0; i < data.size(split); i++) {
        int part = split == Split.TRAINING ? 0 : split == Split.VALIDATION ? 1 : 2;
        counts[part][(int) read(data, split, i, DataField.TARGETS)[0]]++;
      }
    }
    assertThat(counts)
        .isDeepEqualTo(new int[][] {{4297, 2038, 985}, {538, 255, 123}, {997, 605, 259}});
  }
}
