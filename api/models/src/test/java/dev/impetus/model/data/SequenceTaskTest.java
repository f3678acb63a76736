// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.model.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import java.util.List;
import org.testng.annotations.Test;

public final class SequenceTaskTest {

  private static DataField classes(String name, int classes, Integer... shape) {
    return new DataField(name, List.of(shape), classes, List.of());
  }

  private static SequenceTask task(DataField... fields) {
    return SequenceTask.of(DataSignature.of(fields), "the reader");
  }

  @Test
  public void tokensWithAClassAStep() {
    assertThat(task(classes(DataField.INPUTS, 11, 8), classes(DataField.TARGETS, 5, 8)))
        .isEqualTo(new SequenceTask(8, 1, 11, 5, true, List.of(8, 5), List.of()));
  }

  @Test
  public void vectorsWithOneClass() {
    assertThat(task(DataField.real(DataField.INPUTS, 8, 3), classes(DataField.TARGETS, 5)))
        .isEqualTo(new SequenceTask(8, 3, 0, 5, false, List.of(5), List.of()));
  }

  @Test
  public void vectorsWithAVectorAStep() {
    assertThat(
            task(DataField.real(DataField.INPUTS, 8, 3), DataField.real(DataField.TARGETS, 8, 2)))
        .isEqualTo(new SequenceTask(8, 3, 0, 2, true, List.of(8, 2), List.of()));
  }

  @Test
  public void tokensAreWholeNumbersBelowTheirNumber() {
    SequenceTask task = task(classes(DataField.INPUTS, 11, 8), classes(DataField.TARGETS, 5, 8));
    assertThat(task.token(0, 3, 2)).isZero();
    assertThat(task.token(10, 3, 2)).isEqualTo(10);
    for (double none : new double[] {-1, 11, 2.7, Double.NaN, Double.POSITIVE_INFINITY, 1e18}) {
      assertThatThrownBy(() -> task.token(none, 3, 2))
          .as("%s", none)
          .isInstanceOfSatisfying(
              ImpetusException.class,
              e -> {
                Problem problem = e.problems().get(0);
                assertThat(problem.kind()).isEqualTo(ErrorKind.DATA);
                assertThat(problem.where()).contains("row 3").contains("step 2");
                assertThat(problem.why()).contains("from 0 to 10");
              });
    }
    assertThatThrownBy(() -> task.token(11, 0, 0)).hasMessageContaining("11 is no token");
    assertThatThrownBy(() -> task.token(2.7, 0, 0)).hasMessageContaining("2.7 is no token");
    assertThatThrownBy(() -> task.token(Double.NaN, 0, 0)).hasMessageContaining("NaN is no token");
  }

  @Test
  public void refusesWhatIsNoSequence() {
    assertThatThrownBy(
            () -> task(DataField.real(DataField.INPUTS, 8), DataField.real(DataField.TARGETS, 2)))
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining("the reader does not fit inputs of the shape [8]");
    assertThatThrownBy(
            () ->
                task(
                    DataField.real(DataField.INPUTS, 8, 3),
                    DataField.real(DataField.TARGETS, 7, 2)))
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining("the inputs have 8 steps");
    assertThatThrownBy(
            () ->
                task(
                    DataField.real(DataField.INPUTS, 8, 3),
                    DataField.real(DataField.TARGETS, 2),
                    DataField.real(DataField.MASK, 7)))
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining("\"mask\" has the shape [7]");
  }
}
