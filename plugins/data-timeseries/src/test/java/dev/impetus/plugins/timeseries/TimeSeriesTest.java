// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.timeseries;

import static dev.impetus.plugins.timeseries.SeriesFiles.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.api.error.Problem;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.Dataset;
import dev.impetus.model.data.Scaling;
import dev.impetus.model.data.Split;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

public final class TimeSeriesTest {

  private static final Object[] AS_THEY_ARE = {"training", 1, "validation", 0, "scaling", "none"};

  private static final String UNEQUAL =
      """
      # comment
      @ProblemName tiny
      @timeStamps false
      @univariate false
      @dimensions 2
      @equalLength false
      @classLabel true slow fast
      @data
      1,2,3:10,20,30:fast

      -1.5,+2e1:.5,7.:slow
      """;

  private final SeriesFiles files = new SeriesFiles(new TimeSeriesProvider());

  @Test
  public void seriesAreReadStepByStepAndPadded() {
    Dataset data = files.load(files.file("u.ts", UNEQUAL), AS_THEY_ARE);
    assertThat(data.signature().require(DataField.INPUTS, "test").shape()).containsExactly(3, 2);
    assertThat(data.classNames()).containsExactly("slow", "fast");
    assertThat(read(data, Split.TRAINING, 0, DataField.INPUTS))
        .containsExactly(1, 10, 2, 20, 3, 30);
    assertThat(read(data, Split.TRAINING, 0, DataField.MASK)).containsExactly(1, 1, 1);
    assertThat(read(data, Split.TRAINING, 0, DataField.TARGETS)).containsExactly(1);
    assertThat(read(data, Split.TRAINING, 1, DataField.INPUTS))
        .containsExactly(-1.5, 0.5, 20, 7, 0, 0);
    assertThat(read(data, Split.TRAINING, 1, DataField.MASK)).containsExactly(1, 1, 0);
    assertThat(read(data, Split.TRAINING, 1, DataField.TARGETS)).containsExactly(0);
  }

  @Test
  public void equallyLongSeriesHaveNoMask() {
    String text =
        "@univariate true\n@equalLength true\n@classLabel true 1 2\n@data\n1,2:1\n3,4:2\n";
    Dataset data = files.load(files.file("e.ts", text), AS_THEY_ARE);
    assertThat(data.signature().find(DataField.MASK)).isEmpty();
    Dataset longer = files.load("e.ts", "training", 1, "validation", 0, "length", 3);
    assertThat(read(longer, Split.TRAINING, 0, DataField.MASK)).containsExactly(1, 1, 0);
    Dataset cut =
        files.load(
            "e.ts",
            "training",
            1,
            "validation",
            0,
            "length",
            1,
            "longer",
            "cut",
            "scaling",
            "none");
    assertThat(read(cut, Split.TRAINING, 1, DataField.INPUTS)).containsExactly(3);
    assertThat(files.problems("e.ts", "length", 1))
        .extracting(Problem::where)
        .containsExactly("e.ts, line 5", "e.ts, line 6");
  }

  /** Mean and deviation of the training part's own steps, padding and validation left out. */
  @Test
  public void scalingsAreFittedOnTheTrainingPart() {
    Random random = new Random(4);
    StringBuilder text =
        new StringBuilder("@dimensions 2\n@equalLength false\n@classLabel true a b\n@data\n");
    for (int i = 0; i < 50; i++) {
      int steps = 3 + random.nextInt(5);
      for (int d = 0; d < 2; d++) {
        double scale = d == 0 ? 100 : 1e-3;
        text.append(
                IntStream.range(0, steps)
                    .mapToObj(t -> Double.toString(7 * scale + scale * random.nextGaussian()))
                    .collect(Collectors.joining(",")))
            .append(':');
      }
      text.append(i % 5 == 0 ? "a" : "b").append('\n');
    }
    Dataset data = files.load(files.file("s.ts", text.toString()));
    assertThat(data.size(Split.TRAINING)).isEqualTo(30);
    assertThat(data.size(Split.VALIDATION)).isEqualTo(10);
    assertThat(data.size(Split.TEST)).isEqualTo(10);
    Dataset plain = files.load("s.ts", "scaling", "none");
    Scaling scaling = data.scaling(DataField.INPUTS).orElseThrow();
    for (int d = 0; d < 2; d++) {
      double sum = 0;
      double squares = 0;
      int count = 0;
      for (int i = 0; i < 30; i++) {
        double[] x = read(data, Split.TRAINING, i, DataField.INPUTS);
        double[] original = read(plain, Split.TRAINING, i, DataField.INPUTS);
        double[] mask = read(data, Split.TRAINING, i, DataField.MASK);
        for (int t = 0; t < mask.length; t++) {
          sum += mask[t] * x[2 * t + d];
          squares += mask[t] * x[2 * t + d] * x[2 * t + d];
          count += (int) mask[t];
          double expected = mask[t] == 0 ? x[2 * t + d] : scaling.toScaled(d, original[2 * t + d]);
          assertThat(x[2 * t + d]).isEqualTo(expected);
          assertThat(mask[t] == 0 && x[2 * t + d] != 0).isFalse();
        }
      }
      assertThat(sum / count).isCloseTo(0, within(1e-12));
      assertThat(squares / count).isCloseTo(1, within(1e-12));
    }
    int rare = 0;
    for (int i = 0; i < 30; i++) {
      rare += read(data, Split.TRAINING, i, DataField.TARGETS)[0] == 0 ? 1 : 0;
    }
    assertThat(rare).isBetween(5, 7);
  }

