// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.api.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody probably meant. */
public final class Suggestions {

  private Suggestions() {}

  /**
   * The known name nearest to {@code wrong} by edit distance (one insertion, deletion, substitution
   * or swap of neighbours costs one), ignoring case; empty where none is near: a distance of more
   * than a third of the longer name's length, and of more than one.
   */
  public static Optional<String> nearest(String wrong, Collection<String> known) {
    return known.stream()
        .filter(
            name ->
                distance(wrong, name) <= Math.max(1, Math.max(wrong.length(), name.length()) / 3))
        .min(
            Comparator.<String>comparingInt(name -> distance(wrong, name))
                .thenComparing(name -> name));
  }

  /**
   * The sentence that ends an error about an unknown name: the nearest name where there is one, and
   * all known names where there is not.
   *
   * @param noun what is named, in the plural: {@code options}, {@code solvers}
   */
  public static String didYouMean(String wrong, Collection<String> known, String noun) {
    return nearest(wrong, known)
        .map(name -> "did you mean \"" + name + "\"?")
        .orElseGet(
            () ->
                known.isEmpty()
                    ? "there are no " + noun
                    : "the "
                        + noun
                        + " are: "
                        + String.join(", ", known.stream().sorted().toList()));
  }

  private static int distance(String first, String second) {
    String a = first.toLowerCase(Locale.ROOT);
    String b = second.toLowerCase(Locale.ROOT);
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int substitution = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(substitution, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], 1 + d[i - 2][j - 2]);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
