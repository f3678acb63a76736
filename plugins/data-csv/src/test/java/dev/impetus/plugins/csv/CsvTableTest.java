// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.csv;

import static dev.impetus.plugins.csv.CsvFiles.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.impetus.model.data.DataField;
import dev.impetus.model.data.Dataset;
import dev.impetus.model.data.Split;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** Rows that are samples of their own, and the forms in which files come. */
public final class CsvTableTest {

  private static final Object[] ALL_TRAINING = {
    "targets", List.of("y"), "training", 1, "validation", 0, "scaling", "none"
  };

  private final CsvFiles files = new CsvFiles();

  @Test
  public void everyRowIsInExactlyOnePart() {
    String text =
        "a,y\n"
            + IntStream.range(0, 40)
                .mapToObj(i -> i + "," + -i + "\n")
                .collect(Collectors.joining());
    Dataset data = files.load(text, "targets", List.of("y"), "scaling", "none");
    List<Double> inputs =
        Arrays.stream(Split.values())
            .flatMap(
                split ->
                    IntStream.range(0, data.size(split))
                        .mapToObj(i -> read(data, split, i, DataField.INPUTS)[0]))
            .toList();
    assertThat(inputs).hasSize(40).doesNotHaveDuplicates();
    assertThat(data.size(Split.TRAINING)).isEqualTo(28);
    assertThat(data.size(Split.VALIDATION)).isEqualTo(6);
    assertThat(inputs).as("dealt at random").isNotEqualTo(inputs.stream().sorted().toList());
    assertThat(read(data, Split.TEST, 0, DataField.TARGETS)[0])
        .isEqualTo(-read(data, Split.TEST, 0, DataField.INPUTS)[0]);
  }

