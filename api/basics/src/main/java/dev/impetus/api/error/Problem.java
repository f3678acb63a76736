// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.api.error;

import java.util.Objects;

/**
 * One thing that is wrong, in the four parts that a reader needs.
 *
 * @param kind who can mend it
 * @param what what failed, in a few words without a full stop: {@code unknown option "rtoll"}
 * @param where the place: a file and line, a jar, an option's path such as {@code solver.rtol}, a
 *     time and a row
 * @param why the shortest true cause
 * @param fix what to do about it, as an instruction; empty only where nothing can be done
 */
public record Problem(ErrorKind kind, String what, String where, String why, String fix) {

  /** Checks that no part is null. */
  public Problem {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(what, "what");
    Objects.requireNonNull(where, "where");
    Objects.requireNonNull(why, "why");
    Objects.requireNonNull(fix, "fix");
  }

  /** The problem on one line, for exception messages and logs. */
  public String oneLine() {
    StringBuilder line = new StringBuilder(what);
    append(line, " (", where, ")");
    append(line, ": ", why, "");
    append(line, "; ", fix, "");
    return line.toString();
  }

  private static void append(StringBuilder line, String before, String part, String after) {
    if (!part.isEmpty()) {
      line.append(before).append(part).append(after);
    }
  }
}
