// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.solver.field.VectorField;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

public class OdeProblemTest {

  private static OdeProblemBuilder decay() {
    return OdeProblem.named("decay", "Decay")
        .source("nobody")
        .field(() -> VectorField.ofRows(2, (t, y, dy) -> dy[0] = dy[1] = -y[0]))
        .interval(0, 1)
        .initial(1, 1)
        .exact(t -> new double[] {Math.exp(-t), Math.exp(-t)});
  }

  @Test
  public void errorsAreRelativeToScaleAndValue() {
    OdeProblem problem = decay().reference(10, 4, 1e-9).scale(1, 1e-8).build();
    assertThat(problem.error(new double[] {4.5, 1e-9})).isCloseTo(0.1, within(1e-15));
    assertThat(problem.error(new double[] {4, 2.1e-9})).isCloseTo(0.1, within(1e-15));
    assertThat(problem.correctDigits(new double[] {4.5, 1e-9})).isCloseTo(1, within(1e-12));
    assertThat(problem.absoluteTolerance(1e-6)).isCloseTo(1e-14, within(1e-28));
  }

  @Test
  public void unknownComponentsAreLeftOutAndNanOfTheStateIsNot() {
    OdeProblem problem = decay().reference(10, Double.NaN, 1).build();
    assertThat(problem.error(new double[] {100, 1})).isZero();
    assertThat(problem.error(new double[] {1, Double.NaN})).isNaN();
  }

  @Test
  public void anExactSolutionServesAnyEnd() {
    OdeProblem problem = decay().build().until(-2);
    assertThat(problem.reference()[1]).isEqualTo(Math.exp(2));
    assertThat(problem.errorAt(3, problem.exact(3))).isZero();
    OdeProblem other = decay().reference(10, 1, 1).build();
    assertThat(other.hasExactSolution()).isFalse();
    assertThatThrownBy(() -> other.until(2)).hasMessageContaining("decay has no solution");
  }

  @Test
  public void nothingThatIsHandedOutChangesTheProblem() {
    OdeProblem problem = decay().reference(10, 1, 1).build();
    problem.initial()[0] = 7;
    problem.reference()[0] = 7;
    problem.scale()[0] = 7;
    assertThat(problem.initial()).containsExactly(1, 1);
    assertThat(problem.reference()).containsExactly(1, 1);
    assertThat(problem.scale()).containsExactly(1, 1);
    assertThat(problem.newField()).isNotSameAs(problem.newField());
  }

  @DataProvider
  Object[][] incomplete() {
    return new Object[][] {
      {decay().source(" "), "a source is missing"},
      {decay().initial(1), "the field has 2 components, the initial state 1"},
      {decay().initial(1, Double.NaN), "the initial state is not finite"},
      {decay().interval(1, 1), "the interval from 1.0 to 1.0 is none"},
      {decay().components("one"), "1 names for 2 components"},
      {decay().scale(1, 0), "scales must be > 0"},
      {decay().scale(1, 1, 1), "3 scales for 2 components"},
      {decay().reference(10, 1), "1 reference values for 2 components"},
      {decay().reference(10, Double.NaN, Double.NaN), "no component of the reference is known"},
      {decay().reference(0, 1, 1), "0 trusted digits"},
      {OdeProblem.named("A 1", "A1").source("nobody"), "lower-case words"}
    };
  }

  @Test(dataProvider = "incomplete")
  public void whatDoesNotFitIsRefused(OdeProblemBuilder builder, String why) {
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }
}
