// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.api.plugin;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a jar says about the plugins in it, readable without loading a class. Its place in the jar
 * is {@value #LOCATION}; {@link PluginDescriptorReader} reads it.
 *
 * @param name name of the jar's contents, usually the Maven artifact
 * @param version version of the jar, in any form
 * @param api versions of the plugin interfaces with which it works
 * @param java the oldest Java release that it runs on: 17
 * @param license SPDX identifier or name of its licence
 * @param description one line for people
 * @param url home page, if it has one
 * @param plugins its plugins, at least one
 */
public record PluginDescriptor(
    String name,
    String version,
    ApiRange api,
    int java,
    String license,
    String description,
    Optional<String> url,
    List<Entry> plugins) {

  /** The place of the descriptor in a jar. */
  public static final String LOCATION = "META-INF/impetus/plugin.properties";

  /** Copies the list. */
  public PluginDescriptor {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(api, "api");
    Objects.requireNonNull(license, "license");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(url, "url");
    plugins = List.copyOf(plugins);
  }

  /**
   * One plugin of a jar.
   *
   * @param id the id by which specifications name it
   * @param kind what it is
   * @param providerClass binary name of its provider class
   * @param description one line for people
   */
  public record Entry(String id, PluginKind kind, String providerClass, String description) {

    /** Checks that no part is null. */
    public Entry {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(providerClass, "providerClass");
      Objects.requireNonNull(description, "description");
    }
  }
}
