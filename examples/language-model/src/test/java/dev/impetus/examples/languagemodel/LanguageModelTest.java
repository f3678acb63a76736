// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.languagemodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.testng.annotations.Test;

public final class LanguageModelTest {

  @Test
  public void netsAreComparedWithCountsOnTheSameTokens() throws IOException {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Path folder = Files.createTempDirectory("impetus-language");
    Settings settings = new Settings(false, 40, 32, 3, List.of(1L), "The Commission ");
    BitsTable table =
        LanguageModel.compare(
            settings, folder, new PrintStream(said, true, StandardCharsets.UTF_8));
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains(
            "single tokens", "3-grams", "lstm, seed 1: epoch 3 of 3", "mu 0, s 0.6", "b 0, g 0.6")
        .containsPattern("lstm writes on:\\RThe Commission [\\x20-\\x7E]{20}");
    assertThat(table.ngrams(1)).isBetween(4.0, 5.0);
    assertThat(table.ngrams(3)).isLessThan(table.ngrams(1) - 1);
    assertThat(table.nets().values()).hasSize(7).allMatch(bits -> bits < table.ngrams(1) - 0.5);
    assertThat(folder.resolve("comparison.html")).content().contains("momentum-lstm", "</html>");
  }
}
