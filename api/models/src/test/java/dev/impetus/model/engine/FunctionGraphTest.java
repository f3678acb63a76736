// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.model.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impetus.solver.state.Precision;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

public final class FunctionGraphTest {

  private static final GraphDefinition LAYER =
      graph -> {
        SDVariable x = graph.input("x", 3);
        SDVariable w = graph.parameter("weight", 2, 3);
        SDVariable b = graph.parameter("bias", 2);
        graph.output("y", graph.sameDiff().mmul(x, w, false, true, false).add(b), 2);
      };

  @Test
  public void portsStandInTheOrderOfTheirDeclaration() {
    FunctionGraph graph = FunctionGraph.of("layer", Precision.FLOAT32, 4, LAYER);
    assertThat(graph.name()).isEqualTo("layer");
    assertThat(graph.batch()).isEqualTo(4);
    assertThat(graph.precision()).isEqualTo(Precision.FLOAT32);
    assertThat(graph.inputs()).containsExactly(new Port("x", List.of(3L)));
    assertThat(graph.parameters())
        .containsExactly(new Port("weight", List.of(2L, 3L)), new Port("bias", List.of(2L)));
    assertThat(graph.outputs()).containsExactly(new Port("y", List.of(2L)));
    assertThat(graph.parameterCount()).isEqualTo(8);
    assertThat(graph.sameDiff().getVariable("x").placeholderShape()).containsExactly(4, 3);
  }

  @Test
  public void everyArrayHasThePrecisionOfTheGraph() {
    for (Precision precision : Precision.values()) {
      DataType expected = precision == Precision.FLOAT32 ? DataType.FLOAT : DataType.DOUBLE;
      FunctionGraph graph =
          FunctionGraph.of(
              "constants",
              precision,
              2,
              g -> {
                assertThat(g.dataType()).isEqualTo(expected);
                SDVariable shift = g.constant(Nd4j.createFromArray(1.0, 2.0));
                g.output("y", g.input("x", 2).mul(g.constant(3)).add(shift), 2);
              });
      assertThat(graph.sameDiff().variables())
          .allSatisfy(variable -> assertThat(variable.dataType()).isEqualTo(expected));
    }
  }

  @DataProvider
  static Object[][] mistakes() {
    GraphDefinition twice =
        g -> {
          g.input("x", 1);
          g.parameter("x", 1);
        };
    GraphDefinition silent = g -> g.input("x", 1);
    GraphDefinition empty = g -> g.input("x", 0);
    return new Object[][] {
      {1, twice, "a port \"x\" already"},
      {1, silent, "function f declares no output"},
      {1, empty, "x has the shape [0]"},
      {0, LAYER, "function f: batch is 0"},
    };
  }

  @Test(dataProvider = "mistakes")
  public void mistakesAreRefused(int batch, GraphDefinition definition, String message) {
    assertThatThrownBy(() -> FunctionGraph.of("f", Precision.FLOAT64, batch, definition))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  public void aPortOfOneNumberHasSizeOne() {
    assertThat(new Port("t", List.of()).size()).isEqualTo(1);
    assertThat(new Port("w", List.of(4L, 5L)).size()).isEqualTo(20);
  }
}
