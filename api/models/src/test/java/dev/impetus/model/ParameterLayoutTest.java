// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impetus.model.engine.Port;
import dev.impetus.solver.state.StateVector;
import java.util.List;
import org.testng.annotations.Test;

public final class ParameterLayoutTest {

  private static final List<Port> LAYER =
      List.of(new Port("weight", List.of(2L, 3L)), new Port("bias", List.of(2L)));

  @Test
  public void parametersLieOneBehindTheOther() {
    ParameterLayout.Builder builder = ParameterLayout.builder();
    assertThat(builder.add(new Port("gamma", List.of()))).isEqualTo(0);
    assertThat(builder.add("first", LAYER)).isEqualTo(1);
    assertThat(builder.add("second", LAYER)).isEqualTo(9);
    ParameterLayout layout = builder.build();
    assertThat(layout.size()).isEqualTo(17);
    assertThat(layout.parameters())
        .extracting(Parameter::name)
        .containsExactly("gamma", "first.weight", "first.bias", "second.weight", "second.bias");
    assertThat(layout.get("second.bias")).isEqualTo(new Parameter("second.bias", List.of(2L), 15));
    assertThat(layout.get("gamma").size()).isEqualTo(1);
  }

  @Test
  public void viewsShareTheFlatVector() {
    ParameterLayout.Builder builder = ParameterLayout.builder();
    builder.add("a", LAYER);
    builder.add("b", LAYER);
    ParameterLayout layout = builder.build();
    StateVector flat = StateVector.of(new double[16]);
    layout.view(flat, "b.bias").fill(5);
    assertThat(flat.get(0, 13)).isZero();
    assertThat(flat.get(0, 14)).isEqualTo(5);
    assertThat(flat.get(0, 15)).isEqualTo(5);
  }

  @Test
  public void namesDifferAndUnknownOnesAreRefusedWithTheKnown() {
    ParameterLayout.Builder builder = ParameterLayout.builder();
    builder.add("a", LAYER);
    assertThatThrownBy(() -> builder.add("a", LAYER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a.weight is added twice");
    assertThatThrownBy(() -> builder.build().get("a.gain"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a.gain")
        .hasMessageContaining("[a.weight, a.bias]");
  }

  @Test
  public void aModelMayHaveNoParameters() {
    assertThat(ParameterLayout.builder().build().size()).isZero();
  }
}
