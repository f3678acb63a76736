// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.plugin;

import dev.impetus.api.error.Problem;
import dev.impetus.api.plugin.PluginDescriptor;
import dev.impetus.api.plugin.PluginKind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What became of one plugin, or of a jar of which no plugin could be told.
 *
 * @param jar where it comes from
 * @param entry what the descriptor says about it; empty if the jar was rejected before that was
 *     known
 * @param state how far it has come
 * @param problem why it is not usable: always there if rejected, sometimes if disabled
 */
public record PluginReport(
    PluginJar jar,
    Optional<PluginDescriptor.Entry> entry,
    PluginState state,
    Optional<Problem> problem) {

  /** Checks that a rejection has a reason. */
  public PluginReport {
    Objects.requireNonNull(jar, "jar");
    Objects.requireNonNull(entry, "entry");
    Objects.requireNonNull(state, "state");
    if (state == PluginState.REJECTED && problem.isEmpty()) {
      throw new IllegalArgumentException("the rejection of " + jar.name() + " has no reason");
    }
  }

  /** The id; empty if unknown. */
  public String id() {
    return entry.map(PluginDescriptor.Entry::id).orElse("");
  }

  /** The kind, if known. */
  public Optional<PluginKind> kind() {
    return entry.map(PluginDescriptor.Entry::kind);
  }

  /** The version of its jar; empty if unknown. */
  public String version() {
    return jar.descriptor().map(PluginDescriptor::version).orElse("");
  }

  /**
   * The report as text, numbers, and maps and lists of them, with a stable shape: {@code id},
   * {@code kind}, {@code state}, {@code jar}, {@code path}, {@code sha256}, {@code isolated}, and
   * where known {@code name}, {@code version}, {@code api}, {@code java}, {@code license}, {@code
   * url}, {@code class}, {@code description}, {@code problem}.
   */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", id());
    map.put("kind", kind().map(PluginKind::word).orElse(""));
    map.put("state", state.name());
    map.put("jar", jar.name());
    map.put("path", jar.path().toString());
    map.put("sha256", jar.sha256());
    map.put("isolated", jar.isolated());
    jar.descriptor()
        .ifPresent(
            descriptor -> {
              map.put("name", descriptor.name());
              map.put("version", descriptor.version());
              map.put("api", descriptor.api().toString());
              map.put("java", descriptor.java());
              map.put("license", descriptor.license());
              descriptor.url().ifPresent(url -> map.put("url", url));
            });
    entry.ifPresent(
        plugin -> {
          map.put("class", plugin.providerClass());
          map.put("description", plugin.description());
        });
    problem.ifPresent(reason -> map.put("problem", toMap(reason)));
    return map;
  }

  static Map<String, Object> toMap(Problem problem) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", problem.kind().name());
    map.put("what", problem.what());
    map.put("where", problem.where());
    map.put("why", problem.why());
    map.put("fix", problem.fix());
    return map;
  }
}
