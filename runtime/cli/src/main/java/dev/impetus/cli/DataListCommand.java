// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

import dev.impetus.api.plugin.PluginDescriptor;
import dev.impetus.api.plugin.PluginKind;
import dev.impetus.model.data.DataContext;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataProvider;
import dev.impetus.model.data.Dataset;
import dev.impetus.model.data.Split;
import dev.impetus.runtime.pipeline.PipelineFactory;
import dev.impetus.runtime.pipeline.PipelineFile;
import dev.impetus.runtime.pipeline.PipelineSpec;
import dev.impetus.runtime.plugin.PluginRegistry;
import dev.impetus.runtime.plugin.PluginReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists data plugins; with a specification, reads its data and says what they are. */
@Command(
    name = "list",
    description = "Lists data plugins; with a specification, reads and describes its data.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  impetus data list",
      "  impetus data list experiment.yaml",
      "  impetus data list experiment.yaml --set data.window=32 --json"
    })
final class DataListCommand implements Callable<Integer> {

  @Mixin private PluginOptions plugins;

  @Mixin private SpecOptions options;

  @Parameters(
      paramLabel = "SPEC",
      arity = "0..1",
      description = "Specification whose data are read.")
  private Path file;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (PluginRegistry registry = plugins.registry()) {
      if (file == null) {
        listPlugins(registry, out);
      } else {
        describe(registry, out);
      }
    }
    out.flush();
    return ExitCode.FINE.number();
  }

  private void listPlugins(PluginRegistry registry, PrintWriter out) {
    List<PluginReport> reports =
        registry.ids(PluginKind.DATA).stream()
            .map(id -> registry.find(PluginKind.DATA, id).orElseThrow())
            .toList();
    if (json) {
      out.println(
          Json.write(Map.of("plugins", reports.stream().map(PluginReport::toMap).toList())));
      return;
    }
    for (PluginReport report : reports) {
      out.printf(
          Locale.ROOT,
          "%-20s  %s%n",
          report.id(),
          report.entry().map(PluginDescriptor.Entry::description).orElse(""));
    }
  }

  private void describe(PluginRegistry registry, PrintWriter out) {
    PipelineFile pipelineFile = options.read(file);
    // Everything is checked, although only the data are read: who asks wants to know before a run.
    PipelineSpec resolved = PipelineFactory.of(registry).resolve(pipelineFile).spec();
    DataProvider provider = registry.get(DataProvider.class, resolved.data().id());
    Dataset data =
        provider.load(
            provider.schema().resolve(resolved.data().options(), "data"),
            new DataContext(resolved.seed(), pipelineFile.folder(), Map.of()));
    if (json) {
      out.println(Json.write(toMap(resolved.data().id(), data)));
      return;
    }
    out.println(data.description());
    for (DataField field : data.signature().fields()) {
      out.printf(
          Locale.ROOT,
          "  %-8s  shape %s%s%s%n",
          field.name(),
          field.shape(),
          field.classes() > 0 ? ", " + field.classes() + " classes" : "",
          field.columns().isEmpty() ? "" : ", columns " + String.join(", ", field.columns()));
    }
    List<Double> times = data.signature().times();
    if (!times.isEmpty()) {
      out.printf(
          Locale.ROOT,
          "  observed at %d times from %s to %s%n",
          times.size(),
          times.get(0),
          times.get(times.size() - 1));
    }
  }

  private static Map<String, Object> toMap(String id, Dataset data) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", id);
    map.put("description", data.description());
    Map<String, Object> sizes = new LinkedHashMap<>();
    for (Split split : Split.values()) {
      sizes.put(split.name().toLowerCase(Locale.ROOT), data.size(split));
    }
    map.put("samples", sizes);
    List<Map<String, Object>> fields = new ArrayList<>();
    for (DataField field : data.signature().fields()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("name", field.name());
      entry.put("shape", field.shape());
      entry.put("classes", field.classes());
      entry.put("columns", field.columns());
      fields.add(entry);
    }
    map.put("fields", fields);
    map.put("times", data.signature().times());
    return map;
  }
}