  @Test
  public void missingValuesAreFilledAsAsked() {
    String text =
        "@univariate true\n@classLabel true 1 2\n@data\n?,2,NaN,4:1\n?,?,?,?:2\n6,6,6,?:1\n";
    String name = files.file("m.ts", text);
    assertThat(files.problems(name))
        .hasSize(7)
        .first()
        .extracting(Problem::where)
        .isEqualTo("m.ts, line 4, dimension 1, step 1");
    double mean = (2 + 4 + 6 + 6 + 6) / 5.0;
    Object[] whole = {"training", 1, "validation", 0, "scaling", "none", "missing", "forward-fill"};
    Dataset filled = files.load(name, whole);
    assertThat(read(filled, Split.TRAINING, 0, DataField.INPUTS)).containsExactly(mean, 2, 2, 4);
    assertThat(read(filled, Split.TRAINING, 1, DataField.INPUTS)).containsOnly(mean);
    whole[7] = "mean";
    Dataset averaged = files.load(name, whole);
    assertThat(read(averaged, Split.TRAINING, 0, DataField.INPUTS))
        .containsExactly(mean, 2, mean, 4);
    whole[5] = "standard";
    Dataset scaled = files.load(name, whole);
    assertThat(read(scaled, Split.TRAINING, 1, DataField.INPUTS)).containsOnly(0);
  }

  @Test
  public void targetNumbersAreForRegression() {
    String text = "@univariate true\n@targetLabel true\n@data\n1,2:10\n3,4:20\n5,6:60\n";
    Dataset data = files.load(files.file("r.ts", text), "training", 1, "validation", 0);
    assertThat(data.classNames()).isEmpty();
    assertThat(data.signature().require(DataField.TARGETS, "test").classes()).isZero();
    Scaling scaling = data.scaling(DataField.TARGETS).orElseThrow();
    double target = read(data, Split.TRAINING, 2, DataField.TARGETS)[0];
    assertThat(target).isCloseTo(30 / Math.sqrt((400 + 100 + 900) / 3.0), within(1e-14));
    assertThat(scaling.toOriginal(0, target)).isCloseTo(60, within(1e-12));
  }

  @Test
  public void predictionUsesWhatWasFitted() {
    Object[] options = {"training", 1, "validation", 0};
    Dataset trained = files.load(files.file("u.ts", UNEQUAL), options);
    Map<String, String> fitted = trained.fitted();
    String head = "@dimensions 2\n@equalLength false\n";
    String plain = files.file("p.ts", head + "@classLabel false\n@data\n1:10\n4,5:6,7\n");
    Dataset data = files.predict(plain, fitted, options);
    assertThat(data.signature()).isEqualTo(trained.signature());
    assertThat(data.size(Split.TEST)).isEqualTo(2);
    assertThat(data.size(Split.TRAINING)).isZero();
    assertThat(data.classNames()).isEqualTo(trained.classNames());
    assertThat(read(data, Split.TEST, 0, DataField.TARGETS)).containsExactly(Double.NaN);
    Scaling scaling = trained.scaling(DataField.INPUTS).orElseThrow();
    assertThat(read(data, Split.TEST, 0, DataField.INPUTS))
        .containsExactly(scaling.toScaled(0, 1), scaling.toScaled(1, 10), 0, 0, 0, 0);

    files.file("q.ts", head + "@classLabel true slow quick\n@data\n1,2,3,4:1,2,3,4:quick\n");
    assertThatThrownBy(() -> files.predict("q.ts", fitted, options))
        .hasMessageContaining("4 steps, more than 3")
        .hasMessageContaining("unknown class \"quick\"");
    files.file("d.ts", "@univariate true\n@classLabel false\n@data\n1,2,3\n");
    assertThatThrownBy(() -> files.predict("d.ts", fitted, options))
        .hasMessageContaining("1 dimensions, not 2");

    String equal = "@univariate true\n@classLabel true 1 2\n@data\n1,2:1\n3,4:2\n";
    Dataset unpadded = files.load(files.file("e.ts", equal), options);
    files.file("s.ts", "@univariate true\n@classLabel false\n@data\n1\n");
    assertThatThrownBy(() -> files.predict("s.ts", unpadded.fitted(), options))
        .hasMessageContaining("1 steps, fewer than 2");
  }

