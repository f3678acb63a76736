// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.report;

import java.util.List;
import java.util.Optional;

/**
 * What a model does with data it was not trained on, as numbers to be drawn, in the data's units.
 *
 * @param part name of the part of the data
 * @param sequences predictions and truth over time
 * @param scatters predictions against truth
 * @param confusion how often each class was taken for each other
 * @param plane classes in the plane of two inputs
 * @param trajectories the hidden state along the solution
 */
public record Pictures(
    String part,
    List<Sequence> sequences,
    List<Scatter> scatters,
    Optional<Confusion> confusion,
    Optional<Plane> plane,
    Optional<Trajectories> trajectories) {

  /** Nothing to see. */
  public static final Pictures NONE =
      new Pictures("", List.of(), List.of(), Optional.empty(), Optional.empty(), Optional.empty());

  /** Copies the lists. */
  public Pictures {
    sequences = List.copyOf(sequences);
    scatters = List.copyOf(scatters);
  }

  /**
   * One column of one sequence, or of consecutive samples: prediction and truth over {@code xs}.
   */
  public record Sequence(
      String title,
      String xLabel,
      String yLabel,
      List<Double> xs,
      List<Double> truth,
      List<Double> predicted) {}

  /** One column: each prediction beside its truth. */
  public record Scatter(String column, List<Double> truth, List<Double> predicted) {}

  /** Counts by true class, then by predicted class. */
  public record Confusion(List<String> classes, List<List<Integer>> counts) {}

  /** Samples in the plane by class, and what the model predicts where. */
  public record Plane(
      String xLabel,
      String yLabel,
      List<String> classes,
      List<Double> xs,
      List<Double> ys,
      List<Integer> groups,
      GroupMap map) {}

  /** Paths of the first two of {@code width} components of the state. */
  public record Trajectories(int width, List<String> groups, List<Trail> trails) {}

  /** The path of one sample. */
  public record Trail(List<Double> xs, List<Double> ys, int group) {}
}
