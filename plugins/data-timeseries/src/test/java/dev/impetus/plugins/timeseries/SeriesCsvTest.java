// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.timeseries;

import static dev.impetus.plugins.timeseries.SeriesFiles.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impetus.api.error.Problem;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.Dataset;
import dev.impetus.model.data.Scaling;
import dev.impetus.model.data.Split;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

public final class SeriesCsvTest {

  private static final String TABLE =
      """
      who,x,y,class
      a,1,10,10
      a,2,20,10

      a,3,30,10
      b,"-1.5",.5,9
      """;

  private static final Object[] WHOLE = {
    "training", 1, "validation", 0, "series", "who", "class-column", "class"
  };

  private final SeriesFiles files = new SeriesFiles(new SeriesCsvProvider());

  private static Object[] with(Object... more) {
    List<Object> all = new ArrayList<>(Arrays.asList(WHOLE));
    all.addAll(Arrays.asList(more));
    return all.toArray();
  }

  @Test
  public void rowsAreSteps() {
    Dataset data = files.load(files.file("t.csv", TABLE), with("scaling", "none"));
    DataField inputs = data.signature().require(DataField.INPUTS, "test");
    assertThat(inputs.shape()).containsExactly(3, 2);
    assertThat(inputs.columns()).containsExactly("x", "y");
    assertThat(data.classNames()).containsExactly("9", "10");
    assertThat(read(data, Split.TRAINING, 0, DataField.INPUTS))
        .containsExactly(1, 10, 2, 20, 3, 30);
    assertThat(read(data, Split.TRAINING, 1, DataField.INPUTS))
        .containsExactly(-1.5, 0.5, 0, 0, 0, 0);
    assertThat(read(data, Split.TRAINING, 1, DataField.MASK)).containsExactly(1, 0, 0);
    assertThat(read(data, Split.TRAINING, 0, DataField.TARGETS)).containsExactly(1);
  }

  @Test
  public void eachStepMayBeTheTargetOfTheOneBefore() {
    Dataset data =
        files.load(files.file("t.csv", TABLE), with("scaling", "none", "predict", "next-step"));
    assertThat(data.signature().require(DataField.INPUTS, "test").shape()).containsExactly(2, 2);
    DataField targets = data.signature().require(DataField.TARGETS, "test");
    assertThat(targets.shape()).containsExactly(2, 2);
    assertThat(targets.classes()).isZero();
    assertThat(targets.columns()).containsExactly("x", "y");
    assertThat(read(data, Split.TRAINING, 0, DataField.INPUTS)).containsExactly(1, 10, 2, 20);
    assertThat(read(data, Split.TRAINING, 0, DataField.TARGETS)).containsExactly(2, 20, 3, 30);
    assertThat(read(data, Split.TRAINING, 0, DataField.MASK)).containsExactly(1, 1);
    // Of a single step there is no next one.
    assertThat(read(data, Split.TRAINING, 1, DataField.MASK)).containsExactly(0, 0);
    assertThat(read(data, Split.TRAINING, 1, DataField.TARGETS)).containsExactly(0, 0, 0, 0);
    assertThat(data.classNames()).isEmpty();
    assertThat(data.description()).contains("each step to be told from those before");
  }

  @Test
  public void valuesThatWereFilledInAreReadButNotScored() {
    String gaps = TABLE.replace("a,2,20", "a,,20");
    assertThat(gaps).isNotEqualTo(TABLE);
    Dataset data =
        files.load(
            files.file("gaps.csv", gaps),
            with("scaling", "none", "predict", "next-step", "missing", "forward-fill"));
    assertThat(read(data, Split.TRAINING, 0, DataField.INPUTS)).containsExactly(1, 10, 1, 20);
    assertThat(read(data, Split.TRAINING, 0, DataField.TARGETS)).containsExactly(1, 20, 3, 30);
    assertThat(read(data, Split.TRAINING, 0, DataField.TARGET_MASK)).containsExactly(0, 1, 1, 1);
    assertThat(read(data, Split.TRAINING, 1, DataField.TARGET_MASK)).containsExactly(0, 0, 0, 0);
    assertThat(
            files
                .load(files.file("t.csv", TABLE), with("predict", "next-step"))
                .signature()
                .find(DataField.TARGET_MASK))
        .isEmpty();
    assertThat(
            files
                .load(files.file("gaps.csv", gaps), with("missing", "mean"))
                .signature()
                .find(DataField.TARGET_MASK))
        .isEmpty();
  }

  @Test
  public void nextStepsAreScaledAsInputsAre() {
    Dataset data = files.load(files.file("t.csv", TABLE), with("predict", "next-step"));
    assertThat(data.scaling(DataField.TARGETS)).isEqualTo(data.scaling(DataField.INPUTS));
    double[] inputs = read(data, Split.TRAINING, 0, DataField.INPUTS);
    double[] targets = read(data, Split.TRAINING, 0, DataField.TARGETS);
    assertThat(Arrays.copyOf(targets, 2)).containsExactly(inputs[2], inputs[3]);
  }

  @Test
  public void nextStepsNeedNoLabels() {
    Dataset data =
        files.load(
            files.file("t.csv", TABLE.replace(",class", "").replaceAll(",(10|9)\n", "\n")),
            "training",
            1,
            "validation",
            0,
            "series",
            "who",
            "scaling",
            "none",
            "predict",
            "next-step");
    assertThat(data.size(Split.TRAINING)).isEqualTo(2);
    assertThat(read(data, Split.TRAINING, 0, DataField.TARGETS)).containsExactly(2, 20, 3, 30);
  }

  @Test
  public void oneStepHasNoNextOne() {
    assertThatThrownBy(
            () ->
                files.load(
                    files.file("t.csv", TABLE),
                    with("predict", "next-step", "length", 1, "longer", "cut")))
        .hasMessageContaining("there is no next step");
  }

