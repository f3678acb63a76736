// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.run;

import dev.impetus.runtime.pipeline.PipelineFactory;
import dev.impetus.runtime.plugin.PluginRegistry;
import dev.impetus.runtime.toy.ToyPlugins;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A run in a process of its own, which a test kills. */
final class ToyRun {

  static final int EPOCHS = 20;

  private ToyRun() {}

  /** Begins the run in a folder, or goes on with it: {@code <plugins> <run> <delay>}. */
  public static void main(String[] arguments) {
    int delay = Integer.parseInt(arguments[2]);
    Path folder = Path.of(arguments[1]);
    try (PluginRegistry registry = PluginRegistry.builder().folder(Path.of(arguments[0])).build()) {
      PipelineFactory factory = PipelineFactory.of(registry);
      try (Run run =
          Files.exists(folder.resolve("spec.yaml"))
              ? Run.resume(factory, folder, ResumeOptions.UNCHANGED)
              : Run.create(
                  factory,
                  factory.resolve(
                      ToyPlugins.spec(delay)
                          .model("toy-net", Map.of("delay", delay, "steps", 4))
                          .training("epochs", EPOCHS)
                          .training("step-gradients-every", 2)
                          .build()),
                  folder)) {
        run.train();
      }
    }
  }
}
