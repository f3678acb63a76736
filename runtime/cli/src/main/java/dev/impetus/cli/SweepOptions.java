// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.runtime.pipeline.OptionText;
import dev.impetus.runtime.pipeline.YamlDocument;
import dev.impetus.runtime.sweep.SweepDraft;
import dev.impetus.runtime.sweep.SweepFile;
import dev.impetus.runtime.sweep.SweepFolder;
import dev.impetus.runtime.sweep.SweepSpec;
import dev.impetus.runtime.sweep.SweepVariant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a sweep is: a file, the folder of one, or a specification with what is varied in it. */
final class SweepOptions {

  @Parameters(
      arity = "0..1",
      paramLabel = "SWEEP",
      description = "The sweep, a YAML file; or the folder of one, to go on with it.")
  private Path sweep;

  @Option(
      names = "--spec",
      paramLabel = "SPEC",
      description = "Instead of SWEEP: a specification, of which --vary says what is varied.")
  private Path base;

  @Option(
      names = "--vary",
      paramLabel = "PATH=VALUES",
      parameterConsumer = Assignments.class,
      description =
          "With --spec: values of an option, for example model.mu=0,0.3,0.6 or model.hidden=[8,8],[16]. May be"
              + " repeated: all combinations are trained.")
  private Map<String, String> axes = new LinkedHashMap<>();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "How many seeds, from 1 on; or a list of them: 3,5,8. Replaces those of SWEEP.")
  private String seeds;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      parameterConsumer = Assignments.class,
      description = "Replace a value in every run, for example training.epochs=3. May be repeated.")
  private Map<String, String> set = new LinkedHashMap<>();

  @Option(
      names = "--figure",
      paramLabel = "NAME",
      description =
          "What settings are chosen and compared by: loss, or the name of a metric. By default what the training"
              + " monitors.")
  private String figure;

  @Option(
      names = "--without-control",
      paramLabel = "REASON",
      description = "Add no settings with the method switched off, and say in the report why.")
  private String withoutControl;

  @Option(names = "--title", paramLabel = "TEXT", description = "Heading of the report.")
  private String title;

  /** What is asked for, as far as it can be read. */
  SweepDraft read(CommandLine command) {
    if ((sweep == null) == (base == null)) {
      throw UsageErrors.of(
          command,
          sweep == null
              ? "name a sweep, or a specification by --spec"
              : "SWEEP and --spec exclude each other");
    }
    if (sweep != null && !axes.isEmpty()) {
      throw UsageErrors.of(command, "--vary needs --spec; the grid of a sweep stands in its file");
    }
    if (base != null && seeds == null) {
      throw UsageErrors.of(command, "--spec needs --seeds");
    }
    if (sweep != null) {
      return changed(
          command,
          SweepFolder.isSweep(sweep)
              ? new SweepDraft(SweepFolder.read(sweep), List.of())
              : SweepFile.draft(sweep));
    }
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("base", base.toAbsolutePath().normalize().toString());
    List<Problem> problems = new ArrayList<>();
    if (!axes.isEmpty()) {
      Map<String, Object> grid = new LinkedHashMap<>();
      axes.forEach(
          (path, text) ->
              read("[" + text + "]", "--vary " + path, problems, list -> grid.put(path, list)));
      file.put("grid", grid);
    }
    file.put("seeds", 1L);
    Path working = Path.of("").toAbsolutePath();
    SweepDraft draft = SweepFile.draft(YamlDocument.write(file), "the command line", working);
    problems.addAll(draft.problems());
    return changed(command, new SweepDraft(draft.spec(), problems));
  }

  /** With what the command line says beside the file. */
  private SweepDraft changed(CommandLine command, SweepDraft draft) {
    SweepSpec spec = draft.spec();
    requireInEveryRun(command, spec);
    List<Problem> problems = new ArrayList<>(draft.problems());
    Map<String, Object> values = new LinkedHashMap<>(spec.set());
    set.forEach(
        (path, text) -> {
          values.remove(path); // the command line is later than all of the file
          read(text, "--set " + path, problems, value -> values.put(path, value));
        });
    List<Long> numbers = spec.seeds();
    if (seeds != null) {
      boolean isList = seeds.contains(",") && !seeds.contains("[");
      numbers = seeds(isList ? "[" + seeds + "]" : seeds, problems);
    }
    SweepSpec changed =
        new SweepSpec(
            title != null ? title : spec.title(),
            spec.base(),
            spec.baseName(),
            spec.folder(),
            values,
            spec.variants(),
            spec.grid(),
            numbers,
            figure != null ? Optional.of(figure) : spec.figure(),
            withoutControl != null ? Optional.of(withoutControl) : spec.withoutControl());
    return new SweepDraft(changed, problems);
  }

  private static List<Long> seeds(String text, List<Problem> problems) {
    try {
      return SweepFile.seeds(OptionText.value(text, "--seeds"), "--seeds");
    } catch (ImpetusException e) {
      problems.addAll(e.problems());
      return List.of();
    }
  }

  /** What a variant or the grid sets counts more than what holds in every run. */
  private void requireInEveryRun(CommandLine command, SweepSpec spec) {
    Map<String, String> replaced = new LinkedHashMap<>();
    spec.grid().forEach(axis -> replaced.put(axis.path(), "the grid"));
    for (SweepVariant variant : spec.variants()) {
      variant.set().keySet().forEach(path -> replaced.put(path, "variant " + variant.name()));
      variant.grid().forEach(axis -> replaced.put(axis.path(), "variant " + variant.name()));
    }
    for (String path : set.keySet()) {
      replaced.forEach(
          (other, place) -> {
            if (path.equals(other) || path.startsWith(other + ".")) {
              throw UsageErrors.of(
                  command,
                  "--set "
                      + path
                      + " would not hold: "
                      + place
                      + " sets "
                      + other
                      + "; change it there");
            }
          });
    }
  }

  private static void read(
      String text, String where, List<Problem> problems, Consumer<Object> found) {
    try {
      found.accept(OptionText.value(text, where));
    } catch (ImpetusException e) {
      problems.addAll(e.problems());
    }
  }

  /**
   * Where the sweep is kept unless something else is said.
   *
   * @throws ImpetusException of kind STORAGE if another sweep of that name is there
   */
  Path folder(SweepSpec spec) {
    if (sweep != null && Files.isDirectory(sweep)) {
      return sweep;
    }
    String name = (sweep != null ? sweep : base).getFileName().toString();
    Path folder = Path.of("sweeps", name.replaceFirst("\\.ya?ml$", ""));
    SweepFolder.requireSamePlace(folder, spec);
    return folder;
  }
}
