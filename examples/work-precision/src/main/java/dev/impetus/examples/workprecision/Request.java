// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.workprecision;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is asked for: {@code [DIR [PROBLEM]...] [--quick]}.
 *
 * @param folder where everything is written, {@code work-precision} unless named
 * @param contests those of the problems named, or all; at two tolerances instead of seven if quick
 */
record Request(Path folder, List<Contest> contests) {

  private static final String QUICK = "--quick";

  /**
   * Reads a command line.
   *
   * @throws IllegalArgumentException with a sentence for people, if something in it is unknown or a
   *     problem stands where the folder should
   */
  static Request of(List<String> arguments) {
    List<String> rest = new ArrayList<>(arguments);
    boolean quick = rest.remove(QUICK);
    List<String> known = Contest.all().stream().map(contest -> contest.problem().id()).toList();
    rest.stream()
        .filter(argument -> argument.startsWith("-"))
        .findFirst()
        .ifPresent(option -> refuse("there is no option " + option, known));
    String folder = rest.isEmpty() ? "work-precision" : rest.get(0);
    if (known.contains(folder)) {
      refuse("the folder comes first, but " + folder + " is a problem", known);
    }
    List<String> ids = rest.subList(Math.min(1, rest.size()), rest.size());
    List<String> unknown = ids.stream().filter(id -> !known.contains(id)).toList();
    if (!unknown.isEmpty()) {
      refuse("unknown after the folder " + folder + ": " + String.join(", ", unknown), known);
    }
    return new Request(
        Path.of(folder),
        Contest.all().stream()
            .filter(contest -> ids.isEmpty() || ids.contains(contest.problem().id()))
            .map(contest -> quick ? contest.quick() : contest)
            .toList());
  }

  private static void refuse(String what, List<String> known) {
    throw new IllegalArgumentException(
        what
            + "\nusage: work-precision [DIR [PROBLEM]...] ["
            + QUICK
            + "], problems are "
            + String.join(", ", known));
  }
}
