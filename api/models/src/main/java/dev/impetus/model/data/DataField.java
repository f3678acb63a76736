// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.model.data;

import java.util.List;
import java.util.Objects;

/**
 * One of the arrays of which a sample consists.
 *
 * @param name its name; the usual ones are constants here
 * @param shape the shape for one sample, for example {@code [32, 3]} for 32 time steps of 3
 *     features; empty for one number
 * @param classes number of classes if the numbers are class indices or token ids ({@code 0 …
 *     classes-1}), else 0
 * @param columns names of the last dimension's entries, for reports; empty if they have none
 */
public record DataField(String name, List<Integer> shape, int classes, List<String> columns) {

  /** What a model sees: features, or time steps × features, or time steps of token ids. */
  public static final String INPUTS = "inputs";

  /** What a model is to predict. */
  public static final String TARGETS = "targets";

  /**
   * Times between observations, one a time step: {@code gaps[i]} passes before input {@code i + 1}.
   */
  public static final String GAPS = "gaps";

  /** 1 where a time step counts, 0 where it is padding. */
  public static final String MASK = "mask";

  /**
   * 1 where a target counts in losses and metrics, else 0, where that is not what {@link #MASK}
   * says: a task may score some of the steps that a model reads. Models do not read it.
   */
  public static final String TARGET_MASK = "target-mask";

  /** Checks shape and classes. */
  public DataField {
    Objects.requireNonNull(name, "name");
    shape = List.copyOf(shape);
    columns = List.copyOf(columns);
    if (shape.stream().anyMatch(dimension -> dimension < 1) || classes < 0) {
      throw new IllegalArgumentException(
          "field " + name + " has the shape " + shape + " and " + classes + " classes");
    }
    if (!columns.isEmpty()
        && (shape.isEmpty() ? 1 : shape.get(shape.size() - 1)) != columns.size()) {
      throw new IllegalArgumentException(
          "field " + name + " has the shape " + shape + ", but the columns " + columns);
    }
  }

  /** A field of real numbers without column names. */
  public static DataField real(String name, Integer... shape) {
    return new DataField(name, List.of(shape), 0, List.of());
  }

  /** Numbers in one sample: the product of the dimensions. */
  public int width() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }
}
