// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.report;

import dev.impetus.solver.SolveStatistics;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a report shows of solves of one problem: by several solvers, at one tolerance or at
 * several.
 *
 * @param problem the problem
 * @param reference what errors are measured against
 * @param ladder whether solvers climb a ladder of tolerances: then work is shown against error
 * @param attempts the solves, those of one solver next to each other, from the coarsest tolerance
 *     to the finest
 * @param curves solutions to be drawn
 * @param environment Java, processor and so on, by name
 */
public record SolveSummary(
    ProblemFacts problem,
    Optional<ReferenceFacts> reference,
    boolean ladder,
    List<Attempt> attempts,
    List<Curve> curves,
    Map<String, String> environment) {

  /** Copies the collections and keeps their order. */
  public SolveSummary {
    attempts = List.copyOf(attempts);
    curves = List.copyOf(curves);
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
  }

  /**
   * What is solved.
   *
   * @param options the options of the problem that differ from none, by name
   */
  public record ProblemFacts(
      String id,
      String title,
      String source,
      boolean stiff,
      double start,
      double end,
      List<String> components,
      Map<String, Object> options) {

    /** Copies the collections and keeps their order. */
    public ProblemFacts {
      components = List.copyOf(components);
      options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /** The number of components. */
    public int size() {
      return components.size();
    }
  }

  /**
   * What errors are measured against.
   *
   * @param description where it comes from
   * @param uncertainty its own error; 0 if it counts as exact, NaN if nothing is known of it
   * @param values the state at the end
   */
  public record ReferenceFacts(String description, double uncertainty, List<Double> values) {

    /** Copies the list. */
    public ReferenceFacts {
      values = List.copyOf(values);
    }
  }

  /** Who solves: in pictures each origin has a stroke of its own. */
  public enum Origin {
    /** A solver of ours. */
    IMPETUS,
    /** Another library on the JVM. */
    JVM,
    /** Another library outside the JVM. */
    OTHER
  }

  /**
   * One solve.
   *
   * @param solver the solver as it was named
   * @param origin where it comes from
   * @param setting what distinguishes this solve from the solver's others, for example {@code rtol
   *     1e-6}; empty if nothing does
   * @param status how it ended, in capitals
   * @param succeeded whether it reached the end
   * @param time the time that it reached
   * @param detail a sentence on a failure; empty for a success
   * @param advice what to do about a failure; empty for a success
   * @param values the last state
   * @param error its error against the reference; NaN if there is none
   * @param work the counts
   * @param seconds processor time of the fastest repetition
   * @param repetitions how often it was solved
   */
  public record Attempt(
      String solver,
      Origin origin,
      String setting,
      String status,
      boolean succeeded,
      double time,
      String detail,
      String advice,
      List<Double> values,
      double error,
      SolveStatistics work,
      double seconds,
      int repetitions) {

    /** Copies the list. */
    public Attempt {
      values = List.copyOf(values);
    }
  }

  /**
   * A solution over time.
   *
   * @param solver who computed it
   * @param times ascending or descending
   * @param values for each component its values at those times
   * @param stepEnds the ends of the accepted steps, the initial time first
   */
  public record Curve(
      String solver, List<Double> times, List<List<Double>> values, List<Double> stepEnds) {

    /** Copies the lists. */
    public Curve {
      times = List.copyOf(times);
      values = values.stream().map(List::copyOf).toList();
      stepEnds = List.copyOf(stepEnds);
    }
  }

  /** The names of the solvers, each once, in their order. */
  public List<String> solvers() {
    return attempts.stream().map(Attempt::solver).distinct().toList();
  }

  /** The solves of one solver. */
  public List<Attempt> of(String solver) {
    return attempts.stream().filter(attempt -> attempt.solver().equals(solver)).toList();
  }

  /** The solves that did not reach the end. */
  public List<Attempt> failures() {
    return attempts.stream().filter(attempt -> !attempt.succeeded()).toList();
  }
}
