// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.pipeline;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A specification in YAML, and where it stands. Reading is strict: unknown keys, keys that stand
 * twice, empty values and values of the wrong type are problems, each with its path and line, all
 * reported at once.
 */
public final class PipelineFile {

  private final String name;
  private final Path folder;
  private final Map<String, Integer> lines;
  private final Set<String> overridden;
  private final SpecDraft draft;
  private final List<Problem> problems;

  private PipelineFile(
      String name,
      Path folder,
      Map<String, Integer> lines,
      Set<String> overridden,
      SpecDraft draft,
      List<Problem> problems) {
    this.name = name;
    this.folder = folder;
    this.lines = lines;
    this.overridden = Set.copyOf(overridden);
    this.draft = draft;
    this.problems = List.copyOf(problems);
  }

  /**
   * Reads a file.
   *
   * @throws ImpetusException if it cannot be read or is no YAML mapping. What is wrong inside the
   *     mapping is reported by {@link #spec()} and by {@link
   *     PipelineFactory#resolve(PipelineFile)}, there together with the problems of the plugins'
   *     options
   */
  public static PipelineFile read(Path file) {
    return read(file, Map.of());
  }

  /**
   * Reads a file, of which some values are replaced.
   *
   * @param overrides values as they would stand in YAML by their path: {@code solver.rtol} to
   *     {@code 1e-5}
   * @throws ImpetusException as {@link #read(Path)}
   */
  public static PipelineFile read(Path file, Map<String, String> overrides) {
    Path parent = file.toAbsolutePath().normalize().getParent();
    try {
      return parse(Files.readString(file), String.valueOf(file.getFileName()), parent, overrides);
    } catch (IOException e) {
      String why =
          e instanceof NoSuchFileException
              ? "there is no such file"
              : e instanceof CharacterCodingException ? "it is not UTF-8" : e.toString();
      throw new ImpetusException(
          new Problem(
              ErrorKind.STORAGE,
              "the specification cannot be read",
              file.toString(),
              why,
              "check the name of the file"),
          e);
    }
  }

  /**
   * Reads a text.
   *
   * @param name its name, for messages
   * @param folder the folder against which relative paths in it are resolved
   */
  public static PipelineFile parse(String yaml, String name, Path folder) {
    return parse(yaml, name, folder, Map.of());
  }

  /** As {@link #parse(String, String, Path)}, with overrides as in {@link #read(Path, Map)}. */
  public static PipelineFile parse(
      String yaml, String name, Path folder, Map<String, String> overrides) {
    List<Problem> problems = new ArrayList<>();
    Map<String, Integer> lines = new HashMap<>();
    Map<String, Object> values = YamlDocument.read(yaml, name, lines, problems::add);
    SpecOverrides.apply(overrides, values, problems::add);
    List<Problem> structural = new ArrayList<>();
    SpecDraft draft = new SpecReader(structural::add).read(values);
    PipelineFile file = new PipelineFile(name, folder, lines, overrides.keySet(), draft, List.of());
    structural.forEach(problem -> problems.add(file.locate(problem)));
    return new PipelineFile(name, folder, lines, overrides.keySet(), draft, problems);
  }

  /** The folder against which relative paths are resolved. */
  public Path folder() {
    return folder;
  }

  /**
   * The specification as it stands, options not yet checked against the plugins.
   *
   * @throws ImpetusException with everything that is wrong with its form
   */
  public PipelineSpec spec() {
    if (!problems.isEmpty()) {
      throw new ImpetusException(problems);
    }
    return draft.complete();
  }

  SpecDraft draft() {
    return draft;
  }

  List<Problem> problems() {
    return problems;
  }

  /**
   * The problem with file and line added to its path: those of the path itself or of what encloses
   * it.
   */
  Problem locate(Problem problem) {
    String path = problem.where();
    Integer line = lines.get(path);
    while (line == null && !path.isEmpty()) {
      path = path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
      line = lines.get(path);
    }
    String place = line == null ? name : name + ":" + line;
    if (overridden.contains(problem.where())) {
      place = "set for this run";
    }
    return new Problem(
        problem.kind(),
        problem.what(),
        problem.where().isEmpty() ? place : problem.where() + ", " + place,
        problem.why(),
        problem.fix());
  }
}
