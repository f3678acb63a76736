// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.model.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.solver.state.Precision;
import java.util.List;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** Batches, their signatures and the scaling of their numbers. */
public final class BatchTest {

  private static final DataSignature SERIES =
      DataSignature.of(DataField.real(DataField.INPUTS, 5, 3), DataField.real(DataField.TARGETS));

  @Test
  public void everyFieldHasARowASample() {
    Batch batch = new Batch(SERIES, Precision.FLOAT32, 4);
    assertThat(batch.rows()).isEqualTo(4);
    assertThat(batch.vector(DataField.INPUTS).rows()).isEqualTo(4);
    assertThat(batch.vector(DataField.INPUTS).width()).isEqualTo(15);
    assertThat(batch.vector(DataField.TARGETS).width()).isEqualTo(1);
    assertThat(batch.vector(DataField.TARGETS).precision()).isEqualTo(Precision.FLOAT32);
    assertThatThrownBy(() -> batch.vector("gaps"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("gaps")
        .hasMessageContaining("[inputs, targets]");
  }

  @Test
  public void aMissingFieldIsAProblemOfTheDataWithASuggestion() {
    assertThat(SERIES.find("mask")).isEmpty();
    assertThat(SERIES.require(DataField.INPUTS, "somebody").width()).isEqualTo(15);
    assertThatThrownBy(() -> SERIES.require("target", "the loss"))
        .isInstanceOfSatisfying(
            ImpetusException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.DATA))
        .hasMessageContaining("the loss needs the field \"target\"")
        .hasMessageContaining("did you mean \"targets\"?");
  }

  @DataProvider
  static Object[][] mistakes() {
    return new Object[][] {
      {(Runnable) () -> DataField.real("x", 2, 0), "[2, 0]"},
      {(Runnable) () -> new DataField("x", List.of(2), -1, List.of()), "-1 classes"},
      {(Runnable) () -> new DataField("x", List.of(4, 2), 0, List.of("a")), "[a]"},
      {(Runnable) () -> DataSignature.of(DataField.real("x"), DataField.real("x")), "same name"},
      {(Runnable) () -> new Scaling(List.of(1.0), List.of(2.0, 3.0)), "[2.0, 3.0]"},
      {(Runnable) () -> new Scaling(List.of(1.0), List.of(0.0)), "[0.0]"},
    };
  }

  @Test(dataProvider = "mistakes")
  public void mistakesAreRefusedWithTheirValues(Runnable mistake, String message) {
    assertThatThrownBy(mistake::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  public void scalingGoesThereAndBack() {
    Scaling scaling = new Scaling(List.of(10.0, -1.0), List.of(4.0, 0.5));
    assertThat(scaling.toOriginal(0, 3)).isEqualTo(22);
    assertThat(scaling.toScaled(0, 22)).isEqualTo(3);
    assertThat(scaling.toScaled(1, scaling.toOriginal(1, 0.25))).isEqualTo(0.25);
  }
}
