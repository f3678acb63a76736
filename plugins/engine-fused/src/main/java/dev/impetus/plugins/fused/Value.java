// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

/**
 * What an instruction reads or writes: a storage seen in a shape. Reshaping makes another value of
 * the same storage.
 */
record Value(Storage storage, Shape shape) {

  int size() {
    return storage.size();
  }

  Value reshaped(Shape newShape) {
    if (newShape.size() != size()) {
      throw new IllegalArgumentException(shape + " cannot be seen as " + newShape);
    }
    return new Value(storage, newShape);
  }
}