  @Test
  public void aPackedFileIsRead() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write("a,y\n1,2\n".getBytes(StandardCharsets.UTF_8));
    }
    Dataset data = files.load(packed.toByteArray(), Map.of(), ALL_TRAINING);
    assertThat(read(data, Split.TRAINING, 0, DataField.TARGETS)).containsExactly(2);
  }

  @Test
  public void theFingerprintIsTheHashOfTheFile() {
    Dataset data = files.load("a,y\n1,2\n", ALL_TRAINING);
    // printf 'a,y\n1,2\n' | sha256sum
    assertThat(data.fingerprint())
        .contains("6eca8591af4d545e49ff4fcdfb9cac5b5656b6187eace6af1d9a9af2dafa9023");
    assertThat(files.load("a,y\n1,2.0\n", ALL_TRAINING).fingerprint())
        .isNotEqualTo(data.fingerprint());
  }

  @Test
  public void whatWasFittedKeepsItsOrder() {
    Dataset data =
        files.load(
            "z,kind\n1,rook\n2,king\n3,pawn\n",
            "class-column",
            "kind",
            "training",
            1,
            "validation",
            0);
    assertThat(data.fitted().keySet())
        .containsSequence("class.0", "class.1", "class.2")
        .startsWith("inputs.0.column");
  }

  @Test
  public void classLabelsBecomeIndices() {
    Dataset data =
        files.load(
            "a,kind\n1,rook\n2,king\n3,rook\n",
            "class-column",
            "kind",
            "training",
            1,
            "validation",
            0);
    DataField targets = data.signature().require(DataField.TARGETS, "test");
    assertThat(targets.classes()).isEqualTo(2);
    assertThat(targets.shape()).isEmpty();
    assertThat(read(data, Split.TRAINING, 0, DataField.TARGETS)).containsExactly(1);
    assertThat(read(data, Split.TRAINING, 1, DataField.TARGETS)).containsExactly(0);
    assertThat(data.scaling(DataField.TARGETS)).isEmpty();
    assertThat(data.fitted()).containsEntry("class.0", "king").containsEntry("class.1", "rook");
  }

  @Test
  public void numericLabelsAreInNumericOrder() {
    Dataset data =
        files.load("a,k\n1,10\n2,9\n3,-1\n", "class-column", "k", "training", 1, "validation", 0);
    assertThat(data.fitted())
        .containsEntry("class.0", "-1")
        .containsEntry("class.1", "9")
        .containsEntry("class.2", "10");
  }

  @Test
  public void predictionWorksWithoutTheTargetColumns() {
    Dataset trained = files.load("a,b,y\n1,2,3\n3,2,1\n1,1,1\n", ALL_TRAINING);
    Dataset data =
        files.load("b,a\n7,8\n".getBytes(StandardCharsets.UTF_8), trained.fitted(), ALL_TRAINING);
    assertThat(read(data, Split.TEST, 0, DataField.INPUTS)).containsExactly(8, 7);
    assertThat(read(data, Split.TEST, 0, DataField.TARGETS)).containsExactly(Double.NaN);
  }

  @Test
  public void predictionTakesEmptyTargetsAsUnknown() {
    Dataset trained = files.load("a,y\n1,3\n3,1\n1,1\n", ALL_TRAINING);
    byte[] text = "a,y\n7,\n8,2\n".getBytes(StandardCharsets.UTF_8);
    Dataset data = files.load(text, trained.fitted(), ALL_TRAINING);
    assertThat(read(data, Split.TEST, 0, DataField.TARGETS)).containsExactly(Double.NaN);
    assertThat(read(data, Split.TEST, 1, DataField.TARGETS)).containsExactly(2);
  }

  /** All of them hold the inputs 1.5 and -2 and the target 3. */
  @DataProvider
  public Object[][] forms() {
    Charset utf8 = StandardCharsets.UTF_8;
    return new Object[][] {
      {"a,b,y\n1.5,-2,3\n".getBytes(utf8), new Object[0]},
      {"a,b,y\r\n1.5,-2,3\r\n".getBytes(utf8), new Object[0]},
      {"\uFEFFa,b,y\n1.5,-2,3".getBytes(utf8), new Object[0]},
      {"\uFEFFa,b,y\n1.5,-2,3\n".getBytes(StandardCharsets.UTF_16LE), new Object[0]},
      {"\"a\",\"b\",\"y\"\n\"1.5\",-2,\"3\"\n".getBytes(utf8), new Object[0]},
      {"a , b, y\n 1.5, -2 ,3\n\n\n".getBytes(utf8), new Object[0]},
      {
        "a;b;y\n1,5;-2;3e0\n".getBytes(utf8),
        new Object[] {"delimiter", ";", "decimal-mark", "comma"}
      },
      {"a\tb\ty\n1.5\t-2\t3\n".getBytes(utf8), new Object[] {"delimiter", "tab"}},
      {"a,b,y,\n1.5,-2,3,\n".getBytes(utf8), new Object[] {"inputs", List.of("a", "b")}},
      {
        "a,b,y,gr\u00fcn\n1.5,-2,3,ja\n".getBytes(StandardCharsets.ISO_8859_1),
        new Object[] {"inputs", List.of("a", "b"), "encoding", "ISO-8859-1"}
      },
    };
  }

  @Test(dataProvider = "forms")
  public void theUsualFormsAreRead(byte[] bytes, Object[] options) {
    Object[] all = Arrays.copyOf(ALL_TRAINING, ALL_TRAINING.length + options.length);
    System.arraycopy(options, 0, all, ALL_TRAINING.length, options.length);
    Dataset data = files.load(bytes, Map.of(), all);
    assertThat(read(data, Split.TRAINING, 0, DataField.INPUTS)).containsExactly(1.5, -2);
    assertThat(read(data, Split.TRAINING, 0, DataField.TARGETS)).containsExactly(3);
  }

  @Test
  public void aFileWithoutHeaderHasNumberedColumns() {
    Dataset data =
        files.load(
            "1,2\n3,4\n",
            "header",
            false,
            "targets",
            List.of("c2"),
            "training",
            1,
            "validation",
            0,
            "scaling",
            "none");
    assertThat(read(data, Split.TRAINING, 0, DataField.TARGETS)).containsExactly(2);
  }
}
