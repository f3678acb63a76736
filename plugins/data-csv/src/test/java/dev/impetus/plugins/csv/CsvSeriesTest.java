// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.csv;

import static dev.impetus.plugins.csv.CsvFiles.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.model.data.DataField;
import dev.impetus.model.data.Dataset;
import dev.impetus.model.data.Scaling;
import dev.impetus.model.data.Split;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.testng.annotations.Test;

public final class CsvSeriesTest {

  private final CsvFiles files = new CsvFiles();

  /** Rows 0, 1, 2, …: every number tells its row. */
  private static String ramp(int rows) {
    return "x\n" + IntStream.range(0, rows).mapToObj(i -> i + "\n").collect(Collectors.joining());
  }

  @Test
  public void windowsHaveTheirTargetsOneRowAhead() {
    Dataset data =
        files.load(ramp(14), "window", 4, "scaling", "none", "training", 1, "validation", 0);
    assertThat(data.size(Split.TRAINING)).isEqualTo(10);
    assertThat(data.signature().require(DataField.INPUTS, "test").shape()).containsExactly(4, 1);
    assertThat(data.signature().require(DataField.TARGETS, "test").shape()).containsExactly(4, 1);
    assertThat(read(data, Split.TRAINING, 9, DataField.INPUTS)).containsExactly(9, 10, 11, 12);
    assertThat(read(data, Split.TRAINING, 9, DataField.TARGETS)).containsExactly(10, 11, 12, 13);
    assertThat(read(data, Split.TRAINING, 0, DataField.GAPS)).containsExactly(1, 1, 1, 1);
  }

  @Test
  public void targetsMayLieFartherAheadAndAtTheLastStepOnly() {
    Dataset data =
        files.load(
            ramp(40),
            "window",
            3,
            "stride",
            2,
            "horizon",
            5,
            "targets-at",
            "last-step",
            "scaling",
            "none",
            "validation",
            0);
    assertThat(data.signature().require(DataField.TARGETS, "test").shape()).containsExactly(1);
    assertThat(read(data, Split.TRAINING, 1, DataField.INPUTS)).containsExactly(2, 3, 4);
    assertThat(read(data, Split.TRAINING, 1, DataField.TARGETS)).containsExactly(9);
  }

  @Test
  public void noWindowCrossesTheBorderOfAPart() {
    Dataset data = files.load(ramp(100), "window", 4, "horizon", 2, "scaling", "none");
    Map<Split, int[]> borders =
        Map.of(
            Split.TRAINING, new int[] {0, 70},
            Split.VALIDATION, new int[] {70, 85},
            Split.TEST, new int[] {85, 100});
    for (Split split : Split.values()) {
      int low = borders.get(split)[0];
      int high = borders.get(split)[1];
      assertThat(data.size(split)).isEqualTo(high - low - 4 - 2 + 1);
      for (int i = 0; i < data.size(split); i++) {
        assertThat(Arrays.stream(read(data, split, i, DataField.INPUTS)))
            .allMatch(x -> x >= low && x < high);
        assertThat(Arrays.stream(read(data, split, i, DataField.TARGETS)))
            .allMatch(x -> x >= low && x < high);
      }
    }
  }

  @Test
  public void randomlySplitWindowsShareNoRows() {
    Dataset data =
        files.load(ramp(60), "window", 3, "stride", 4, "split", "random", "scaling", "none");
    Set<Double> seen = new HashSet<>();
    for (Split split : Split.values()) {
      for (int i = 0; i < data.size(split); i++) {
        for (double x : read(data, split, i, DataField.INPUTS)) {
          assertThat(seen.add(x)).as("row %s in one window only", x).isTrue();
        }
        double last = read(data, split, i, DataField.TARGETS)[2];
        assertThat(seen.add(last)).as("target row %s in one window only", last).isTrue();
      }
    }
    assertThat(seen).hasSize(60);
  }

  @Test
  public void gapsFollowTheTimeColumnInItsUnit() {
    String text = "t,x\n0,1\n0.5,2\n2,3\n10,4\n11,5\n";
    Dataset data =
        files.load(
            text,
            "time",
            "t",
            "time-unit",
            0.5,
            "window",
            3,
            "training",
            1,
            "validation",
            0,
            "scaling",
            "none");
    assertThat(data.signature().require(DataField.INPUTS, "test").columns()).containsExactly("x");
    assertThat(read(data, Split.TRAINING, 0, DataField.GAPS)).containsExactly(1, 3, 16);
    assertThat(read(data, Split.TRAINING, 1, DataField.GAPS)).containsExactly(3, 16, 2);
  }

