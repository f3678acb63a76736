// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.report;

import java.util.List;

/** Names of lines and groups beside samples of their colours. */
final class Legend {

  private Legend() {}

  static void write(Markup out, List<Series> series) {
    out.open("div", "class", "legend");
    for (Series line : series) {
      out.open("span")
          .open("i", "class", "key b" + line.color() + (line.dashed() ? " dashed" : ""))
          .close("i")
          .text(line.name())
          .close("span");
    }
    out.close("div");
  }

  static void writeGroups(Markup out, List<String> names) {
    out.open("div", "class", "legend");
    for (int i = 0; i < names.size(); i++) {
      out.open("span")
          .open("i", "class", "key dot f" + i % Palette.SIZE)
          .close("i")
          .text(names.get(i))
          .close("span");
    }
    out.close("div");
  }
}
