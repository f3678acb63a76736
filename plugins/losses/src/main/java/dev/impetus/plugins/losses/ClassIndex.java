// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.losses;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;

/** Class indices as they stand in a field of floating-point numbers. */
final class ClassIndex {

  private ClassIndex() {}

  /**
   * The class of a target.
   *
   * @throws ImpetusException of kind DATA if it is not a whole number from 0 to classes - 1
   */
  static int of(double target, int classes, int row) {
    int index = (int) target;
    if (index != target || index < 0 || index >= classes) {
      throw new ImpetusException(
          new Problem(
              ErrorKind.DATA,
              "a target is no class index",
              "row " + row + " of the batch",
              "it is " + target + ", not a whole number from 0 to " + (classes - 1),
              "check the data's targets"));
    }
    return index;
  }
}
