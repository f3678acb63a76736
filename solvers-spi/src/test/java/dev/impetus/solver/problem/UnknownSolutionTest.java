// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impetus.solver.field.VectorField;
import org.testng.annotations.Test;

/** Problems of which nobody knows the solution: those that people bring. */
public class UnknownSolutionTest {

  private static OdeProblemBuilder decay() {
    return OdeProblem.named("decay", "Decay")
        .source("nobody")
        .field(() -> VectorField.ofRows(1, (t, y, dy) -> dy[0] = -y[0]))
        .interval(0, 1)
        .initial(1);
  }

  @Test
  public void nothingIsSaidAboutErrors() {
    OdeProblem problem = decay().build();
    assertThat(problem.hasReference()).isFalse();
    assertThat(problem.referenceDigits()).isZero();
    assertThatThrownBy(problem::reference)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("problem decay has no known solution");
    assertThatThrownBy(() -> problem.error(new double[] {1}))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  public void whatWasKnownCanBeForgottenAndFound() {
    OdeProblem known = decay().reference(3, 0.368).build();
    assertThat(known.hasReference()).isTrue();
    OdeProblem forgotten = known.toBuilder().unknownSolution().build();
    assertThat(forgotten.hasReference()).isFalse();
    assertThat(forgotten.toBuilder().reference(3, 0.368).build().reference())
        .containsExactly(0.368);
  }

  @Test
  public void anotherEndKeepsAClosedFormAndForgetsAState() {
    OdeProblem exact = decay().exact(t -> new double[] {Math.exp(-t)}).build();
    assertThat(exact.endingAt(2).reference()).containsExactly(Math.exp(-2));
    OdeProblem state = decay().reference(3, 0.368).build();
    assertThat(state.endingAt(2).hasReference()).isFalse();
    assertThat(state.endingAt(2).end()).isEqualTo(2);
    assertThat(state.endingAt(1)).isSameAs(state);
  }

  @Test
  public void aStrangeEndOfRobertsonAndAllenCahnIsUnknown() {
    assertThat(StiffProblems.robertson(41).hasReference()).isFalse();
    assertThat(AllenCahn.until(2.5).hasReference()).isFalse();
    assertThat(AllenCahn.until(2.5).id()).isEqualTo("allen-cahn-until-2-5");
  }
}