  /** The same series as a .ts file give the same samples. */
  @Test
  public void bothFormsGiveTheSameData() {
    String ts =
        """
        @dimensions 2
        @equalLength false
        @classLabel true 9 10
        @data
        1,2,3:10,20,30:10
        -1.5:.5:9
        """;
    SeriesFiles others = new SeriesFiles(new TimeSeriesProvider());
    Dataset first = files.load(files.file("t.csv", TABLE), WHOLE);
    Dataset second = others.load(others.file("t.ts", ts), "training", 1, "validation", 0);
    for (int i = 0; i < 2; i++) {
      for (DataField field : first.signature().fields()) {
        assertThat(read(first, Split.TRAINING, i, field.name()))
            .isEqualTo(read(second, Split.TRAINING, i, field.name()));
      }
    }
  }

  @Test
  public void targetsMayBeNumbersAndValuesMissing() {
    String text = "id;x;z;t\n1;;7;2.5\n1;4;NA;2.5\n2;6;?;-1\n";
    Dataset data =
        files.load(
            files.file("n.csv", text),
            "series",
            "id",
            "target-column",
            "t",
            "inputs",
            List.of("x"),
            "delimiter",
            "semicolon",
            "missing",
            "mean",
            "scaling",
            "none",
            "training",
            1,
            "validation",
            0);
    assertThat(read(data, Split.TRAINING, 0, DataField.INPUTS)).containsExactly(5, 4);
    assertThat(read(data, Split.TRAINING, 0, DataField.TARGETS)).containsExactly(2.5);
    assertThat(read(data, Split.TRAINING, 1, DataField.TARGETS)).containsExactly(-1);
  }

  @Test
  public void predictionFindsTheTrainingsColumns() {
    Dataset trained = files.load(files.file("t.csv", TABLE), WHOLE);
    Map<String, String> fitted = trained.fitted();
    files.file("p.csv", "y,other,who,x\n7,words,q,5\n");
    Dataset data = files.predict("p.csv", fitted, WHOLE);
    assertThat(data.signature()).isEqualTo(trained.signature());
    Scaling scaling = trained.scaling(DataField.INPUTS).orElseThrow();
    assertThat(read(data, Split.TEST, 0, DataField.INPUTS))
        .startsWith(scaling.toScaled(0, 5), scaling.toScaled(1, 7))
        .endsWith(0, 0, 0, 0);
    assertThat(read(data, Split.TEST, 0, DataField.TARGETS)).containsExactly(Double.NaN);
    files.file("w.csv", "y,who,class\n7,q,8\n");
    assertThatThrownBy(() -> files.predict("w.csv", fitted, WHOLE))
        .hasMessageContaining("there is no column \"x\" in w.csv");
    files.file("v.csv", "x,y,who,class\n1,7,q,8\n");
    assertThatThrownBy(() -> files.predict("v.csv", fitted, WHOLE))
        .hasMessageContaining("unknown class \"8\"");
  }

  @DataProvider
  public Object[][] broken() {
    String head = "who,x,class\na,1,0\n";
    return new Object[][] {
      {"", "there are no series", "b.csv"},
      {"who,x,class\n", "there are no series", "b.csv"},
      {head, "there are 1 classes", "b.csv"},
      {head + "a,2\n", "the row has 2 cells, not 3", "b.csv, line 3"},
      {head + ",2,0\n", "the id of the series is missing", "b.csv, line 3"},
      {head + "a,2,1\n", "the label changes within series \"a\"", "b.csv, line 3"},
      {head + "b,2,1\na,3,0\n", "series \"a\" begins again", "b.csv, line 4"},
      {head + "b,2,\n", "the label is missing", "b.csv, line 3"},
      {head + "b,,1\n", "a value is missing", "b.csv, line 3, column \"x\""},
      {head + "b,0x1,1\n", "\"0x1\" is no finite number", "b.csv, line 3, column \"x\""},
      {head + "b,\"1,1\n", "the file is not well-formed CSV", "b.csv"},
      {
        "who,class\na,1\n", "there are no inputs", "option inputs of series-csv",
      },
      {
        "who,x,x,class\na,1,2,3\n", "column \"x\" is ambiguous", "option inputs of series-csv",
      },
      {
        "who;x;class\na;1;2\n",
        "there is no column \"who\" in b.csv",
        "option series of series-csv",
      },
    };
  }

  @Test(dataProvider = "broken")
  public void aBrokenFileIsRefusedWithItsPlace(String text, String what, String where) {
    assertThat(files.problems(files.file("b.csv", text), WHOLE))
        .allSatisfy(problem -> assertThat(problem.fix()).isNotEmpty())
        .anySatisfy(
            problem -> {
              assertThat(problem.what()).isEqualTo(what);
              assertThat(problem.where()).isEqualTo(where);
            });
  }

  @Test
  public void wrongOptionsAreRefused() {
    String name = files.file("t.csv", TABLE);
    assertThat(files.problems(name, with("target-column", "y")))
        .extracting(Problem::what)
        .containsExactly("both class-column and target-column are given");
    assertThat(files.problems(name, "series", "who", "inputs", List.of("x")))
        .extracting(Problem::what)
        .contains("the series have no labels");
    assertThat(files.problems(name, with("inputs", List.of("x", "class"))))
        .extracting(Problem::what)
        .containsExactly("the inputs contain the ids or what is to be predicted");
    files.file("o.csv", "who,u,v,class\na,1,2,9\n");
    assertThat(files.problems(name, with("test-file", "o.csv", "longer", "cut")))
        .extracting(Problem::what)
        .containsExactly("the columns are u, v");
  }
}
