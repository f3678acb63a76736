// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.workprecision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

public class RequestTest {

  @Test
  public void theFolderComesFirstAndProblemsAfterIt() {
    Request all = Request.of(List.of());
    assertThat(all.folder()).isEqualTo(Path.of("work-precision"));
    assertThat(all.contests()).hasSize(7).allMatch(contest -> contest.tolerances().size() == 7);
    Request two = Request.of(List.of("out", "hires", "--quick", "pleiades"));
    assertThat(two.folder()).isEqualTo(Path.of("out"));
    assertThat(two.contests())
        .extracting(contest -> contest.problem().id())
        .containsExactly("pleiades", "hires");
    assertThat(two.contests()).allMatch(contest -> contest.tolerances().size() == 2);
  }

  @DataProvider
  public Object[][] mistakes() {
    return new Object[][] {
      {List.of("out", "hires", "hirse"), "unknown after the folder out: hirse"},
      {List.of("hires"), "the folder comes first, but hires is a problem"},
      {List.of("out", "--quik"), "there is no option --quik"},
    };
  }

  /** An unknown problem used to give an empty table, and success. */
  @Test(dataProvider = "mistakes")
  public void aMistakeIsRefusedWithTheProblemsThatThereAre(List<String> arguments, String what) {
    assertThatThrownBy(() -> Request.of(arguments))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(what, "[DIR [PROBLEM]...]", "lotka-volterra", "oregonator");
  }
}
