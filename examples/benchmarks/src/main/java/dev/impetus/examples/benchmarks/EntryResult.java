// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks;

import dev.impetus.examples.benchmarks.measure.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What one library took in one row. */
final class EntryResult {

  private final Entry entry;
  private final Map<String, Object> facts = new LinkedHashMap<>();

  /** Seconds of a call or a training step, by round. */
  private final Map<Integer, Double> samples = new TreeMap<>();

  private final List<Double> processorSeconds = new ArrayList<>();
  private String status = "ready";
  private String reason = "";
  private double steps;
  private int all;

  EntryResult(Entry entry) {
    this.entry = entry;
  }

  Entry entry() {
    return entry;
  }

  Map<String, Object> facts() {
    return facts;
  }

  Map<Integer, Double> samples() {
    return samples;
  }

  List<Double> processorSeconds() {
    return processorSeconds;
  }

  String status() {
    return status;
  }

  String reason() {
    return reason;
  }

  boolean isTimed() {
    return status.equals("timed");
  }

  void stop(String newStatus, String newReason) {
    status = newStatus;
    reason = newReason == null ? "" : newReason;
    if (!isTimed()) {
      samples.clear();
    }
  }

  void addSteps(double count) {
    steps += count;
  }

  /** Steps of the whole training. */
  int allSteps(boolean training, double count, double left) {
    if (all == 0 && training) {
      all = (int) Math.round(count + left);
    }
    return all;
  }

  int allSteps() {
    return all;
  }

  /** Training steps that were timed. */
  double steps() {
    return steps;
  }

  /** A number that the worker gave, at the top or among the values. */
  Optional<Double> number(String name) {
    Object value = facts.get(name);
    if (value == null && facts.get("values") instanceof Map<?, ?> values) {
      value = values.get(name);
    }
    return value instanceof Number number && Double.isFinite(number.doubleValue())
        ? Optional.of(number.doubleValue())
        : Optional.empty();
  }

  /** Median seconds of a call or training step; NaN without a sample. */
  double median() {
    return Statistics.median(samples.values());
  }

  double minimum() {
    return samples.values().stream().mapToDouble(x -> x).min().orElse(Double.NaN);
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("library", entry.library().id());
    json.put("label", entry.label());
    json.put("variant", entry.variant());
    json.put("status", status);
    if (!reason.isEmpty()) {
      json.put("reason", reason);
    }
    if (isTimed()) {
      json.put("median_s", median());
      json.put("min_s", minimum());
      json.put("processor_median_s", Statistics.median(processorSeconds));
      json.put("timed_training_steps", all == 0 ? null : steps);
      json.put("training_steps", all == 0 ? null : all);
      json.put("samples_s", samples);
    }
    facts.forEach(
        (name, value) -> {
          if (!name.equals("event") && !name.equals("status")) {
            json.put(name, value);
          }
        });
    return json;
  }
}
