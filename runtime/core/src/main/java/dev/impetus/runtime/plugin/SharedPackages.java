// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.plugin;

import java.util.List;
import java.util.Optional;

/**
 * What host and plugins share: of everything here there is one copy, the host's, whatever a
 * plugin's jar contains. Each prefix ends in a dot, so that {@code org.nd4jx} is not shared by
 * accident.
 */
final class SharedPackages {

  private static final List<String> PREFIXES =
      List.of(
          "dev.impetus.api.",
          "dev.impetus.solver.",
          "dev.impetus.model.",
          "dev.impetus.kernel.",
          "org.nd4j.",
          "org.bytedeco.",
          "org.slf4j.",
          "jakarta.inject.",
          "org.jspecify.");

  private SharedPackages() {}

  static boolean containsClass(String className) {
    return PREFIXES.stream().anyMatch(className::startsWith);
  }

  static boolean containsResource(String resourceName) {
    return prefixOf(resourceName).isPresent();
  }

  /** The shared prefix to which a resource or class file belongs. */
  static Optional<String> prefixOf(String resourceName) {
    String name = resourceName.startsWith("/") ? resourceName.substring(1) : resourceName;
    String dotted = name.replace('/', '.');
    return PREFIXES.stream().filter(dotted::startsWith).findFirst();
  }
}
