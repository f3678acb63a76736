// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.api.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Checked values, with defaults filled in; read by the same {@link Option} that declared them. */
public final class ConfigView {

  private final Map<Option<?>, Object> values;

  ConfigView(Map<Option<?>, Object> values) {
    this.values = new LinkedHashMap<>(values);
  }

  /**
   * The value of an option that is required or has a default.
   *
   * @throws IllegalArgumentException if the schema did not declare this very option, or if it is
   *     optional and was left out
   */
  public <T> T get(Option<T> option) {
    return find(option)
        .orElseThrow(
            () -> new IllegalArgumentException("option " + option.name() + " has no value here"));
  }

  /** The value of an option that may have been left out. */
  @SuppressWarnings("unchecked") // ConfigSchema stored what Option<T>.convert returned
  public <T> Optional<T> find(Option<T> option) {
    return Optional.ofNullable((T) values.get(option));
  }

  /** The value of a whole-number option as an {@code int}. */
  public int getInt(Option<Long> option) {
    return Math.toIntExact(get(option));
  }

  /**
   * All values by name, defaults included, in the order of the schema: what a run records as its
   * resolved configuration.
   */
  public Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    values.forEach((option, value) -> map.put(option.name(), value));
    return Collections.unmodifiableMap(map);
  }
}
