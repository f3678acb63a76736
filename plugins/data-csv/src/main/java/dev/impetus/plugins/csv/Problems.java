// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.csv;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * What is wrong with a file, in the order found; the first {@value #SHOWN} are told, the rest
 * counted.
 */
final class Problems {

  static final int SHOWN = 20;

  private final String file;
  private final List<Problem> shown = new ArrayList<>();
  private int count;

  Problems(String file) {
    this.file = file;
  }

  /** A problem of the contents at a line and a column's name. */
  void at(long line, String column, String what, String why, String fix) {
    add(ErrorKind.DATA, what, file + ", line " + line + ", column \"" + column + "\"", why, fix);
  }

  /** A problem of the contents at a line. */
  void at(long line, String what, String why, String fix) {
    add(ErrorKind.DATA, what, file + ", line " + line, why, fix);
  }

  /** A problem of the whole file. */
  void inFile(String what, String why, String fix) {
    add(ErrorKind.DATA, what, file, why, fix);
  }

  /** A problem of an option, seen in the light of the file. */
  void inOption(String option, String what, String why, String fix) {
    add(ErrorKind.CONFIGURATION, what, "option " + option + " of csv, " + file, why, fix);
  }

  int count() {
    return count;
  }

  /** A cell in quotes, short and on one line. */
  static String quoted(String cell) {
    String text = cell.strip().replaceAll("\\s+", " ");
    return '"' + (text.length() > 40 ? text.substring(0, 37) + "..." : text) + '"';
  }

  /** Throws if anything was found. */
  void throwIfAny() {
    if (count == 0) {
      return;
    }
    List<Problem> all = new ArrayList<>(shown);
    if (count > SHOWN) {
      all.add(
          new Problem(
              ErrorKind.DATA,
              (count - SHOWN) + " more problems",
              file,
              "only the first " + SHOWN + " are shown",
              "mend these first"));
    }
    throw new ImpetusException(all);
  }

  private void add(ErrorKind kind, String what, String where, String why, String fix) {
    if (count++ < SHOWN) {
      shown.add(new Problem(kind, what, where, why, fix));
    }
  }
}
