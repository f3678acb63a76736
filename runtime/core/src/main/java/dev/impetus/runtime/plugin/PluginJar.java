// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.plugin;

import dev.impetus.api.plugin.PluginDescriptor;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Where plugins come from.
 *
 * @param path the jar, or a folder of class files on the class path; the folder itself where a
 *     plugin folder has no plugin jar in it
 * @param sha256 hash of the jar in lower-case hexadecimal digits; empty for folders and for files
 *     that could not be read
 * @param isolated whether it has a class loader of its own; jars of the class path share one
 * @param descriptor what it says about itself, where that could be read
 */
public record PluginJar(
    Path path, String sha256, boolean isolated, Optional<PluginDescriptor> descriptor) {

  /** Checks that no part is null. */
  public PluginJar {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(sha256, "sha256");
    Objects.requireNonNull(descriptor, "descriptor");
  }

  /** The name by which messages call it: the file name of a jar, the whole path of a folder. */
  public String name() {
    return name(path);
  }

  static String name(Path path) {
    Path file = path.getFileName();
    return file != null && file.toString().endsWith(".jar") ? file.toString() : path.toString();
  }
}
