// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.odelibrary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.testng.annotations.Test;

public class OdeLibraryTest {

  @Test
  public void noArrayLibraryAndNoContainerIsOnTheClassPath() {
    for (String name :
        List.of(
            "org.nd4j.linalg.factory.Nd4j",
            "org.bytedeco.javacpp.Loader",
            "com.google.inject.Guice",
            "dev.impetus.model.engine.Engine")) {
      assertThatThrownBy(() -> Class.forName(name)).isInstanceOf(ClassNotFoundException.class);
    }
  }

  @Test
  public void theGradientIsThatOfDifferences() {
    double[] gradient = OdeLibrary.gradient();
    for (int i = 0; i < 4; i++) {
      assertThat(gradient[i]).isCloseTo(OdeLibrary.difference(i), within(1e-5));
    }
  }

  @Test
  public void theTablesShowTheReferenceSolution() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      OdeLibrary.printSolution(out);
      OdeLibrary.printMethods(out);
      OdeLibrary.printGradient(out);
    }
    String text = bytes.toString(StandardCharsets.UTF_8);
    assertThat(text).contains(" 10.00   1.02634    0.90969").contains("peak of the prey");
    // Where the prey peak, there are alpha/beta = 1.5 predators.
    assertThat(text.lines().filter(line -> line.endsWith("peak of the prey")))
        .hasSize(3)
        .allMatch(line -> line.contains("1.50000  peak"));
    assertThat(text.lines().filter(line -> line.contains("1.02634"))).hasSize(3);
  }
}
