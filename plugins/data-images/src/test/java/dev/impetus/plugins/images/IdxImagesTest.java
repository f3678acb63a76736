// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataContext;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.Dataset;
import dev.impetus.model.data.Split;
import dev.impetus.solver.state.Precision;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.testng.SkipException;
import org.testng.annotations.BeforeClass;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

public final class IdxImagesTest {

  private static final int COUNT = 40;

  private final IdxImagesProvider provider = new IdxImagesProvider();
  private Path folder;

  /** Forty images of 2 × 3; image i has the pixels 6 i … 6 i + 5 and the label i mod 4. */
  @BeforeClass
  public void writeFiles() throws IOException {
    folder = Files.createTempDirectory("impetus-idx");
    byte[] pixels = new byte[6 * COUNT];
    byte[] labels = new byte[COUNT];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) i;
      labels[i / 6] = (byte) (i / 6 % 4);
    }
    write("images", idx(0x803, pixels, COUNT, 2, 3));
    write("labels", idx(0x801, labels, COUNT));
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(idx(0x803, Arrays.copyOf(pixels, 12), 2, 2, 3));
    }
    write("two.gz", packed.toByteArray());
    write("two-labels", idx(0x801, new byte[] {3, 1}, 2));
  }

  private static byte[] idx(int magic, byte[] numbers, int... dimensions) {
    ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * dimensions.length + numbers.length);
    buffer.putInt(magic);
    Arrays.stream(dimensions).forEach(buffer::putInt);
    return buffer.put(numbers).array();
  }

  private void write(String name, byte[] bytes) throws IOException {
    Files.write(folder.resolve(name), bytes);
  }

  private Dataset loadWith(Map<String, String> fitted, long seed, Object... options) {
    Map<String, Object> values = new HashMap<>(Map.of("file", "images", "labels", "labels"));
    for (int i = 0; i < options.length; i += 2) {
      values.put((String) options[i], options[i + 1]);
    }
    return provider.load(
        provider.schema().resolve(values, "data"), new DataContext(seed, folder, fitted));
  }

  private Dataset load(Object... options) {
    return loadWith(Map.of(), 1, options);
  }

  private List<Problem> problems(Object... options) {
    try {
      load(options);
    } catch (ImpetusException e) {
      return e.problems();
    }
    throw new AssertionError("the files were read without a complaint");
  }

  private static double[] read(Dataset data, Split split, int index, String field) {
    Batch batch = new Batch(data.signature(), Precision.FLOAT64, 2);
    data.read(split, index, batch, 1);
    return batch.vector(field).row(1).toArray();
  }

  @Test
  public void imagesAreReadPixelByPixel() {
    Dataset data = load("training", 1, "validation", 0);
    assertThat(data.signature().require(DataField.INPUTS, "test").shape()).containsExactly(6, 1);
    assertThat(data.classNames()).containsExactly("0", "1", "2", "3");
    for (int i = 0; i < COUNT; i++) {
      double[] pixels = read(data, Split.TRAINING, i, DataField.INPUTS);
      for (int k = 0; k < 6; k++) {
        assertThat(pixels[k]).isEqualTo((6 * i + k) / 255.0);
        assertThat(data.scaling(DataField.INPUTS).orElseThrow().toOriginal(0, pixels[k]))
            .isCloseTo(6 * i + k, within(1e-12));
      }
      assertThat(read(data, Split.TRAINING, i, DataField.TARGETS)).containsExactly(i % 4);
    }
  }

  @Test
  public void stepsMayBeRowsOrNone() {
    Dataset pixels = load();
    Dataset rows = load("steps", "rows", "class-names", List.of("a", "b", "c", "d"));
    Dataset none = load("steps", "none");
    assertThat(rows.signature().require(DataField.INPUTS, "test").shape()).containsExactly(2, 3);
    assertThat(none.signature().require(DataField.INPUTS, "test").shape()).containsExactly(6);
    assertThat(rows.classNames()).containsExactly("a", "b", "c", "d");
    assertThat(read(rows, Split.TEST, 1, DataField.INPUTS))
        .isEqualTo(read(pixels, Split.TEST, 1, DataField.INPUTS))
        .isEqualTo(read(none, Split.TEST, 1, DataField.INPUTS));
    assertThat(rows.scaling(DataField.INPUTS).orElseThrow().factors()).hasSize(3);
  }

  /** The run's seed changes nothing; the permutation is one, and the same for every image. */
  @Test
  public void taskAndWeightsHaveDifferentSeeds() {
    Dataset plain = load();
    Dataset permuted = loadWith(Map.of(), 1, "permutation-seed", 92);
    Dataset again = loadWith(Map.of(), 2, "permutation-seed", 92);
    Dataset other = loadWith(Map.of(), 1, "permutation-seed", 93);
    double[] before = read(plain, Split.TRAINING, 0, DataField.INPUTS);
    double[] after = read(permuted, Split.TRAINING, 0, DataField.INPUTS);
    assertThat(after).isNotEqualTo(before).containsExactlyInAnyOrder(before);
    assertThat(after).isNotEqualTo(read(other, Split.TRAINING, 0, DataField.INPUTS));
    for (Split split : Split.values()) {
      assertThat(permuted.size(split)).isEqualTo(split == Split.TRAINING ? 32 : 4);
      for (int i = 0; i < permuted.size(split); i++) {
        double[] x = read(plain, split, i, DataField.INPUTS);
        double[] y = read(permuted, split, i, DataField.INPUTS);
        assertThat(y).isEqualTo(read(again, split, i, DataField.INPUTS));
        for (int k = 0; k < 6; k++) {
          assertThat(y[k] - y[0]).isCloseTo(after[k] - after[0], within(1e-12));
        }
        assertThat(Arrays.stream(x).sum()).isCloseTo(Arrays.stream(y).sum(), within(1e-12));
      }
    }
    Dataset dealt = load("split-seed", 1);
    assertThat(read(dealt, Split.TEST, 0, DataField.INPUTS))
        .isNotEqualTo(read(plain, Split.TEST, 0, DataField.INPUTS));
  }

  @Test
  public void everyImageIsInOnePartAndEveryClassInEach() {
    Dataset data = load();
    Set<Double> first = new HashSet<>();
    for (Split split : Split.values()) {
      Set<Double> labels = new HashSet<>();
      for (int i = 0; i < data.size(split); i++) {
        first.add(read(data, split, i, DataField.INPUTS)[0]);
        labels.add(read(data, split, i, DataField.TARGETS)[0]);
      }
      assertThat(labels.size()).isGreaterThanOrEqualTo(3);
    }
    assertThat(first).hasSize(COUNT);
  }

  @Test
  public void theTestPartMayBeAFile() {
    Dataset data = load("test-file", "two.gz", "test-labels", "two-labels");
    assertThat(data.size(Split.TRAINING)).isEqualTo(36);
    assertThat(data.size(Split.VALIDATION)).isEqualTo(4);
    assertThat(data.size(Split.TEST)).isEqualTo(2);
    assertThat(read(data, Split.TEST, 0, DataField.TARGETS)).containsExactly(3);
    assertThat(read(data, Split.TEST, 1, DataField.INPUTS)[0]).isEqualTo(6 / 255.0);
    assertThat(data.fingerprint().orElseThrow()).hasSize(4 * 64 + 3);
  }

  @Test
  public void predictionDoesNotMistakeLabels() {
    Dataset trained = load();
    Map<String, String> fitted = trained.fitted();
    // The option labels still names those of the training.
    Dataset unlabelled = loadWith(fitted, 1, "file", "two.gz");
    assertThat(unlabelled.signature()).isEqualTo(trained.signature());
    assertThat(unlabelled.size(Split.TEST)).isEqualTo(2);
    assertThat(unlabelled.size(Split.TRAINING)).isZero();
    assertThat(read(unlabelled, Split.TEST, 1, DataField.TARGETS)).containsExactly(Double.NaN);
    Dataset labelled = loadWith(fitted, 1, "file", "two.gz", "labels", "two-labels");
    assertThat(read(labelled, Split.TEST, 1, DataField.TARGETS)).containsExactly(1);
    assertThat(read(loadWith(fitted, 1), Split.TEST, 5, DataField.TARGETS)).containsExactly(1);
    assertThat(loadWith(fitted, 1, "labels", "gone").size(Split.TEST)).isEqualTo(COUNT);
  }

  @DataProvider
  public Object[][] broken() {
    return new Object[][] {
      {new byte[] {0, 0}, "the file is no IDX file", "2 bytes"},
      {"P5 2 3 255".getBytes(StandardCharsets.UTF_8), "the file is no IDX file", "0x5035"},
      {idx(0x801, new byte[2], 2), "the file does not hold images", "0x00000801"},
      {idx(0xD03, new byte[24], 1, 2, 3), "the file does not hold images", "type 0x0D"},
      {idx(0x803, new byte[0], 1, 2), "the header is cut off", "12 bytes"},
      {idx(0x803, new byte[11], 2, 2, 3), "the header does not fit the file", "make 28 bytes"},
      {idx(0x803, new byte[13], 2, 2, 3), "the header does not fit the file", "has 29"},
      {idx(0x803, new byte[0], 0, 2, 3), "the header does not fit the file", "[0, 2, 3]"},
      {idx(0x803, new byte[4], -1, -2, 2), "the header does not fit the file", "[-1, -2, 2]"},
    };
  }

  @Test(dataProvider = "broken")
  public void brokenFilesAreRefused(byte[] bytes, String what, String why) throws IOException {
    write("broken", bytes);
    assertThat(problems("file", "broken"))
        .allSatisfy(problem -> assertThat(problem.fix()).isNotEmpty())
        .anySatisfy(
            problem -> {
              assertThat(problem.what()).isEqualTo(what);
              assertThat(problem.why()).contains(why);
              assertThat(problem.where()).isEqualTo("broken");
            });
  }

  @Test
  public void whatDoesNotGoTogetherIsRefused() throws IOException {
    assertThat(problems("labels", "two-labels"))
        .extracting(Problem::what)
        .containsExactly("there are 2 labels for 40 images");
    assertThat(problems("file", "labels"))
        .anySatisfy(problem -> assertThat(problem.fix()).contains("exchanged"));
    assertThat(problems("class-names", List.of("a", "b")))
        .extracting(Problem::what)
        .containsExactly("there are 2 classes");
    assertThat(problems("test-file", "two.gz"))
        .extracting(Problem::what)
        .containsExactly("test-file and test-labels belong together");
    assertThat(problems("training", 0.9, "validation", 0.2))
        .extracting(Problem::what)
        .containsExactly("the parts are more than the whole");
    write("wide", idx(0x803, new byte[8], 2, 2, 2));
    assertThat(problems("test-file", "wide", "test-labels", "two-labels"))
        .extracting(Problem::what)
        .containsExactly("images are 2 × 2");
    assertThatThrownBy(() -> provider.schema().resolve(Map.of("labels", "labels"), "data"))
        .hasMessageContaining("\"file\" is missing");
  }

  /** Ten thousand digits of MNIST, as counted when they were fetched. */
  @Test
  public void digitsAreAsOthersCountThem() {
    String root = System.getenv("IMPETUS_DATA");
    Path data =
        root == null ? Path.of("").toAbsolutePath().resolve("../../../shared/data") : Path.of(root);
    Path images = data.resolve("mnist10k/images-idx3-ubyte.gz").normalize();
    if (!Files.isReadable(images)) {
      throw new SkipException("there is no " + images);
    }
    Dataset digits =
        load(
            "file",
            images.toString(),
            "labels",
            images.resolveSibling("labels-idx1-ubyte.gz").toString(),
            "training",
            0.7,
            "validation",
            0.1,
            "permutation-seed",
            92);
    assertThat(digits.size(Split.TRAINING)).isEqualTo(7000);
    assertThat(digits.size(Split.VALIDATION)).isEqualTo(1000);
    assertThat(digits.size(Split.TEST)).isEqualTo(2000);
    int[] all = {1001, 1127, 991, 1032, 980, 863, 1014, 1070, 944, 978};
    int[] counts = new int[10];
    int[] training = new int[10];
    double sum = 0;
    double squares = 0;
    Batch batch = new Batch(digits.signature(), Precision.FLOAT32, 1);
    for (Split split : Split.values()) {
      for (int i = 0; i < digits.size(split); i++) {
        digits.read(split, i, batch, 0);
        int label = (int) batch.vector(DataField.TARGETS).get(0, 0);
        counts[label]++;
        training[label] += split == Split.TRAINING ? 1 : 0;
        for (double pixel : batch.vector(DataField.INPUTS).toArray()) {
          sum += pixel;
          squares += pixel * pixel;
        }
      }
    }
    assertThat(counts).isEqualTo(all);
    for (int label = 0; label < 10; label++) {
      assertThat(training[label])
          .isBetween((int) (0.7 * all[label]) - 3, (int) (0.7 * all[label]) + 4);
    }
    double mean = sum / 7_840_000;
    assertThat(mean).isCloseTo(0.1311, within(1e-4));
    assertThat(Math.sqrt(squares / 7_840_000 - mean * mean)).isCloseTo(0.3087, within(1e-4));
  }
}
