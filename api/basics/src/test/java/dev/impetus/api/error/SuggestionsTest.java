// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.api.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

public final class SuggestionsTest {

  private static final List<String> SOLVERS = List.of("rk4", "dopri5", "prox-backward-euler");

  @DataProvider
  public Object[][] near() {
    return new Object[][] {
      {"dorpi5", "dopri5"},
      {"DOPRI5", "dopri5"},
      {"dopri", "dopri5"},
      {"rk", "rk4"},
      {"kr4", "rk4"},
      {"prox-backwards-euler", "prox-backward-euler"},
    };
  }

  @Test(dataProvider = "near")
  public void findsTheNearest(String wrong, String meant) {
    assertThat(Suggestions.nearest(wrong, SOLVERS)).contains(meant);
    assertThat(Suggestions.didYouMean(wrong, SOLVERS, "solvers"))
        .isEqualTo("did you mean \"" + meant + "\"?");
  }

  @Test
  public void listsAllWhereNoneIsNear() {
    assertThat(Suggestions.nearest("adam", SOLVERS)).isEmpty();
    assertThat(Suggestions.didYouMean("adam", SOLVERS, "solvers"))
        .isEqualTo("the solvers are: dopri5, prox-backward-euler, rk4");
    assertThat(Suggestions.didYouMean("adam", List.of(), "solvers"))
        .isEqualTo("there are no solvers");
  }

  @Test
  public void tiesGoToTheFirstInAlphabet() {
    assertThat(Suggestions.nearest("rk", List.of("rk4", "rk2"))).contains("rk2");
  }

  @Test
  public void aProblemReadsAsOneSentence() {
    assertThat(new Problem(ErrorKind.DATA, "what", "where", "why", "fix").oneLine())
        .isEqualTo("what (where): why; fix");
    assertThat(new Problem(ErrorKind.DATA, "what", "", "", "").oneLine()).isEqualTo("what");
  }

  @Test
  public void anExceptionCarriesAllProblemsAndTheKindOfTheFirst() {
    Problem first = new Problem(ErrorKind.PLUGIN, "a", "", "b", "");
    Problem second = new Problem(ErrorKind.DATA, "c", "", "d", "");
    ImpetusException exception = new ImpetusException(List.of(first, second));
    assertThat(exception).hasMessage("a: b\nc: d");
    assertThat(exception.kind()).isEqualTo(ErrorKind.PLUGIN);
    assertThat(exception.problems()).containsExactly(first, second);
    assertThatThrownBy(() -> new ImpetusException(List.<Problem>of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
