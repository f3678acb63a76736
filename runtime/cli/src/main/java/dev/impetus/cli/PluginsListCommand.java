// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

import dev.impetus.api.error.Problem;
import dev.impetus.api.plugin.PluginDescriptor;
import dev.impetus.api.plugin.PluginKind;
import dev.impetus.runtime.plugin.LoadReport;
import dev.impetus.runtime.plugin.PluginRegistry;
import dev.impetus.runtime.plugin.PluginReport;
import dev.impetus.runtime.plugin.PluginState;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists plugins from their descriptors: no class of a plugin and no native code is loaded. */
@Command(
    name = "list",
    description = "Lists the plugins that are there, from their descriptors alone.",
    footerHeading = "%nExamples:%n",
    footer = {"  impetus plugins list", "  impetus plugins list --kind solver --json"})
final class PluginsListCommand implements Callable<Integer> {

  @Mixin private PluginOptions plugins;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "One kind only: ${COMPLETION-CANDIDATES}.")
  private PluginKind kind;

  @Option(names = "--json", description = "Print the load report as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    // Strictness is judged here and not by the registry, which would load every provider for it.
    try (PluginRegistry registry = plugins.builder().build()) {
      LoadReport report = registry.report();
      if (kind != null) {
        report =
            new LoadReport(
                report.plugins().stream()
                    .filter(plugin -> plugin.kind().isEmpty() || plugin.kind().get() == kind)
                    .toList(),
                report.warnings(),
                report.notes());
      }
      if (json) {
        out.println(report.toJson());
      } else {
        print(report, out, err);
      }
      out.flush();
      return plugins.isStrict() && !report.rejections().isEmpty()
          ? ExitCode.CONFIGURATION.number()
          : ExitCode.FINE.number();
    }
  }

  private static void print(LoadReport report, PrintWriter out, PrintWriter err) {
    List<PluginReport> usable =
        report.plugins().stream().filter(plugin -> plugin.state() != PluginState.REJECTED).toList();
    String line =
        "%-12s  %-"
            + width(usable, PluginReport::id, "ID")
            + "s  %-"
            + width(usable, PluginReport::version, "VERSION")
            + "s  %s%s%n";
    if (usable.isEmpty()) {
      out.println("No plugins. Drop jars into a folder and name it with --plugins-dir.");
    } else {
      out.printf(Locale.ROOT, line, "KIND", "ID", "VERSION", "DESCRIPTION", "");
    }
    for (PluginReport plugin : usable) {
      out.printf(
          Locale.ROOT,
          line,
          plugin.kind().map(PluginKind::word).orElse(""),
          plugin.id(),
          plugin.version(),
          plugin.entry().map(PluginDescriptor.Entry::description).orElse(""),
          plugin.state() == PluginState.DISABLED ? " (disabled)" : "");
    }
    out.flush();
    ProblemPrinter printer = new ProblemPrinter(err);
    for (PluginReport plugin : report.rejections()) {
      printer.print(
          "REJECTED  "
              + plugin.jar().name()
              + (plugin.id().isEmpty() ? "" : "  (" + plugin.id() + ")"),
          plugin.problem().orElseThrow());
    }
    for (Problem warning : report.warnings()) {
      printer.print("warning", warning);
    }
    err.flush();
  }

  private static int width(
      List<PluginReport> plugins, Function<PluginReport, String> column, String heading) {
    return Math.max(
        heading.length(), plugins.stream().map(column).mapToInt(String::length).max().orElse(0));
  }
}