  @Test
  public void datesAreTimesInSeconds() {
    String text =
        "day,x\n2024-02-28,1\n2024-02-29,2\n2024-03-01T12:00:00Z,3\n2024-03-02 00:00:00,4\n";
    Dataset data =
        files.load(
            text,
            "time",
            "day",
            "time-unit",
            86_400,
            "window",
            3,
            "training",
            1,
            "validation",
            0,
            "scaling",
            "none");
    assertThat(read(data, Split.TRAINING, 0, DataField.GAPS)).containsExactly(1, 1.5, 0.5);
  }

  @Test
  public void droppedRowsLeaveTheirTime() {
    Dataset data =
        files.load(
            "x\n1\nNA\n3\n4\n",
            "missing",
            "drop",
            "step",
            2,
            "window",
            2,
            "training",
            1,
            "validation",
            0,
            "scaling",
            "none");
    assertThat(read(data, Split.TRAINING, 0, DataField.INPUTS)).containsExactly(1, 3);
    assertThat(read(data, Split.TRAINING, 0, DataField.GAPS)).containsExactly(4, 2);
  }

  @Test
  public void forwardFillRepeatsTheLastKnownValue() {
    Dataset data =
        files.load(
            "a,b\n1,5\n,6\nNaN,7\n4,8\n",
            "missing",
            "forward-fill",
            "inputs",
            List.of("a"),
            "targets",
            List.of("b"),
            "window",
            3,
            "training",
            1,
            "validation",
            0,
            "scaling",
            "none");
    assertThat(read(data, Split.TRAINING, 0, DataField.INPUTS)).containsExactly(1, 1, 1);
    assertThat(read(data, Split.TRAINING, 0, DataField.TARGETS)).containsExactly(6, 7, 8);
  }

  /** The later parts are far off, and must not show in the scaling. */
  @Test
  public void scalingIsFittedOnTheTrainingPartOnly() {
    String text = "x\n" + "1\n3\n".repeat(35) + "1000\n2000\n".repeat(15);
    Dataset standard = files.load(text, "window", 2);
    Scaling scaling = standard.scaling(DataField.INPUTS).orElseThrow();
    assertThat(scaling).isEqualTo(new Scaling(List.of(2.0), List.of(1.0)));
    assertThat(read(standard, Split.TEST, 0, DataField.INPUTS)).containsExactly(1998, 998);
    assertThat(scaling.toOriginal(0, 1998)).isEqualTo(2000);

    Dataset minMax = files.load(text, "window", 2, "scaling", "min-max");
    assertThat(minMax.scaling(DataField.TARGETS)).contains(new Scaling(List.of(1.0), List.of(2.0)));
  }

  @Test
  public void aConstantColumnIsOnlyShifted() {
    Dataset data =
        files.load(
            "a,b\n5.1,1\n5.1,2\n5.1,3\n5.1,4\n", "window", 1, "training", 1, "validation", 0);
    assertThat(data.scaling(DataField.INPUTS).orElseThrow().factors().get(0)).isEqualTo(1);
    assertThat(read(data, Split.TRAINING, 0, DataField.INPUTS)[0]).isCloseTo(0, within(1e-12));
  }

  @Test
  public void predictionUsesTheScalingOfTrainingAndGoesToTheEndOfTheFile() {
    Dataset trained = files.load("x\n" + "1\n3\n".repeat(20), "window", 2);
    byte[] other = "x\n10\n12\n14\n".getBytes(StandardCharsets.UTF_8);
    Dataset data = files.load(other, trained.fitted(), "window", 2);

    assertThat(data.size(Split.TRAINING)).isZero();
    assertThat(data.size(Split.TEST)).isEqualTo(2);
    assertThat(read(data, Split.TEST, 0, DataField.INPUTS)).containsExactly(8, 10);
    assertThat(read(data, Split.TEST, 1, DataField.TARGETS)).containsExactly(12, Double.NaN);
    assertThat(data.fitted()).isEqualTo(trained.fitted());
    assertThat(data.signature()).isEqualTo(trained.signature());
  }

  @Test
  public void theDescriptionNamesRowsWindowsAndParts() {
    assertThat(files.load(ramp(100), "window", 8).description())
        .isEqualTo(
            "data.csv: 100 rows, windows of 8 rows every 1, target 1 ahead; inputs x; targets x; "
                + "62 training, 7 validation, 7 test samples, in order");
  }
}
