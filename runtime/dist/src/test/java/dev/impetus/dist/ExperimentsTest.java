// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impetus.runtime.pipeline.PipelineFactory;
import dev.impetus.runtime.plugin.PluginRegistry;
import dev.impetus.runtime.sweep.Setting;
import dev.impetus.runtime.sweep.SweepFile;
import dev.impetus.runtime.sweep.SweepPlan;
import dev.impetus.runtime.sweep.SweepPlanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.testng.annotations.Test;

/** The sweeps in {@code examples/specs/experiments}; planning needs no data. */
public final class ExperimentsTest {

  private static final Path EXPERIMENTS = Path.of("..", "..", "examples", "specs", "experiments");

  @Test
  public void everyExperimentIsValidAndHasItsControls() throws IOException {
    Map<String, Integer> runs = new TreeMap<>();
    try (PluginRegistry registry = PluginRegistry.builder().build();
        Stream<Path> files = Files.list(EXPERIMENTS)) {
      PipelineFactory factory = PipelineFactory.of(registry);
      for (Path file : files.filter(path -> path.toString().endsWith(".yaml")).toList()) {
        SweepPlan plan = SweepPlanner.plan(factory, SweepFile.read(file));
        List<Setting> settings = plan.settings();
        assertThat(settings).as(file.toString()).anyMatch(Setting::control);
        assertThat(settings).anyMatch(setting -> setting.method() && !setting.control());
        runs.put(file.getFileName().toString(), plan.runs());
      }
    }
    assertThat(runs)
        .containsEntry("adding.yaml", 21)
        .containsEntry("copying.yaml", 21)
        .containsEntry("copy-task.yaml", 24)
        .containsEntry("japanese-vowels.yaml", 125)
        .containsEntry("basic-motions.yaml", 175)
        .containsEntry("tiny-shakespeare.yaml", 18)
        .containsEntry("tiny-shakespeare-transformer.yaml", 18)
        .containsEntry("sci-cite.yaml", 21)
        .containsEntry("listops.yaml", 15)
        .containsEntry("pixel-mnist.yaml", 24);
  }
}
