// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

import dev.impetus.runtime.pipeline.PipelineFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Values of a specification that a command line replaces. */
final class SpecOptions {

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      parameterConsumer = Assignments.class,
      description =
          "Replace a value of the specification, for example solver.rtol=1e-5. May be repeated.")
  private Map<String, String> overrides = new LinkedHashMap<>();

  /** The values by their paths. */
  Map<String, String> overrides() {
    return overrides;
  }

  PipelineFile read(Path spec) {
    return PipelineFile.read(spec, overrides);
  }
}
