// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.glossclasses;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.testng.annotations.Test;

public final class GlossClassesTest {

  @Test
  public void netsAndRegressionAreBetterThanTheMostFrequentKind() throws IOException {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Path folder = Files.createTempDirectory("impetus-kinds");
    ScoreTable table =
        GlossClasses.compare(
            new Settings(32, 16, 3, 5, List.of(1L)),
            folder,
            new PrintStream(said, true, StandardCharsets.UTF_8));
    Map<String, Double> scores = table.macroF1();
    assertThat(scores).containsKeys("always artifact", "tf-idf, logistic regression", "lstm");
    double trivial = scores.get("always artifact");
    assertThat(scores.get("tf-idf, logistic regression")).isGreaterThan(trivial + 0.1);
    assertThat(scores.get("lstm")).isGreaterThan(trivial + 0.02);
    assertThat(scores.get("momentum-transformer")).isGreaterThan(trivial);
    assertThat(said.toString(StandardCharsets.UTF_8)).contains("lstm, seed 1: epoch 3 of 3");
    assertThat(folder.resolve("comparison.html")).content().contains("macro-f1", "</html>");
  }
}
