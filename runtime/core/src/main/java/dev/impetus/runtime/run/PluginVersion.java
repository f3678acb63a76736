// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.run;

import dev.impetus.runtime.plugin.PluginReport;

/**
 * A plugin as it was in a run.
 *
 * @param kind its kind
 * @param id its id
 * @param jar name of its jar
 * @param version version of its jar
 * @param sha256 hash of its jar; empty for a folder of class files
 */
public record PluginVersion(String kind, String id, String jar, String version, String sha256) {

  static PluginVersion of(PluginReport report) {
    return new PluginVersion(
        report.kind().map(kind -> kind.word()).orElse(""),
        report.id(),
        report.jar().name(),
        report.version(),
        report.jar().sha256());
  }

  String name() {
    return kind + " " + id;
  }

  /** Whether both are the same code, as far as can be known: folders have no hash. */
  boolean sameCode(PluginVersion other) {
    return version.equals(other.version) && sha256.equals(other.sha256);
  }

  String describe() {
    return jar
        + ", version "
        + version
        + (sha256.isEmpty()
            ? ""
            : ", SHA-256 " + sha256.substring(0, Math.min(12, sha256.length())) + "…");
  }
}
