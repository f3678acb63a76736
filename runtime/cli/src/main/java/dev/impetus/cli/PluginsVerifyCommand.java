// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.runtime.plugin.LoadReport;
import dev.impetus.runtime.plugin.PluginRegistry;
import dev.impetus.runtime.plugin.PluginReport;
import dev.impetus.runtime.plugin.PluginState;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Loads the plugins of jars in a loader of their own, apart from all others, and says what is
 * wrong.
 */
@Command(
    name = "verify",
    description =
        "Checks the jars of one plugin: descriptor, service files, classes, and loads it.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  impetus plugins verify acme-solvers-2.1.0.jar",
      "  impetus plugins verify acme-solvers-2.1.0.jar what-it-needs.jar --json"
    })
final class PluginsVerifyCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "JAR",
      arity = "1..*",
      description = "The plugin's jar, and jars that it needs.")
  private List<Path> jars;

  @Option(names = "--json", description = "Print the load report as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Path folder = Files.createTempDirectory("impetus-verify");
    try {
      Path plugin = Files.createDirectory(folder.resolve("plugin"));
      for (Path jar : jars) {
        copy(jar, plugin);
      }
      LoadReport report;
      // The platform loader has no plugins: those of the installation must not answer for this one.
      try (PluginRegistry registry =
          PluginRegistry.builder()
              .classLoader(ClassLoader.getPlatformClassLoader())
              .folder(folder)
              .build()) {
        report = registry.loadAll();
      }
      if (json) {
        out.println(report.toJson());
      } else {
        print(report, out);
      }
      out.flush();
      boolean good =
          !report.plugins().isEmpty()
              && report.plugins().stream().allMatch(p -> p.state() == PluginState.LOADED);
      return (good ? ExitCode.FINE : ExitCode.CONFIGURATION).number();
    } finally {
      delete(folder);
    }
  }

  private static void copy(Path jar, Path folder) throws IOException {
    if (!Files.isRegularFile(jar)) {
      throw new ImpetusException(
          new Problem(
              ErrorKind.STORAGE,
              "there is no jar " + jar.getFileName(),
              jar.toAbsolutePath().toString(),
              "no file lies there",
              "build it first, or correct the path"));
    }
    Files.copy(jar, folder.resolve(jar.getFileName()));
  }

  private static void print(LoadReport report, PrintWriter out) {
    ProblemPrinter printer = new ProblemPrinter(out);
    for (PluginReport plugin : report.plugins()) {
      String label = plugin.jar().name() + (plugin.id().isEmpty() ? "" : "  (" + plugin.id() + ")");
      plugin
          .problem()
          .ifPresentOrElse(
              problem -> printer.print(plugin.state() + "  " + label, problem),
              () -> out.println(plugin.state() + "  " + label));
    }
    report.warnings().forEach(warning -> printer.print("warning", warning));
  }

  private static void delete(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
