// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.model.data.file;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * What is wrong with data, in the order found; the first {@value #SHOWN} are told, the rest
 * counted. For one thread.
 */
public final class DataProblems {

  /** Problems that are told in full. */
  public static final int SHOWN = 20;

  private final String source;
  private final List<Problem> shown = new ArrayList<>();
  private int count;

  /**
   * No problems yet.
   *
   * @param source id of the data source, for messages about options
   */
  public DataProblems(String source) {
    this.source = source;
  }

  /** A problem of the contents at a line of a file, counted from 1. */
  public void at(DataFile file, long line, String what, String why, String fix) {
    add(ErrorKind.DATA, what, file.name() + ", line " + line, why, fix);
  }

  /** A problem of a whole file. */
  public void in(DataFile file, String what, String why, String fix) {
    add(ErrorKind.DATA, what, file.name(), why, fix);
  }

  /** A problem of the data at a place that the caller describes. */
  public void at(String where, String what, String why, String fix) {
    add(ErrorKind.DATA, what, where, why, fix);
  }

  /** A problem of an option. */
  public void inOption(String option, String what, String why, String fix) {
    add(ErrorKind.CONFIGURATION, what, "option " + option + " of " + source, why, fix);
  }

  /**
   * Reports fractions of a training and a validation part that exceed the whole, as a problem of
   * the option {@code validation}.
   *
   * @return whether they do not
   */
  public boolean checkParts(double training, double validation) {
    if (training + validation <= 1 + 1e-9) {
      return true;
    }
    inOption(
        "validation",
        "the parts are more than the whole",
        "training " + training + " and validation " + validation + " exceed 1",
        "lower one of them");
    return false;
  }

  /** How many were found. */
  public int count() {
    return count;
  }

  /**
   * Throws if anything was found.
   *
   * @throws ImpetusException with the problems
   */
  public void throwIfAny() {
    if (count == 0) {
      return;
    }
    List<Problem> all = new ArrayList<>(shown);
    if (count > SHOWN) {
      all.add(
          new Problem(
              ErrorKind.DATA,
              (count - SHOWN) + " more problems",
              shown.get(SHOWN - 1).where(),
              "only the first " + SHOWN + " are shown",
              "mend these first"));
    }
    throw new ImpetusException(all);
  }

  /** A piece of a file in quotes, short and on one line. */
  public static String quoted(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return '"' + (line.length() > 40 ? line.substring(0, 37) + "..." : line) + '"';
  }

  private void add(ErrorKind kind, String what, String where, String why, String fix) {
    if (count++ < SHOWN) {
      shown.add(new Problem(kind, what, where, why, fix));
    }
  }
}
