// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.report;

import java.util.Locale;

/** Builds HTML and SVG. All text and all attribute values pass through {@link #escape}. */
final class Markup {

  private final StringBuilder out = new StringBuilder();

  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(c < ' ' && c != '\n' && c != '\t' ? 0xFFFD : c);
              }
            });
    return escaped.toString();
  }

  /** A coordinate: two digits are a hundredth of a pixel. */
  static String pixel(double value) {
    String text = String.format(Locale.ROOT, "%.2f", value);
    return text.replaceAll("\\.?0+$", "");
  }

  /** Opens an element: name, then attribute names and values in turn. */
  Markup open(String name, String... attributes) {
    start(name, attributes);
    out.append('>');
    return this;
  }

  Markup close(String name) {
    out.append("</").append(name).append('>');
    return this;
  }

  /** An element with nothing in it. */
  Markup empty(String name, String... attributes) {
    start(name, attributes);
    out.append("/>");
    return this;
  }

  /** An element with text in it. */
  Markup text(String name, String text, String... attributes) {
    return open(name, attributes).text(text).close(name);
  }

  Markup text(String text) {
    out.append(escape(text));
    return this;
  }

  /** Markup made elsewhere by this class. */
  Markup raw(String markup) {
    out.append(markup);
    return this;
  }

  private void start(String name, String... attributes) {
    out.append('<').append(name);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ')
          .append(attributes[i])
          .append("=\"")
          .append(escape(attributes[i + 1]))
          .append('"');
    }
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
