// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

import dev.impetus.api.plugin.ApiVersion;
import picocli.CommandLine.IVersionProvider;

/** Says what runs, for bug reports. */
final class VersionInformation implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version = VersionInformation.class.getPackage().getImplementationVersion();
    return new String[] {
      "impetus " + (version == null ? "(not from a jar)" : version),
      "plugin interfaces " + ApiVersion.current(),
      "Java " + System.getProperty("java.version") + ", " + System.getProperty("java.vendor"),
      System.getProperty("os.name") + " " + System.getProperty("os.arch")
    };
  }
}
