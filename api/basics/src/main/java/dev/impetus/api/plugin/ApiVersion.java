// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.api.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of the plugin interfaces. A qualifier such as {@code -SNAPSHOT} or {@code -rc.1} is
 * read and left out: a pre-release of 0.2.0 offers what 0.2.0 will offer, so a range that begins at
 * 0.2 admits it.
 *
 * @param major first number
 * @param minor second number
 * @param patch third number
 */
public record ApiVersion(int major, int minor, int patch) implements Comparable<ApiVersion> {

  private static final Pattern FORM =
      Pattern.compile("(\\d{1,6})(?:\\.(\\d{1,6}))?(?:\\.(\\d{1,6}))?(?:[-+][0-9A-Za-z.+-]+)?");

  /** Checks that no number is negative. */
  public ApiVersion {
    if (major < 0 || minor < 0 || patch < 0) {
      throw new IllegalArgumentException(
          "a version has no negative numbers, but is " + major + "." + minor + "." + patch);
    }
  }

  /**
   * Reads {@code 1}, {@code 1.2}, {@code 1.2.3} or {@code 1.2.3-rc.1}; numbers left out are 0.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  public static ApiVersion parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("\"" + text + "\" is not a version such as 1.2 or 1.2.3");
    }
    return new ApiVersion(
        Integer.parseInt(matcher.group(1)), number(matcher.group(2)), number(matcher.group(3)));
  }

  private static int number(String group) {
    return group == null ? 0 : Integer.parseInt(group);
  }

  /** The version of the interfaces on this class path, written into the jar when it was built. */
  public static ApiVersion current() {
    try (InputStream in = ApiVersion.class.getResourceAsStream("api.properties")) {
      if (in == null) {
        throw new IllegalStateException("the jar of the plugin interfaces lacks api.properties");
      }
      Properties properties = new Properties();
      properties.load(in);
      return parse(properties.getProperty("version", ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int compareTo(ApiVersion other) {
    if (major != other.major) {
      return Integer.compare(major, other.major);
    }
    return minor != other.minor
        ? Integer.compare(minor, other.minor)
        : Integer.compare(patch, other.patch);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
