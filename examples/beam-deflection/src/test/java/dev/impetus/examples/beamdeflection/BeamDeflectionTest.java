// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.beamdeflection;

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

public final class BeamDeflectionTest {

  @Test
  public void theComparisonIsDeterministicAndBetterThanSayingNothing() throws IOException {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Map<String, Double> first = compare(said);
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("30 test samples", "hbnode, seed 1", "nothing changes", "linear, 2 readings");
    // Saying that nothing changes is wrong by 447, the mean by 270.
    assertThat(first.values()).hasSize(2).allMatch(error -> error < 200);
    assertThat(compare(new ByteArrayOutputStream())).isEqualTo(first);
  }

  private static Map<String, Double> compare(ByteArrayOutputStream said) throws IOException {
    Path folder = Files.createTempDirectory("impetus-beam");
    Map<String, Double> errors =
        BeamDeflection.compare(
            folder, 6, List.of(1L), new PrintStream(said, true, StandardCharsets.UTF_8));
    assertThat(folder.resolve("comparison.html")).content().contains("hbnode", "node", "</html>");
    return errors;
  }
}
