// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.api.error.Suggestions;
import dev.impetus.api.plugin.PluginKind;
import dev.impetus.runtime.plugin.PluginRegistry;
import dev.impetus.runtime.plugin.PluginReport;
import dev.impetus.runtime.plugin.PluginState;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what a plugin is and which options it takes. */
@Command(
    name = "inspect",
    description = "Describes a plugin: where it comes from and which options it takes.",
    footerHeading = "%nExamples:%n",
    footer = {"  impetus plugins inspect dopri5", "  impetus plugins inspect metric/mse --json"})
final class PluginsInspectCommand implements Callable<Integer> {

  @Mixin private PluginOptions plugins;

  @Parameters(
      paramLabel = "ID",
      description = "Id of the plugin; as KIND/ID where plugins of several kinds have it.")
  private String id;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (PluginRegistry registry = plugins.registry()) {
      List<PluginReport> matches = matches(registry);
      if (matches.isEmpty()) {
        throw unknown(registry);
      }
      List<Map<String, Object>> descriptions = new ArrayList<>();
      for (PluginReport match : matches) {
        ConfigSchema schema = registry.get(match.kind().orElseThrow(), match.id()).schema();
        if (json) {
          Map<String, Object> description = new LinkedHashMap<>(match.toMap());
          description.put("state", PluginState.LOADED.name());
          description.put("options", SchemaText.toMaps(schema));
          descriptions.add(description);
        } else {
          print(match, schema, out);
        }
      }
      if (json) {
        out.println(Json.write(Map.of("plugins", descriptions)));
      }
      out.flush();
    }
    return ExitCode.FINE.number();
  }

  private List<PluginReport> matches(PluginRegistry registry) {
    return registry.plugins().stream()
        .filter(plugin -> plugin.kind().isPresent())
        .filter(plugin -> plugin.state() != PluginState.DISABLED)
        .filter(
            plugin ->
                plugin.id().equals(id)
                    || (plugin.kind().get().word() + "/" + plugin.id()).equals(id))
        .toList();
  }

  private ImpetusException unknown(PluginRegistry registry) {
    List<String> ids = registry.plugins().stream().map(PluginReport::id).distinct().toList();
    return new ImpetusException(
        new Problem(
            ErrorKind.PLUGIN,
            "there is no plugin \"" + id + "\"",
            "class path and plugin folders",
            ids.size() + " plugins were found, none of them with that id",
            Suggestions.didYouMean(id, ids, "plugins")));
  }

  private static void print(PluginReport plugin, ConfigSchema schema, PrintWriter out) {
    out.println(plugin.kind().map(PluginKind::word).orElse("") + " " + plugin.id());
    plugin.entry().ifPresent(entry -> out.println("  " + entry.description()));
    plugin
        .jar()
        .descriptor()
        .ifPresent(
            jar ->
                out.println(
                    "  from "
                        + jar.name()
                        + " "
                        + jar.version()
                        + ", "
                        + jar.license()
                        + ", plugin interfaces "
                        + jar.api()
                        + ", Java "
                        + jar.java()));
    out.println("  " + plugin.jar().path());
    out.println();
    SchemaText.print(schema, out);
  }
}
