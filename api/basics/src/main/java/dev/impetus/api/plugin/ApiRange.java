// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.api.plugin;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The versions of the plugin interfaces with which a plugin works, in interval notation: {@code
 * [0.1,0.2)} is 0.1.0 and everything above it below 0.2.0, {@code [1.2,)} has no upper end, {@code
 * [1.2]} is one version. A bare version is refused, because readers disagree on what it would mean.
 *
 * @param low lower end, if there is one
 * @param lowIncluded whether it belongs to the range
 * @param high upper end, if there is one
 * @param highIncluded whether it belongs to the range
 */
public record ApiRange(
    Optional<ApiVersion> low,
    boolean lowIncluded,
    Optional<ApiVersion> high,
    boolean highIncluded) {

  private static final Pattern INTERVAL =
      Pattern.compile("([\\[(])\\s*([^,\\s]*)\\s*,\\s*([^,\\s]*)\\s*([\\])])");
  private static final Pattern SINGLE = Pattern.compile("\\[\\s*([^,\\s]+)\\s*]");

  /** Checks that it is not empty. */
  public ApiRange {
    if (low.isPresent() && high.isPresent()) {
      int order = low.get().compareTo(high.get());
      if (order > 0 || (order == 0 && !(lowIncluded && highIncluded))) {
        throw new IllegalArgumentException(
            "the range from " + low.get() + " to " + high.get() + " is empty");
      }
    }
  }

  /**
   * Reads a range.
   *
   * @throws IllegalArgumentException if the text is not a range, or if the range is empty
   */
  public static ApiRange parse(String text) {
    Matcher single = SINGLE.matcher(text.trim());
    if (single.matches()) {
      Optional<ApiVersion> only = Optional.of(ApiVersion.parse(single.group(1)));
      return new ApiRange(only, true, only, true);
    }
    Matcher interval = INTERVAL.matcher(text.trim());
    if (!interval.matches()) {
      throw new IllegalArgumentException("\"" + text + "\" is not a range such as [0.1,0.2)");
    }
    return new ApiRange(
        end(interval.group(2)),
        interval.group(1).equals("["),
        end(interval.group(3)),
        interval.group(4).equals("]"));
  }

  private static Optional<ApiVersion> end(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(ApiVersion.parse(text));
  }

  /** Whether the version lies in the range. */
  public boolean contains(ApiVersion version) {
    return low.map(end -> admits(version.compareTo(end), lowIncluded)).orElse(true)
        && high.map(end -> admits(end.compareTo(version), highIncluded)).orElse(true);
  }

  private static boolean admits(int order, boolean included) {
    return included ? order >= 0 : order > 0;
  }

  /** The range in the notation that {@link #parse} reads. */
  @Override
  public String toString() {
    return (lowIncluded ? "[" : "(")
        + low.map(ApiVersion::toString).orElse("")
        + ","
        + high.map(ApiVersion::toString).orElse("")
        + (highIncluded ? "]" : ")");
  }
}
