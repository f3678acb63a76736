// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.model;

import java.util.List;
import java.util.Objects;

/**
 * A named array in the flat parameter vector.
 *
 * @param name its name, with dots between the parts of the model: {@code field.weight1}
 * @param shape its shape, row-major
 * @param offset where it begins in the flat vector
 */
public record Parameter(String name, List<Long> shape, int offset) {

  /** Copies the shape. */
  public Parameter {
    Objects.requireNonNull(name, "name");
    shape = List.copyOf(shape);
  }

  /** How many numbers: the product of the dimensions, 1 for a scalar. */
  public int size() {
    return shape.stream().mapToInt(Math::toIntExact).reduce(1, Math::multiplyExact);
  }
}
