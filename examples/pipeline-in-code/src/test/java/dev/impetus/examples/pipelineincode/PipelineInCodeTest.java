// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.pipelineincode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.testng.annotations.Test;

public final class PipelineInCodeTest {

  @Test
  public void theExampleFindsTheDamping() throws IOException {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    double damping =
        PipelineInCode.run(
            Files.createTempDirectory("impetus-pipeline"),
            120,
            new PrintStream(said, true, StandardCharsets.UTF_8));
    assertThat(damping).isCloseTo(0.2, within(0.01));
    assertThat(said.toString(StandardCharsets.UTF_8)).contains("predicted");
  }
}
