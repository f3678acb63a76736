// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.model.ode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impetus.model.engine.CompiledFunction;
import dev.impetus.model.engine.Evaluation;
import dev.impetus.model.engine.FunctionGraph;
import dev.impetus.model.engine.GraphDefinition;
import dev.impetus.solver.field.Capability;
import dev.impetus.solver.field.FieldTraits;
import dev.impetus.solver.field.Linearization;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

public final class CompiledFieldTest {

  private static final double[] THETA = {2, -3};

  @Test
  public void theTimeReachesEveryRow() {
    CompiledField field = field(2);
    StateVector y = StateVector.of(new double[] {1, 1}, new double[] {10, 10});
    StateVector dy = y.newLike();
    field.evaluate(RowScalar.shared(5), y, dy);
    assertThat(dy.toArray()).containsExactly(10, -15, 100, -150);
    RowScalar each = RowScalar.perRow(2);
    each.set(0, 1);
    each.set(1, 7);
    field.evaluate(each, y, dy);
    assertThat(dy.toArray()).containsExactly(2, -3, 140, -210);
  }

  @Test
  public void productsAreThoseOfTheLatestPoint() {
    CompiledField field = field(1);
    Linearization point = field.newLinearization();
    StateVector y = StateVector.of(new double[] {1, 4});
    StateVector out = y.newLike();
    point.evaluate(RowScalar.shared(0.5), StateVector.of(new double[] {9, 9}), out);
    point.evaluate(RowScalar.shared(2), y, out);
    assertThat(out.toArray()).containsExactly(4, -24);
    StateVector parameterCotangent = StateVector.of(new double[] {100, 100});
    point.vjp(StateVector.of(new double[] {1, 10}), out, parameterCotangent);
    assertThat(out.toArray()).containsExactly(4, -60);
    assertThat(parameterCotangent.toArray()).containsExactly(102, 180);
  }

  /** Steppers reuse their stage vectors, and evaluate elsewhere, before they ask for products. */
  @Test
  public void productsSurviveReuseOfTheStateAndOtherPlaces() {
    CompiledField field = field(1);
    Linearization first = field.newLinearization();
    Linearization second = field.newLinearization();
    StateVector stage = StateVector.of(new double[] {1, 4});
    StateVector out = stage.newLike();
    first.evaluate(RowScalar.shared(2), stage, out);
    stage.fill(-7);
    second.evaluate(RowScalar.shared(3), stage, out);
    field.evaluate(RowScalar.shared(4), stage, out);
    StateVector parameterCotangent = stage.newLike();
    first.vjp(StateVector.of(new double[] {1, 1}), out, parameterCotangent);
    assertThat(out.toArray()).containsExactly(4, -6);
    assertThat(parameterCotangent.toArray()).containsExactly(2, 8);
    first.vjp(StateVector.of(new double[] {1, 0}), out, null);
    assertThat(out.toArray()).containsExactly(4, -0.0);
  }

  @Test
  public void itSaysWhatItIs() {
    CompiledField field = field(1);
    assertThat(field.width()).isEqualTo(2);
    assertThat(field.parameterSizes()).containsExactly(2);
    assertThat(field.capabilities()).containsExactly(Capability.VJP);
    assertThat(field.traits()).isEqualTo(new FieldTraits(false, true, false));
    CompiledField timeless =
        CompiledField.of(withPorts(g -> g.output("o", g.input("i", 3).neg(), 3)));
    assertThat(timeless.traits().autonomous()).isTrue();
    assertThat(timeless.parameterCount()).isZero();
    FieldTraits coupled = new FieldTraits(false, false, true);
    assertThat(CompiledField.of(growth(1), coupled).traits()).isEqualTo(coupled);
  }

  @DataProvider
  static Object[][] noFields() {
    GraphDefinition wider =
        g -> g.output("o", g.sameDiff().concat(1, g.input("i", 2), g.constant(1).reshape(1, 1)), 3);
    GraphDefinition wideTime = g -> g.output("o", g.input("y", 2).add(g.input("t", 2)), 2);
    GraphDefinition twoOutputs =
        g -> {
          g.output("a", g.input("y", 2).neg(), 2);
          g.output("b", g.sameDiff().getVariable("y").mul(2), 2);
        };
    GraphDefinition noInput = g -> g.output("a", g.parameter("p", 1, 2), 2);
    return new Object[][] {{wider}, {wideTime}, {twoOutputs}, {noInput}};
  }

  @Test(dataProvider = "noFields")
  public void otherFunctionsAreRefused(GraphDefinition definition) {
    CompiledFunction function = withPorts(definition);
    assertThatThrownBy(() -> CompiledField.of(function))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("function ports is no vector field")
        .hasMessageContaining("its inputs are");
  }

  @Test
  public void aTimedFieldIsNotAutonomous() {
    assertThatThrownBy(() -> CompiledField.of(growth(1), new FieldTraits(true, true, false)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not autonomous");
  }

  @Test
  public void statesOfAnotherShapeOrPrecisionAreRefused() {
    CompiledField field = field(2);
    for (StateVector state :
        new StateVector[] {
          StateVector.zeros(Precision.FLOAT64, 3, 2),
          StateVector.zeros(Precision.FLOAT64, 2, 1),
          StateVector.zeros(Precision.FLOAT32, 2, 2)
        }) {
      assertThatThrownBy(() -> field.evaluate(RowScalar.shared(0), state, state.newLike()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("compiled for 2 × 2 of FLOAT64")
          .hasMessageContaining(
              "%d × %d of %s".formatted(state.rows(), state.width(), state.precision()));
    }
  }

  private static CompiledField field(int rows) {
    return CompiledField.of(growth(rows));
  }

  private static CompiledFunction growth(int rows) {
    GrowthFunction function = new GrowthFunction(Precision.FLOAT64, rows, 2);
    function.setParameters(StateVector.of(THETA));
    return function;
  }

  /** A function of which only the ports are looked at. */
  private static CompiledFunction withPorts(GraphDefinition definition) {
    FunctionGraph graph = FunctionGraph.of("ports", Precision.FLOAT64, 1, definition);
    return new CompiledFunction() {
      @Override
      public FunctionGraph graph() {
        return graph;
      }

      @Override
      public void setParameters(StateVector parameters) {}

      @Override
      public Evaluation newEvaluation() {
        return new GrowthFunction(Precision.FLOAT64, 1, 1).newEvaluation();
      }

      @Override
      public void close() {}
    };
  }
}
