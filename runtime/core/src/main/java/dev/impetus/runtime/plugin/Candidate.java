// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.plugin;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.Problem;
import dev.impetus.api.plugin.Plugin;
import dev.impetus.api.plugin.PluginDescriptor;
import dev.impetus.api.plugin.PluginKind;
import java.util.Optional;

/** A plugin on its way from its descriptor to its provider. Guarded by the registry's lock. */
final class Candidate {

  private final PluginJar jar;
  private final Optional<PluginDescriptor.Entry> entry;
  private PluginState state = PluginState.FOUND;
  private Optional<Problem> problem = Optional.empty();
  private Plugin plugin;

  Candidate(PluginJar jar, Optional<PluginDescriptor.Entry> entry) {
    this.jar = jar;
    this.entry = entry;
  }

  static Candidate rejected(PluginJar jar, String what, String why, String fix) {
    Candidate candidate = new Candidate(jar, Optional.empty());
    candidate.reject(what, why, fix);
    return candidate;
  }

  PluginJar jar() {
    return jar;
  }

  PluginState state() {
    return state;
  }

  boolean isUsable() {
    return state == PluginState.FOUND || state == PluginState.LOADED;
  }

  Optional<PluginKind> kind() {
    return entry.map(PluginDescriptor.Entry::kind);
  }

  String id() {
    return entry.map(PluginDescriptor.Entry::id).orElse("");
  }

  String providerClass() {
    return entry.map(PluginDescriptor.Entry::providerClass).orElse("");
  }

  boolean is(PluginKind kind, String id) {
    return entry.map(e -> e.kind() == kind && e.id().equals(id)).orElse(false);
  }

  void reject(String what, String why, String fix) {
    state = PluginState.REJECTED;
    problem = Optional.of(new Problem(ErrorKind.PLUGIN, what, jar.name(), why, fix));
  }

  void disable(String why, String fix) {
    state = PluginState.DISABLED;
    problem =
        Optional.of(new Problem(ErrorKind.PLUGIN, label() + " is disabled", jar.name(), why, fix));
  }

  void load(Plugin provider) {
    state = PluginState.LOADED;
    plugin = provider;
  }

  Plugin plugin() {
    return plugin;
  }

  /** {@code solver "rk4"}. */
  String label() {
    return entry.map(e -> e.kind() + " \"" + e.id() + "\"").orElse("a plugin");
  }

  PluginReport report() {
    return new PluginReport(jar, entry, state, problem);
  }
}
