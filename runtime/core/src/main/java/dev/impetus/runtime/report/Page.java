// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A whole page: style and script inside, nothing fetched from anywhere. */
final class Page {

  private final Markup out = new Markup();

  /** Begins a page with a heading and some lines below it. */
  Page(String title, String... lines) {
    out.raw("<!DOCTYPE html>\n")
        .open("html", "lang", "en")
        .open("head")
        .empty("meta", "charset", "utf-8")
        .empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
        .text("title", title)
        .open("style")
        .raw(resource("plot.css"))
        .raw(resource("report.css"))
        .close("style")
        .close("head")
        .open("body")
        .open("main")
        .open("header")
        .text("h1", title);
    for (String line : lines) {
      out.text("p", line);
    }
    out.close("header");
  }

  Page tiles(List<Tile> tiles) {
    out.open("div", "class", "tiles");
    for (Tile tile : tiles) {
      out.open("div", "class", "tile")
          .text("b", tile.value())
          .text("span", tile.name())
          .close("div");
    }
    out.close("div");
    return this;
  }

  /** A section of figures; nothing if all are empty. */
  Page figures(String heading, List<String> figures) {
    if (figures.stream().anyMatch(figure -> !figure.isEmpty())) {
      out.text("h2", heading).open("div", "class", "plots");
      figures.forEach(out::raw);
      out.close("div");
    }
    return this;
  }

  /** Some sentences between sections. */
  Page paragraph(String text) {
    out.text("p", text, "class", "note");
    return this;
  }

  Page section(String heading, Table table) {
    if (!table.isEmpty()) {
      out.text("h2", heading).open("div", "class", "card").raw(table.render()).close("div");
    }
    return this;
  }

  /** A text as it stands, line by line. */
  Page text(String heading, String note, String text) {
    out.text("h2", heading)
        .text("p", note, "class", "note")
        .open("div", "class", "card")
        .text("pre", text)
        .close("div");
    return this;
  }

  Page folded(String heading, String text) {
    out.open("div", "class", "card")
        .open("details")
        .text("summary", heading)
        .text("pre", text)
        .close("details")
        .close("div");
    return this;
  }

  Page folded(String heading, Table table) {
    out.open("div", "class", "card")
        .open("details")
        .text("summary", heading)
        .raw(table.render())
        .close("details")
        .close("div");
    return this;
  }

  Page heading(String heading) {
    out.text("h2", heading);
    return this;
  }

  String finish(String footer) {
    return out.text("footer", footer)
        .close("main")
        .open("div", "id", "tip")
        .close("div")
        .open("script")
        .raw(resource("report.js"))
        .close("script")
        .close("body")
        .close("html")
        .toString();
  }

  /** A file beside this class. */
  static String resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A figure in large print. */
  record Tile(String name, String value) {}
}
