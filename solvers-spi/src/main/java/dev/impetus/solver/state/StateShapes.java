// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.state;

import java.util.Locale;

/** The checks that states of either precision share. */
final class StateShapes {

  private static final int SHOWN = 8;

  private StateShapes() {}

  static void check(int rows, int width) {
    if (rows < 1 || width < 0) {
      throw new IllegalArgumentException(
          "a state has at least one row and no negative width, but is " + rows + " x " + width);
    }
    if ((long) rows * width > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "a state of " + rows + " x " + width + " numbers is larger than a Java array");
    }
  }

  static void checkStretch(int offset, int rows, int width, int length) {
    if (offset < 0 || (long) offset + (long) rows * width > length) {
      throw new IllegalArgumentException(
          rows + " x " + width + " numbers from " + offset + " on do not lie in " + length);
    }
  }

  static void checkSize(StateVector target, StateVector source) {
    if (source.size() != target.size()) {
      throw misfit(target, source);
    }
  }

  static void checkRows(RowScalar scalar, int rows) {
    if (scalar.size() != rows) {
      throw new IllegalArgumentException(
          scalar.size() + " numbers do not fit a state of " + rows + " rows");
    }
  }

  static IllegalArgumentException misfit(StateVector target, StateVector operand) {
    return new IllegalArgumentException(
        "a state of "
            + shape(target)
            + " cannot be combined with one of "
            + (operand == null ? "null" : shape(operand)));
  }

  static String describe(StateVector state) {
    StringBuilder text = new StringBuilder(shape(state)).append(" [");
    for (int i = 0; i < Math.min(SHOWN, state.size()); i++) {
      text.append(i == 0 ? "" : ", ").append(state.get(i / state.width(), i % state.width()));
    }
    return text.append(state.size() > SHOWN ? ", …]" : "]").toString();
  }

  private static String shape(StateVector state) {
    return state.rows()
        + " x "
        + state.width()
        + " "
        + state.precision().name().toLowerCase(Locale.ROOT);
  }
}
