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
            new Settings(32, 32, 5, 5, List.of(1L)),
            folder,
            new PrintStream(said, true, StandardCharsets.UTF_8));
    Map<String, Scores> scores = table.means();
    assertThat(scores)
        .containsOnlyKeys(
            "always artifact",
            "tf-idf, logistic regression",
            "lstm",
            "momentum-lstm, mu 0.3, s 0.6",
            "momentum-lstm, mu 0, s 0.6",
            "transformer, linear attention",
            "momentum-transformer, b 0.1, g 0.6",
            "momentum-transformer, b 0, g 0.6",
            "momentum-transformer, b 0, g 0.667");
    Scores trivial = scores.remove("always artifact");
    Scores regression = scores.remove("tf-idf, logistic regression");
    assertThat(regression.macroF1()).isGreaterThan(trivial.macroF1() + 0.3);
    assertThat(scores.get("lstm").accuracy()).isGreaterThan(trivial.accuracy() + 0.3);
    // Drawing kinds as often as they occur has a macro-F1 of 1 / 26.
    assertThat(scores.values())
        .allMatch(net -> net.accuracy() > trivial.accuracy() + 0.15)
        .allMatch(net -> net.macroF1() > 2.0 / 26);
    assertThat(said.toString(StandardCharsets.UTF_8)).contains("lstm, seed 1: epoch 5 of 5");
    assertThat(folder.resolve("comparison.html")).content().contains("macro-f1", "</html>");
  }
}
