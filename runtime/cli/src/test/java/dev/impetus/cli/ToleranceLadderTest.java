// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

public final class ToleranceLadderTest {

  @Command(name = "solve")
  private static final class Solve {}

  @DataProvider
  public Object[][] ladders() {
    return new Object[][] {
      {"", List.of()},
      {"1e-6", List.of(1e-6)},
      {"1e-7,1e-3, 1e-5,1e-3", List.of(1e-3, 1e-5, 1e-7)},
      {"1e-3..1e-9", List.of(1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9)},
      {"1e-5..1e-3", List.of(1e-3, 1e-4, 1e-5)},
      {"1e-4..1e-4", List.of(1e-4)},
      // Both ends, exactly, also where they are no whole decades apart or have many digits.
      {"1e-3..2e-6", List.of(1e-3, 1e-4, 1e-5, 2e-6)},
      {"3e-3..1e-5", List.of(3e-3, 3e-4, 3e-5, 1e-5)},
      {"1.23456789e-3..1.23456788e-4", List.of(1.23456789e-3, 1.23456789e-4, 1.23456788e-4)},
    };
  }

  @Test(dataProvider = "ladders")
  public void aRangeHasBothItsEndsAndARungADecade(String text, List<Double> tolerances) {
    assertThat(ToleranceLadder.parse(text, new CommandLine(new Solve()))).isEqualTo(tolerances);
  }
}