  @DataProvider
  public Object[][] broken() {
    String head = "@dimensions 2\n@equalLength false\n@classLabel true a b\n@data\n";
    return new Object[][] {
      {"", "there is no @data", "b.ts"},
      {"@classLabel true a b\n@data\n", "there are no series", "b.ts"},
      {"1,2:a\n", "there is no @data before the first series", "b.ts, line 1"},
      {"@clasLabel true a b\n@data\n", "unknown header key \"@clasLabel\"", "b.ts, line 1"},
      {"@classLabel yes\n@data\n", "@classLabel is neither true nor false", "b.ts, line 1"},
      {"@classLabel true a\n@data\n", "@classLabel lists 1 classes", "b.ts, line 1"},
      {"@dimensions none\n@data\n", "@dimensions is no count", "b.ts, line 1"},
      {"@dimensions 2\n@dimensions 3\n@data\n", "@dimensions is given twice", "b.ts, line 2"},
      {"@timeStamps true\n@data\n", "series with time stamps are not supported", "b.ts, line 1"},
      {
        "@classLabel true a b\n@targetLabel true\n@data\n",
        "both @classLabel and @targetLabel are true",
        "b.ts, line 3"
      },
      {"@univariate true\n@data\n1,2\n", "the series have no labels", "b.ts"},
      {head + "1,2:a\n", "the series has 1 dimensions, not 2", "b.ts, line 5"},
      {head + "1,2:1,2,3:a\n", "dimension 2 has 3 values, the first 2", "b.ts, line 5"},
      {head + "1,2:1,2:c\n", "unknown class \"c\"", "b.ts, line 5"},
      {head + "1,x:1,2:a\n", "\"x\" is no finite number", "b.ts, line 5, dimension 1, step 2"},
      {head + "1,2:1,:a\n", "\"\" is no finite number", "b.ts, line 5, dimension 2, step 2"},
      {
        head + "1,2:1,0x1p3:a\n",
        "\"0x1p3\" is no finite number",
        "b.ts, line 5, dimension 2, step 2"
      },
      {
        head + "1,1e999:1,2:a\n",
        "\"1e999\" is no finite number",
        "b.ts, line 5, dimension 1, step 2"
      },
      {
        "@univariate true\n@equalLength true\n@classLabel true a b\n@data\n1,2:a\n1,2,3:b\n",
        "the series has 3 steps, not 2",
        "b.ts, line 6"
      },
      {
        "@univariate true\n@seriesLength 3\n@classLabel true a b\n@data\n1,2:a\n",
        "the series has 2 steps, not 3",
        "b.ts, line 5"
      },
      {
        "@univariate true\n@targetLabel true\n@data\n1,2:?\n",
        "the target \"?\" is no finite number",
        "b.ts, line 4"
      },
    };
  }

  @Test(dataProvider = "broken")
  public void aBrokenFileIsRefusedWithItsPlace(String text, String what, String where) {
    assertThat(files.problems(files.file("b.ts", text)))
        .allSatisfy(problem -> assertThat(problem.fix()).isNotEmpty())
        .anySatisfy(
            problem -> {
              assertThat(problem.what()).isEqualTo(what);
              assertThat(problem.where()).isEqualTo(where);
            });
  }

  @Test
  public void partsThatCannotBeAreRefused() {
    String name = files.file("u.ts", UNEQUAL);
    assertThat(files.problems(name, "training", 0.8, "validation", 0.5))
        .extracting(Problem::what)
        .containsExactly("the parts are more than the whole");
    assertThat(files.problems(name, "training", 0.9, "validation", 0.1))
        .extracting(Problem::what)
        .containsExactly("too few series: the validation part is empty");
  }

  @DataProvider
  public Object[][] archive() {
    return new Object[][] {
      {"BasicMotions", 40, 40, 6, 100, 100, 4},
      {"JapaneseVowels", 270, 370, 12, 7, 29, 9},
      {"ItalyPowerDemand", 67, 1029, 1, 24, 24, 2},
      {"GunPoint", 50, 150, 1, 150, 150, 2},
      {"ArrowHead", 36, 175, 1, 251, 251, 3},
    };
  }

  /** Cases, dimensions, lengths and classes as the archive lists them. */
  @Test(dataProvider = "archive")
  public void theArchivesFilesAreRead(
      String name, int training, int test, int dimensions, int shortest, int longest, int classes) {
    Dataset data =
        files.load(
            SeriesFiles.shared("timeseries/" + name + "_TRAIN.ts.gz"),
            "test-file",
            SeriesFiles.shared("timeseries/" + name + "_TEST.ts.gz"));
    assertThat(data.size(Split.TRAINING) + data.size(Split.VALIDATION)).isEqualTo(training);
    assertThat(data.size(Split.VALIDATION)).isEqualTo(training - Math.round(training * 0.8f));
    assertThat(data.size(Split.TEST)).isEqualTo(test);
    assertThat(data.classNames()).hasSize(classes);
    assertThat(data.signature().require(DataField.INPUTS, "test").shape())
        .containsExactly(longest, dimensions);
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < test; i++) {
      assertThat(Arrays.stream(read(data, Split.TEST, i, DataField.INPUTS)))
          .allMatch(Double::isFinite);
      if (data.signature().find(DataField.MASK).isPresent()) {
        double[] mask = read(data, Split.TEST, i, DataField.MASK);
        least = Math.min(least, (int) Arrays.stream(mask).sum());
      } else {
        least = longest;
      }
    }
    assertThat(least).isEqualTo(shortest);
  }
}
