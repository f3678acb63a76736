// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.csv;

import dev.impetus.model.data.file.DataProblems;

/** What is wrong with one file. */
final class Problems {

  private final String file;
  private final DataProblems problems;

  Problems(String file) {
    this.file = file;
    this.problems = new DataProblems("csv, " + file);
  }

  /** A problem of the contents at a line and a column's name. */
  void at(long line, String column, String what, String why, String fix) {
    problems.at(file + ", line " + line + ", column \"" + column + "\"", what, why, fix);
  }

  /** A problem of the contents at a line. */
  void at(long line, String what, String why, String fix) {
    problems.at(file + ", line " + line, what, why, fix);
  }

  /** A problem of the whole file. */
  void inFile(String what, String why, String fix) {
    problems.at(file, what, why, fix);
  }

  /** A problem of an option, seen in the light of the file. */
  void inOption(String option, String what, String why, String fix) {
    problems.inOption(option, what, why, fix);
  }

  /** Whether the fractions are not more than the whole, which is a problem. */
  boolean checkParts(double training, double validation) {
    return problems.checkParts(training, validation);
  }

  int count() {
    return problems.count();
  }

  /** Throws if anything was found. */
  void throwIfAny() {
    problems.throwIfAny();
  }
}
