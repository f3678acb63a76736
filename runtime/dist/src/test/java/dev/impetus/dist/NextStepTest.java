// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.testng.annotations.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Series of different lengths, whose next steps a recurrent net tells with the masked mean square.
 */
public final class NextStepTest {

  private static final int SERIES = 60;

  /** Swings of one frequency: with two readings known, the next is. */
  private static String swings() {
    StringBuilder table = new StringBuilder("swing,angle\n");
    for (int series = 0; series < SERIES; series++) {
      int steps = 12 + series % 9;
      for (int step = 0; step < steps; step++) {
        double angle = (1 + series % 5) * Math.sin(0.9 * step + 1.3 * series);
        table.append(String.format(Locale.ROOT, "%d,%.6f%n", series, angle));
      }
    }
    return table.toString();
  }

  @Test
  public void aNetLearnsToTellTheNextStep() throws IOException {
    Path folder = Files.createTempDirectory("impetus-next");
    Files.writeString(folder.resolve("swings.csv"), swings());
    Path spec =
        Files.writeString(
            folder.resolve("swings.yaml"),
            """
            precision: float32
            data: {id: series-csv, file: swings.csv, series: swing, predict: next-step}
            model: {id: momentum-lstm, hidden: 16}
            loss: mse
            metrics: [rmse]
            optimizer: {id: adam, learning-rate: 0.02}
            training: {epochs: 60, batch-size: 6, accumulate: 2, clip-norm: 1}
            """);
    String run = folder.resolve("run").toString();
    JsonNode result =
        JsonMapper.builder()
            .build()
            .readTree(
                Invocation.of("run", spec.toString(), "--out", run, "--json", "--progress", "none")
                    .succeeded()
                    .out());
    // Scaled numbers have the mean square 1, and so has the error of who knows nothing.
    assertThat(result.get("test").get("loss").asDouble()).isPositive().isLessThan(0.15);
    JsonNode error = result.get("errors").get(0);
    assertThat(error.get("column").asString()).isEqualTo("angle");
    assertThat(error.get("root-mean-square").asDouble()).isLessThan(1);
    assertThat(
            Invocation.of("predict", run, "--data", folder.resolve("swings.csv").toString())
                .succeeded()
                .out())
        .startsWith("sample,step,predicted angle,target angle\n0,0,");
  }
}
