// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.plugin;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.api.plugin.PluginDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder into which plugins are dropped: each jar in it is a plugin with a class loader of its
 * own, and so is each folder in it, with all the jars that lie there.
 */
final class PluginFolder {

  /**
   * What becomes one class loader.
   *
   * @param name name of the jar or folder
   * @param inspections its jars, at least one
   */
  record Member(String name, List<JarInspection> inspections) {}

  private final Path folder;
  private final Findings findings;

  PluginFolder(Path folder, Findings findings) {
    this.folder = folder;
    this.findings = findings;
  }

  /**
   * Inspects everything in it.
   *
   * @throws ImpetusException if the folder cannot be listed
   */
  List<Member> inspect() {
    List<Member> members = new ArrayList<>();
    for (Path path : list(folder)) {
      String name = String.valueOf(path.getFileName());
      if (Files.isDirectory(path)) {
        inspectFolder(path).ifPresent(members::add);
      } else if (isJar(path)) {
        members.add(new Member(name, List.of(inspect(path, JarInspection.Place.ALONE))));
      } else {
        findings.note("a file is left alone", path.toString(), "it is no jar", "");
      }
    }
    return members;
  }

  private Optional<Member> inspectFolder(Path path) {
    List<Path> jars = list(path).stream().filter(PluginFolder::isJar).toList();
    if (jars.isEmpty()) {
      findings.note("a plugin folder is empty", path.toString(), "there is no jar in it", "");
      return Optional.empty();
    }
    List<JarInspection> inspections = new ArrayList<>();
    for (Path jar : jars) {
      inspections.add(inspect(jar, JarInspection.Place.IN_PLUGIN_FOLDER));
    }
    if (inspections.stream().allMatch(inspection -> inspection.candidates().isEmpty())) {
      findings.warn(
          "a plugin folder has no plugin",
          path.toString(),
          "none of its jars has " + PluginDescriptor.LOCATION,
          "add the plugin's jar or remove the folder");
    }
    return Optional.of(new Member(String.valueOf(path.getFileName()), inspections));
  }

  private JarInspection inspect(Path jar, JarInspection.Place place) {
    return JarInspection.of(jar, place, findings, name -> Optional.empty());
  }

  private static boolean isJar(Path path) {
    return path.toString().toLowerCase(Locale.ROOT).endsWith(".jar") && Files.isRegularFile(path);
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths
          .filter(path -> !String.valueOf(path.getFileName()).startsWith("."))
          .map(path -> path.toAbsolutePath().normalize())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new ImpetusException(
          new Problem(
              ErrorKind.CONFIGURATION,
              "the plugin folder cannot be read",
              folder.toString(),
              e instanceof java.nio.file.NoSuchFileException
                  ? "there is no such folder"
                  : String.valueOf(e),
              "create it or name another folder"),
          e);
    }
  }
}
