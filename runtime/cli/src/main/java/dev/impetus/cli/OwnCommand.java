// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How this very command is started again in another process: same Java, options, class path. */
final class OwnCommand {

  /** In which the process prints. */
  static final Charset ENCODING = StandardCharsets.UTF_8;

  private OwnCommand() {}

  static List<String> words() {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(OwnCommand::isPassedOn)
        .forEach(words::add);
    words.add(ParentWatch.option());
    // What it prints is read back in this encoding, whatever the locale; Java 17 knows the second.
    words.addAll(List.of("-Dstdout.encoding=" + ENCODING, "-Dfile.encoding=" + ENCODING));
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
