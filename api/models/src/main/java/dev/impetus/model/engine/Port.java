// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.model.engine;

import java.util.List;
import java.util.Objects;

/**
 * A named input, output or parameter of a function.
 *
 * @param name its name, unique in its graph
 * @param shape for inputs and outputs the shape of one row of the batch (empty for one number a
 *     row); for parameters the whole shape
 */
public record Port(String name, List<Long> shape) {

  /** Checks that every dimension is at least 1. */
  public Port {
    Objects.requireNonNull(name, "name");
    shape = List.copyOf(shape);
    for (long dimension : shape) {
      if (dimension < 1) {
        throw new IllegalArgumentException(name + " has the shape " + shape);
      }
    }
  }

  /** How many numbers: the product of the dimensions. */
  public int size() {
    long size = 1;
    for (long dimension : shape) {
      size = Math.multiplyExact(size, dimension);
    }
    return Math.toIntExact(size);
  }
}
