// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.toy;

import dev.impetus.api.plugin.PluginKind;
import dev.impetus.runtime.pipeline.PipelineSpec;
import dev.impetus.runtime.pipeline.PipelineSpecBuilder;
import dev.impetus.runtime.plugin.PluginJarBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The toy plugins as a jar, and a pipeline of them. */
public final class ToyPlugins {

  private ToyPlugins() {}

  /** Packs the plugins into a jar in a plugin folder. */
  public static Path writeJar(Path folder, String version) {
    PluginJarBuilder builder =
        PluginJarBuilder.jar("toy.jar")
            .key("version", version)
            .plugin("toy-data", PluginKind.DATA, ToyData.class.getName())
            .plugin("toy-net", PluginKind.ARCHITECTURE, ToyNet.class.getName())
            .plugin("toy-twin", PluginKind.ARCHITECTURE, ToyNetTwin.class.getName())
            .plugin("toy-squares", PluginKind.LOSS, ToyLoss.class.getName())
            .plugin("toy-hits", PluginKind.METRIC, ToyMetric.class.getName())
            .plugin("toy-momentum", PluginKind.OPTIMIZER, ToyOptimizer.class.getName())
            .plugin("toy-engine", PluginKind.ENGINE, ToyEngine.class.getName());
    try {
      Path classes = Path.of(ToyPlugins.class.getResource("ToyPlugins.class").toURI()).getParent();
      try (Stream<Path> files = Files.list(classes)) {
        for (Path file : files.filter(ToyPlugins::isPlugin).toList()) {
          builder.file("dev/impetus/runtime/toy/" + file.getFileName(), Files.readAllBytes(file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
    return builder.writeTo(folder);
  }

  private static boolean isPlugin(Path file) {
    String name = file.getFileName().toString();
    return List.of("ToyData", "ToyNet", "ToyLoss", "ToyMetric", "ToyOptimizer", "ToyEngine")
        .stream()
        .anyMatch(name::startsWith);
  }

  /** A pipeline of them. */
  public static PipelineSpecBuilder spec(int delay) {
    return PipelineSpec.builder()
        .seed(11)
        .data("toy-data", Map.of())
        .model("toy-net", Map.of("delay", delay))
        .engine("toy-engine", Map.of())
        .loss("toy-squares")
        .metric("toy-hits")
        .optimizer("toy-momentum", Map.of())
        .training("batch-size", 8);
  }
}
