// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.api.plugin;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The kinds of plugins, each with the interface that its providers implement. */
public enum PluginKind {
  /** An ODE method. */
  SOLVER("solver", "dev.impetus.solver.SolverProvider"),
  /** A neural architecture. */
  ARCHITECTURE("architecture", "dev.impetus.model.ArchitectureProvider"),
  /** Something that compiles and runs function graphs. */
  ENGINE("engine", "dev.impetus.model.engine.EngineProvider"),
  /** A source of data. */
  DATA("data", "dev.impetus.model.data.DataProvider"),
  /** A loss. */
  LOSS("loss", "dev.impetus.model.training.LossProvider"),
  /** A metric. */
  METRIC("metric", "dev.impetus.model.training.MetricProvider"),
  /** An optimiser. */
  OPTIMIZER("optimizer", "dev.impetus.model.training.OptimizerProvider"),
  /** A differential equation with its initial state. */
  PROBLEM("problem", "dev.impetus.solver.problem.ProblemProvider");

  private final String word;
  private final String service;

  PluginKind(String word, String service) {
    this.word = word;
    this.service = service;
  }

  /** The word for it in descriptors and reports: {@code solver}. */
  public String word() {
    return word;
  }

  /**
   * The name of its provider interface. A name, not a class: who reads descriptors need not have
   * the interfaces, or the arrays in their signatures, on the class path.
   */
  public String service() {
    return service;
  }

  /** The place of its service file in a jar. */
  public String serviceFile() {
    return "META-INF/services/" + service;
  }

  /** The words of all kinds. */
  public static List<String> words() {
    return Arrays.stream(values()).map(PluginKind::word).toList();
  }

  /** The kind with that word, if there is one. */
  public static Optional<PluginKind> of(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
  }

  @Override
  public String toString() {
    return word;
  }
}
