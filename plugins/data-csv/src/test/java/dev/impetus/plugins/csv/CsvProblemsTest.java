// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** What a user is told about files and options that do not work. */
public final class CsvProblemsTest {

  private static final Object[] TARGET_Y = {
    "targets", List.of("y"), "training", 1, "validation", 0
  };

  private final CsvFiles files = new CsvFiles();

  @DataProvider
  public Object[][] brokenFiles() {
    return new Object[][] {
      {"", TARGET_Y, "the file is empty", "data.csv"},
      {"\n\n", TARGET_Y, "the file is empty", "data.csv"},
      {"a,y\n", TARGET_Y, "the file has a header and no rows", "data.csv"},
      {"a,y\n1,2\n1\n", TARGET_Y, "the row has 1 cell, not 2", "data.csv, line 3"},
      {"a,y\n1,2\n1,2,3\n", TARGET_Y, "the row has 3 cells, not 2", "data.csv, line 3"},
      {"a,y\n1,2\n1,two\n", TARGET_Y, "\"two\" cannot be used", "data.csv, line 3, column \"y\""},
      {"a,y\n1,2\n1,-inf\n", TARGET_Y, "\"-inf\" cannot be used", "data.csv, line 3, column \"y\""},
      {
        "a,y\n1,2\n1,1e999\n",
        TARGET_Y,
        "\"1e999\" cannot be used",
        "data.csv, line 3, column \"y\""
      },
      {"a,y\n1,2\n1,12f\n", TARGET_Y, "\"12f\" cannot be used", "data.csv, line 3, column \"y\""},
      {"a,y\n1,2\nNaN,2\n", TARGET_Y, "a value is missing", "data.csv, line 3, column \"a\""},
      {"a,y\n1,2\n\n,2\n", TARGET_Y, "a value is missing", "data.csv, line 4, column \"a\""},
      {"a,y\n1,\"2\n3,4\n", TARGET_Y, "the file is not well-formed CSV", "data.csv"},
      {
        "name,y\nada,2\nbob,3\n",
        TARGET_Y,
        "column \"name\" has no numbers",
        "data.csv, line 2, column \"name\""
      },
      {"a,y\n,2\n,3\n", TARGET_Y, "column \"a\" is empty", "data.csv"},
      {"a,y,y\n1,2,3\n", TARGET_Y, "column \"y\" is ambiguous", "option targets of csv, data.csv"},
    };
  }

  @Test(dataProvider = "brokenFiles")
  public void aBrokenFileIsRefusedWithItsPlace(
      String text, Object[] options, String what, String where) {
    assertThat(files.problems(text, options))
        .allSatisfy(CsvProblemsTest::isComplete)
        .anySatisfy(
            problem -> {
              assertThat(problem.what()).isEqualTo(what);
              assertThat(problem.where()).isEqualTo(where);
            });
  }

  @DataProvider
  public Object[][] wrongOptions() {
    String series = "t,depth,y\n1,1,1\n2,2,2\n3,3,3\n4,4,4\n";
    return new Object[][] {
      {
        series,
        new Object[] {"targets", List.of("dept")},
        "there is no column \"dept\"",
        "did you mean \"depth\"?"
      },
      {series, new Object[] {"class-column", "x1"}, "there is no column \"x1\"", "columns"},
      {series, new Object[] {}, "nothing says what to predict", "t, depth, y"},
      {
        series,
        new Object[] {"targets", List.of("y"), "inputs", List.of("t", "y")},
        "the inputs contain what is to be predicted: y",
        "remove it"
      },
      {
        series,
        new Object[] {"targets", List.of("y"), "class-column", "t"},
        "both targets and class-column are given",
        "remove"
      },
      {
        series,
        new Object[] {"window", 2, "split", "random"},
        "overlapping windows cannot be split at random",
        "stride: 3"
      },
      {
        series,
        new Object[] {"window", 2, "training", 0.9, "validation", 0.2},
        "the parts are more than the whole",
        "lower"
      },
      {
        series,
        new Object[] {"window", 3},
        "too few rows: the training part has no sample",
        "shorten"
      },
      {
        series,
        new Object[] {"targets", List.of("y"), "delimiter", ",,"},
        "\",,\" cannot separate cells",
        "semicolon"
      },
      {
        series,
        new Object[] {"targets", List.of("y"), "encoding", "UTF8-8"},
        "unknown character set \"UTF8-8\"",
        "UTF-8"
      },
    };
  }

