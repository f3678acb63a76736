// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A file under {@code META-INF/services}, read as {@link java.util.ServiceLoader} reads it, but
 * before any class is loaded: that tells which jar declares which class, which ServiceLoader's own
 * errors do not.
 *
 * @param classes the class names in it
 * @param complaint the first line that is no class name; ServiceLoader then gives up the whole file
 */
record ServiceFile(Set<String> classes, Optional<String> complaint) {

  private static final Pattern CLASS_NAME =
      Pattern.compile("\\p{javaJavaIdentifierStart}[\\p{javaJavaIdentifierPart}.]*");

  static ServiceFile read(InputStream in) throws IOException {
    Set<String> classes = new LinkedHashSet<>();
    String[] lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\\R", -1);
    for (int i = 0; i < lines.length; i++) {
      int comment = lines[i].indexOf('#');
      String name = (comment < 0 ? lines[i] : lines[i].substring(0, comment)).trim();
      if (name.isEmpty()) {
        continue;
      }
      if (!CLASS_NAME.matcher(name).matches()) {
        return new ServiceFile(
            classes, Optional.of("line " + (i + 1) + ", \"" + name + "\", is no class name"));
      }
      classes.add(name);
    }
    return new ServiceFile(classes, Optional.empty());
  }
}
