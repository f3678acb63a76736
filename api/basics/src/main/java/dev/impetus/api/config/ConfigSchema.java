// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.api.config;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.api.error.Suggestions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The options that a plugin declares, in the order in which people should read them. */
public final class ConfigSchema {

  private static final ConfigSchema EMPTY = new ConfigSchema(List.of());

  private final Map<String, Option<?>> options = new LinkedHashMap<>();

  private ConfigSchema(List<Option<?>> options) {
    for (Option<?> option : options) {
      if (this.options.put(option.name(), option) != null) {
        throw new IllegalArgumentException("option " + option.name() + " is declared twice");
      }
    }
  }

  /** A schema of these options; their names must differ. */
  public static ConfigSchema of(Option<?>... options) {
    return new ConfigSchema(List.of(options));
  }

  /** A schema without options. */
  public static ConfigSchema empty() {
    return EMPTY;
  }

  /** This schema followed by the options of another; their names must differ. */
  public ConfigSchema and(ConfigSchema other) {
    List<Option<?>> all = new ArrayList<>(options.values());
    all.addAll(other.options.values());
    return new ConfigSchema(all);
  }

  /** The options in their order. */
  public List<Option<?>> options() {
    return List.copyOf(options.values());
  }

  /**
   * Checks raw values against this schema and fills in the defaults.
   *
   * @param values raw values by option name, as a YAML reader or a builder gives them
   * @param where the path of these values in the specification, for example {@code solver}
   * @return the checked values
   * @throws ImpetusException with every problem found: unknown names (with a suggestion), wrong
   *     types, values out of range, missing values
   */
  public ConfigView resolve(Map<String, ?> values, String where) {
    List<Problem> problems = new ArrayList<>();
    ConfigView view = resolve(values, where, problems::add);
    if (!problems.isEmpty()) {
      throw new ImpetusException(problems);
    }
    return view;
  }

  /**
   * As {@link #resolve(Map, String)}, but hands each problem to {@code problems} so that a caller
   * can collect those of several sections. The view lacks the values that had a problem.
   */
  public ConfigView resolve(Map<String, ?> values, String where, Consumer<Problem> problems) {
    Map<Option<?>, Object> resolved = new LinkedHashMap<>();
    values.keySet().stream()
        .filter(name -> !options.containsKey(name))
        .forEach(
            name ->
                problems.accept(
                    new Problem(
                        ErrorKind.CONFIGURATION,
                        "unknown option \"" + name + "\"",
                        path(where, name),
                        where.isEmpty() ? "nothing reads it" : where + " has no such option",
                        Suggestions.didYouMean(name, options.keySet(), "options"))));
    for (Option<?> option : options.values()) {
      Object raw = values.get(option.name());
      if (raw != null) {
        try {
          resolved.put(option, option.convert(raw));
        } catch (IllegalArgumentException e) {
          problems.accept(
              new Problem(
                  ErrorKind.CONFIGURATION,
                  "option \"" + option.name() + "\" has a wrong value",
                  path(where, option.name()),
                  "it " + e.getMessage(),
                  option.description().isEmpty() ? "" : "give the " + option.description()));
        }
      } else if (values.containsKey(option.name())) {
        problems.accept(
            new Problem(
                ErrorKind.CONFIGURATION,
                "option \"" + option.name() + "\" is empty",
                path(where, option.name()),
                "it is named, but has no value",
                "give a value, or remove the name"));
      } else if (option.isRequired()) {
        problems.accept(
            new Problem(
                ErrorKind.CONFIGURATION,
                "option \"" + option.name() + "\" is missing",
                path(where, option.name()),
                "it has no default",
                "give the " + option.description()));
      } else {
        option.defaultValue().ifPresent(value -> resolved.put(option, value));
      }
    }
    return new ConfigView(resolved);
  }

  private static String path(String where, String name) {
    return where.isEmpty() ? name : where + "." + name;
  }
}