  @Test(dataProvider = "wrongOptions")
  public void wrongOptionsAreRefusedWithAWayOut(
      String text, Object[] options, String what, String fix) {
    assertThat(files.problems(text, options))
        .allSatisfy(CsvProblemsTest::isComplete)
        .anySatisfy(
            problem -> {
              assertThat(problem.what()).isEqualTo(what);
              assertThat(problem.fix()).contains(fix);
            });
  }

  @Test
  public void aWrongDelimiterIsSuspected() {
    assertThat(files.problems("a;y\n1;2\n", TARGET_Y))
        .anySatisfy(problem -> assertThat(problem.why()).contains("another delimiter"));
  }

  @Test
  public void timesMustIncrease() {
    List<Problem> problems =
        files.problems("t,x\n1,1\n3,2\n3,3\n2,4\n5,5\n", "time", "t", "window", 2);
    assertThat(problems)
        .extracting(Problem::where)
        .containsExactly("data.csv, line 4, column \"t\"", "data.csv, line 5, column \"t\"");
  }

  @Test
  public void aDateThatDoesNotExistIsRefused() {
    assertThat(files.problems("t,x\n2023-02-28,1\n2023-02-30,2\n", "time", "t", "window", 1))
        .singleElement()
        .satisfies(problem -> assertThat(problem.what()).isEqualTo("\"2023-02-30\" is not a time"));
  }

  @Test
  public void forwardFillNeedsAFirstValue() {
    assertThat(files.problems("x\n?\n2\n", "window", 1, "missing", "forward-fill"))
        .singleElement()
        .satisfies(
            problem -> assertThat(problem.where()).isEqualTo("data.csv, line 2, column \"x\""));
  }

  @Test
  public void allProblemsAreReportedTogetherUpToALimit() {
    List<Problem> few = files.problems("a,y\n1,x\n2,\n3,4\n1\n", TARGET_Y);
    assertThat(few).hasSize(3);

    List<Problem> many = files.problems("a,y\n1,1\n" + "1,x\n".repeat(500), TARGET_Y);
    assertThat(many).hasSize(21);
    assertThat(many.get(20).what()).isEqualTo("480 more problems");
  }

  @Test
  public void anUndecodableByteIsFoundOnItsLine() {
    byte[] bytes = "a,y\n1,2\n3,4\u00fc\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(files.problems(bytes, TARGET_Y))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.where()).isEqualTo("data.csv, line 3");
              assertThat(problem.why()).contains("0xFC");
            });
  }

  @Test
  public void aMissingFileIsAProblemOfStorage() {
    CsvDataProvider provider = new CsvDataProvider();
    Assertions.assertThatThrownBy(
            () ->
                provider.load(
                    provider.schema().resolve(Map.of("file", "none.csv"), "data"),
                    new dev.impetus.model.data.DataContext(1, files.folder, Map.of())))
        .isInstanceOfSatisfying(
            ImpetusException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(ErrorKind.STORAGE);
              assertThat(e.problems().get(0).where()).contains(files.folder.toString());
            });
  }

  @Test
  public void aClassThatTrainingDidNotKnowIsRefused() {
    Map<String, String> fitted =
        files
            .load("a,k\n1,red\n2,blue\n", "class-column", "k", "training", 1, "validation", 0)
            .fitted();
    Assertions.assertThatThrownBy(
            () ->
                files.load(
                    "a,k\n1,blu\n".getBytes(StandardCharsets.UTF_8), fitted, "class-column", "k"))
        .hasMessageContaining("unknown class \"blu\"")
        .hasMessageContaining("did you mean \"blue\"?");
  }

  private static void isComplete(Problem problem) {
    assertThat(problem.what()).isNotBlank();
    assertThat(problem.where()).isNotBlank();
    assertThat(problem.why()).isNotBlank();
    assertThat(problem.fix()).isNotBlank();
  }
}
