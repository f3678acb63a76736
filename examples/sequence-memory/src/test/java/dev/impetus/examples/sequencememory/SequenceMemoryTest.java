// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.sequencememory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.runtime.pipeline.PipelineFactory;
import dev.impetus.runtime.plugin.PluginRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.testng.annotations.Test;

public final class SequenceMemoryTest {

  @Test
  public void lossesWithoutMemoryAreThePublishedOnes() {
    assertThat(MemoryTask.ADDING.trivialLoss(750)).isCloseTo(0.1667, within(1e-4));
    assertThat(MemoryTask.COPYING.trivialLoss(2000)).isCloseTo(0.01029, within(1e-5));
  }

  @Test
  public void shortSumsAreLearntAndTheTableSaysSo() throws IOException {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Path folder = Files.createTempDirectory("impetus-memory");
    Settings settings = new Settings(10, 2, 16, 50, 100, 4, 0.01, List.of(1L, 2L));
    LossTable table;
    try (PluginRegistry registry = PluginRegistry.builder().build()) {
      table =
          SequenceMemory.compare(
              PipelineFactory.of(registry),
              MemoryTask.ADDING,
              MemoryCell.ALL.subList(0, 3),
              settings,
              folder,
              new PrintStream(said, true, StandardCharsets.UTF_8));
    }
    Map<String, List<Double>> losses = table.losses();
    assertThat(losses).containsOnlyKeys("lstm", "lstm, s 0.6", "momentum-lstm");
    assertThat(losses.get("lstm")).hasSize(2).allMatch(loss -> loss < 0.08);
    assertThat(losses.get("momentum-lstm")).hasSize(2).allMatch(loss -> loss < 0.2);
    assertThat(losses.get("lstm").get(0)).isNotEqualTo(losses.get("lstm").get(1));
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("without memory", "0.1667", "2 of 2");
    assertThat(folder.resolve("comparison.html")).content().contains("adding", "</html>");
  }

  @Test
  public void everyCellIsMadeForBothTasks() {
    try (PluginRegistry registry = PluginRegistry.builder().build()) {
      PipelineFactory factory = PipelineFactory.of(registry);
      for (MemoryTask task : MemoryTask.values()) {
        for (MemoryCell cell : MemoryCell.ALL) {
          assertThat(factory.resolve(task.spec(cell, Settings.FULL, 1)).spec().model().id())
              .isEqualTo(cell.id());
        }
      }
    }
  }
}
