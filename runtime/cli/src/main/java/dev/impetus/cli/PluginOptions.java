// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

import dev.impetus.runtime.plugin.PluginRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Where plugins come from; part of every command that needs them. */
final class PluginOptions {

  @Option(
      names = "--plugins-dir",
      paramLabel = "DIR",
      description =
          "Folder with plugin jars, beside those of the installation and the class path. May be repeated.")
  private List<Path> folders = new ArrayList<>();

  @Option(
      names = "--strict",
      description = "Fail if any plugin is rejected, also one that is not used.")
  private boolean strict;

  @Option(
      names = "--prefer",
      paramLabel = "ID=JAR",
      parameterConsumer = Assignments.class,
      description = "Take an id from this jar where several jars have it. May be repeated.")
  private Map<String, String> preferences = new LinkedHashMap<>();

  boolean isStrict() {
    return strict;
  }

  /**
   * The registry of the class path, of the folder plugins of the installation, and of the given
   * folders.
   */
  PluginRegistry registry() {
    return builder().strict(strict).build();
  }

  /** These options as they stand on a command line, for a process that needs the same plugins. */
  List<String> words() {
    List<String> words = new ArrayList<>();
    for (Path folder : folders) {
      words.addAll(List.of("--plugins-dir", folder.toString()));
    }
    preferences.forEach((id, jar) -> words.addAll(List.of("--prefer", id + "=" + jar)));
    if (strict) {
      words.add("--strict");
    }
    return words;
  }

  PluginRegistry.Builder builder() {
    PluginRegistry.Builder builder = PluginRegistry.builder();
    String home = System.getProperty("impetus.home");
    if (home != null && Files.isDirectory(Path.of(home, "plugins"))) {
      builder.folder(Path.of(home, "plugins"));
    }
    folders.forEach(builder::folder);
    preferences.forEach(builder::prefer);
    return builder;
  }
}
