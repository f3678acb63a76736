// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks;

import dev.impetus.examples.benchmarks.measure.Library;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** The results as Markdown. */
final class MarkdownTable {

  private final Results results;
  private final StringBuilder out = new StringBuilder();

  private MarkdownTable(Results results) {
    this.results = results;
  }

  static String of(Results results) {
    MarkdownTable table = new MarkdownTable(results);
    table.header();
    table.targets();
    table.machine();
    table.rows();
    table.extras();
    return table.out.toString();
  }

  private void header() {
    out.append(results.started(), 0, 10).append(", ");
    out.append(results.machine().get("processor"))
        .append(", ")
        .append(results.machine().get("processors"))
        .append(" processors; ")
        .append(results.machine().get("java"));
    List<String> versions = new ArrayList<>();
    results
        .versions()
        .forEach(
            (name, version) -> {
              if (!name.equals("java")) {
                versions.add(name + " " + version);
              }
            });
    if (!versions.isEmpty()) {
      out.append("; ").append(String.join(", ", versions));
    }
    out.append(".\nThreads of each library: ")
        .append(results.settings().get("threads"))
        .append(", where a row says no other. Denormals flushed: ")
        .append(denormals())
        .append(
            Boolean.TRUE.equals(results.settings().get("processor_time"))
                ? ". **Times are processor times of all threads, taken on a machine that others used.**"
                : ".")
        .append(" Load average before a row: ")
        .append(loads())
        .append(".\n\n");
  }

  /** A library is named if it flushes them in all of its rows; in some, that it does there. */
  private String denormals() {
    Map<String, Set<Object>> answers = new LinkedHashMap<>();
    for (RowResult row : results.rows()) {
      for (EntryResult entry : row.entries()) {
        Object flushed = entry.facts().get("denormals_flushed");
        if (flushed != null) {
          answers.computeIfAbsent(entry.entry().library().id(), id -> new HashSet<>()).add(flushed);
        }
      }
    }
    List<String> always = new ArrayList<>();
    List<String> sometimes = new ArrayList<>();
    answers.forEach(
        (library, found) -> {
          if (found.contains(true)) {
            (found.size() == 1 ? always : sometimes).add(library);
          }
        });
    if (answers.isEmpty()) {
      return "unknown";
    }
    List<String> parts = new ArrayList<>();
    if (!always.isEmpty()) {
      parts.add("by " + String.join(", ", always));
    }
    if (!sometimes.isEmpty()) {
      parts.add("by " + String.join(", ", sometimes) + " where the row says so");
    }
    return parts.isEmpty() ? "by nobody" : String.join(" and ", parts) + " only";
  }

  private String loads() {
    double low = results.rows().stream().mapToDouble(RowResult::loadAverage).min().orElse(0);
    double high = results.rows().stream().mapToDouble(RowResult::loadAverage).max().orElse(0);
    return String.format(Locale.ROOT, "%.1f to %.1f", low, high);
  }

  private void targets() {
    out.append("| target | goal | measured | |\n|---|---|---|---|\n");
    for (Target target : Targets.of(results)) {
      line(target.what(), target.goal(), target.text(), target.verdict());
    }
    out.append('\n');
  }

  private void machine() {
    List<RowResult> limits =
        results.rows().stream().filter(row -> row.row().workload().equals("M")).toList();
    if (limits.isEmpty()) {
      return;
    }
    out.append("| the machine | time | rate |\n|---|---|---|\n");
    for (RowResult row : limits) {
      if (!row.entries().isEmpty() && row.first().isTimed()) {
        line(row.row().title(), Text.seconds(row.first().median()), rate(row.first()));
      }
    }
    out.append('\n');
  }

  private static String rate(EntryResult entry) {
    double rate = entry.number("amount").orElse(Double.NaN) / entry.median();
    Object unit =
        entry.facts().get("values") instanceof Map<?, ?> values ? values.get("amount_unit") : "";
    return Text.digits(rate / 1e9) + " G" + unit + "/s";
  }

  private void rows() {
    out.append(
        """
        | row | library | time | of a | evaluations | error | peak MiB | × Impetus | × limit |
        |---|---|---|---|---|---|---|---|---|
        """);
    for (RowResult row : results.rows()) {
      if (!row.row().workload().equals("M")) {
        rows(row);
      }
    }
    out.append('\n');
  }

  private void rows(RowResult row) {
    String id = "**" + row.row().id() + "**<br>" + row.row().title();
    for (EntryResult entry : row.entries()) {
      if (!entry.isTimed()) {
        line(id, entry.entry().name(), entry.status(), "", "", "", "", "", "");
      } else {
        line(
            id,
            entry.entry().name(),
            Text.seconds(row.medianUnit(entry)) + part(entry),
            row.row().unit().text(),
            evaluations(entry),
            error(entry),
            entry
                .number("peak_rss_mib")
                .map(mib -> String.format(Locale.ROOT, "%.0f", mib))
                .orElse(""),
            entry == row.first() ? "" : ratio(row.ratio(entry)),
            toLimit(row, entry));
      }
      id = "";
    }
  }

  /** Trainings that the budget cut short say so. */
  private static String part(EntryResult entry) {
    return entry.allSteps() > 0 && entry.steps() < entry.allSteps()
        ? String.format(Locale.ROOT, " (first %.0f of %d)", entry.steps(), entry.allSteps())
        : "";
  }

  private static String evaluations(EntryResult entry) {
    return entry
        .number("nfe_mean")
        .or(() -> entry.number("nfe"))
        .map(
            forward ->
                String.format(Locale.ROOT, "%.0f", forward)
                    + entry
                        .number("nfe_backward_mean")
                        .or(() -> entry.number("nfe_backward"))
                        .map(backward -> String.format(Locale.ROOT, " + %.0f", backward))
                        .orElse(""))
        .orElse("");
  }

  private static String error(EntryResult entry) {
    return entry
        .number("parameter_gradient_error")
        .or(() -> entry.number("gradient_error"))
        .or(() -> entry.number("error"))
        .map(Text::error)
        .orElse("");
  }

  private static String ratio(OptionalDouble ratio) {
    return ratio.isPresent() ? Text.ratio(ratio.getAsDouble()) : "";
  }

  private static String toLimit(RowResult row, EntryResult entry) {
    if (entry.entry().library() == Library.LIMIT) {
      return "1";
    }
    OptionalDouble limit = row.ratio(Library.LIMIT, "");
    double own = entry == row.first() ? 1 : row.ratio(entry).orElse(Double.NaN);
    return limit.isPresent() && Double.isFinite(own) ? Text.ratio(own / limit.getAsDouble()) : "";
  }

  private void extras() {
    if (results.extras().isEmpty()) {
      return;
    }
    out.append("| row | measured |\n|---|---|\n");
    results
        .extras()
        .forEach(
            (row, values) -> {
              String text =
                  values.get("bytes") instanceof Number bytes
                      ? String.format(
                          Locale.ROOT,
                          "%.0f bytes a call, %s a call (JMH)",
                          bytes.doubleValue(),
                          Text.seconds(((Number) values.get("jmh_us")).doubleValue() * 1e-6))
                      : values.get("median_s") instanceof Number seconds
                          ? Text.seconds(seconds.doubleValue())
                          : String.valueOf(values.get("reason"));
              line(row, text);
            });
  }

  private void line(String... cells) {
    out.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
