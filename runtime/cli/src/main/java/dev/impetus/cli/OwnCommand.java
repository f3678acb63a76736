// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How this very command is started again in another process: same Java, options, class path. */
final class OwnCommand {

  private OwnCommand() {}

  static List<String> words() {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(OwnCommand::isPassedOn)
        .forEach(words::add);
    words.add(ParentWatch.option());
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    return words;
  }

  /** A debugger's port and an archive that this process writes are its own. */
  private static boolean isPassedOn(String option) {
    return !option.startsWith("-agentlib:jdwp")
        && !option.startsWith("-Xrunjdwp")
        && !option.startsWith("-XX:ArchiveClassesAtExit")
        && !option.startsWith("-Dimpetus.terminal");
  }
}
