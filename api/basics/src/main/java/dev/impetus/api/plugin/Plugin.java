// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.api.plugin;

import dev.impetus.api.config.ConfigSchema;

/**
 * What every plugin is: a cheap factory with an id and a schema. Each kind of plugin is an
 * interface that extends this one and adds a method that creates something from a checked
 * configuration.
 *
 * <p>Contract. An implementation is a public class with a public constructor without arguments,
 * named in the service file of its kind ({@code META-INF/services/…}) and in a descriptor of its
 * jar ({@code META-INF/impetus/plugin.properties}). The constructor and the static initialisers do
 * no work: no files, no threads, no native code, no output. The runtime calls both methods from any
 * thread and at any time, also only to print them.
 */
public interface Plugin {

  /**
   * The id by which a specification names this plugin: lower-case words joined by hyphens, at most
   * 64 characters, the same as in the descriptor.
   */
  String id();

  /** The options that its configuration may have. */
  ConfigSchema schema();
}
