// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

import dev.impetus.api.config.Option;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.api.plugin.PluginKind;
import dev.impetus.runtime.pipeline.PluginSpec;
import dev.impetus.runtime.plugin.PluginRegistry;
import dev.impetus.runtime.solve.NumberText;
import dev.impetus.runtime.solve.ProblemChoice;
import dev.impetus.solver.problem.OdeProblem;
import dev.impetus.solver.problem.ProblemProvider;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists problems. They are created for it: size and stiffness stand in no descriptor. */
@Command(
    name = "list",
    description = "Lists the problems, as they are with the defaults of their options.",
    footerHeading = "%nExamples:%n",
    footer = {"  impetus problems list", "  impetus problems list --json"})
final class ProblemsListCommand implements Callable<Integer> {

  @Mixin private PluginOptions plugins;

  @picocli.CommandLine.Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    List<Problem> failures = new ArrayList<>();
    List<Map<String, Object>> problems = new ArrayList<>();
    TextTable table = new TextTable("ID", "SIZE", "STIFF", "INTERVAL", "TITLE", "OPTIONS");
    try (PluginRegistry registry = plugins.registry()) {
      for (String id : registry.ids(PluginKind.PROBLEM)) {
        try {
          OdeProblem problem = ProblemChoice.of(registry, PluginSpec.of(id)).problem();
          List<String> options =
              registry.get(ProblemProvider.class, id).schema().options().stream()
                  .map(Option::name)
                  .toList();
          problems.add(toMap(id, problem, options));
          table.row(
              id,
              Integer.toString(problem.width()),
              problem.isStiff() ? "stiff" : "",
              NumberText.of(problem.t0(), SolveText.TIME_DIGITS)
                  + " to "
                  + NumberText.of(problem.end(), SolveText.TIME_DIGITS),
              problem.title(),
              String.join(", ", options));
        } catch (ImpetusException e) {
          failures.addAll(e.problems());
        }
      }
    }
    if (json) {
      out.println(Json.write(Map.of("problems", problems)));
    } else if (problems.isEmpty()) {
      out.println("No problems. Drop jars into a folder and name it with --plugins-dir.");
    } else {
      table.print(out);
    }
    out.flush();
    new ProblemPrinter(spec.commandLine().getErr()).printAll(failures);
    return failures.isEmpty()
        ? ExitCode.FINE.number()
        : ExitCode.of(failures.get(0).kind()).number();
  }

  private static Map<String, Object> toMap(String id, OdeProblem problem, List<String> options) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", id);
    map.put("title", problem.title());
    map.put("components", problem.components());
    map.put("stiff", problem.isStiff());
    map.put("start", problem.t0());
    map.put("end", problem.end());
    map.put("reference", problem.hasReference());
    map.put("source", problem.source());
    map.put("options", options);
    return map;
  }
}
