// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.solve;

import static org.assertj.core.api.Assertions.assertThat;

import org.testng.annotations.Test;

public class NumberTextTest {

  @Test
  public void numbersAreThoseOfACommandLine() {
    assertThat(NumberText.of(1e-6)).isEqualTo("1e-6");
    assertThat(NumberText.of(2.5e-13)).isEqualTo("2.5e-13");
    assertThat(NumberText.of(0.05)).isEqualTo("0.05");
    assertThat(NumberText.of(200.0)).isEqualTo("200");
    assertThat(NumberText.of(1e11)).isEqualTo("1e11");
    assertThat(NumberText.of(-321.8122)).isEqualTo("-321.8122");
    assertThat(NumberText.of(0.0)).isEqualTo("0");
    assertThat(NumberText.of(Double.NaN)).isEqualTo("NaN");
    assertThat(NumberText.of((Object) "chord-lu")).isEqualTo("chord-lu");
    assertThat(NumberText.of((Object) 7L)).isEqualTo("7");
  }

  @Test
  public void digitsAreLimitedWhereAsked() {
    assertThat(NumberText.of(321.81224, 6)).isEqualTo("321.812");
    assertThat(NumberText.of(9.999999999e-3, 6)).isEqualTo("0.01");
    assertThat(NumberText.of(1.0 / 3e5, 3)).isEqualTo("3.33e-6");
    assertThat(NumberText.of(1e11, 6)).isEqualTo("1e11");
    assertThat(NumberText.of(-0.0, 6)).isEqualTo("0");
    assertThat(NumberText.of(Double.NEGATIVE_INFINITY, 6)).isEqualTo("-Infinity");
  }
}
