// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.api.config;

import dev.impetus.api.error.Suggestions;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One option of a plugin: its name, type, unit, range, default and one line of description. A
 * plugin declares its options as constants, lists them in a {@link ConfigSchema} and reads them
 * from a {@link ConfigView} by the same constants:
 *
 * <pre>{@code
 * static final Option<Double> RTOL =
 *     Option.decimal("rtol", "relative tolerance of one step").above(0).below(1).byDefault(1e-3);
 * ...
 * double rtol = config.get(RTOL);
 * }</pre>
 *
 * <p>Options are values: every method that sets something returns a new option.
 *
 * @param <T> the type in which the value is read
 */
public final class Option<T> {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  private final String name;
  private final OptionType type;
  private final String description;
  private final String unit;
  private final Range range;
  private final List<String> choices;
  private final T defaultValue;
  private final T offValue;
  private final boolean required;

  private Option(
      String name,
      OptionType type,
      String description,
      String unit,
      Range range,
      List<String> choices,
      T defaultValue,
      T offValue,
      boolean required) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "option name \"" + name + "\" is not of lower-case words joined by hyphens");
    }
    this.name = name;
    this.type = type;
    this.description = Objects.requireNonNull(description, "description");
    this.unit = Objects.requireNonNull(unit, "unit");
    this.range = range;
    this.choices = choices;
    this.defaultValue = defaultValue;
    this.offValue = offValue;
    this.required = required;
  }

  private static <T> Option<T> required(String name, OptionType type, String description) {
    return new Option<>(name, type, description, "", Range.ALL, List.of(), null, null, true);
  }

  /** A whole number. */
  public static Option<Long> integer(String name, String description) {
    return required(name, OptionType.INTEGER, description);
  }

  /** A number; never NaN, and infinite only if a bound says so. */
  public static Option<Double> decimal(String name, String description) {
    return required(name, OptionType.DECIMAL, description);
  }

  /** A switch. */
  public static Option<Boolean> bool(String name, String description) {
    return required(name, OptionType.BOOLEAN, description);
  }

  /** Free text. */
  public static Option<String> text(String name, String description) {
    return required(name, OptionType.TEXT, description);
  }

  /** One word of a fixed set. */
  public static Option<String> choice(String name, String description, String... choices) {
    if (choices.length == 0) {
      throw new IllegalArgumentException("option " + name + " has no choices");
    }
    return new Option<>(
        name, OptionType.CHOICE, description, "", Range.ALL, List.of(choices), null, null, true);
  }

  /** A file or folder. */
  public static Option<Path> path(String name, String description) {
    return required(name, OptionType.PATH, description);
  }

  /** A list of whole numbers; the range holds for each. */
  public static Option<List<Long>> integers(String name, String description) {
    return required(name, OptionType.INTEGER_LIST, description);
  }

  /** A list of numbers; the range holds for each. */
  public static Option<List<Double>> decimals(String name, String description) {
    return required(name, OptionType.DECIMAL_LIST, description);
  }

  /** A list of texts. */
  public static Option<List<String>> texts(String name, String description) {
    return required(name, OptionType.TEXT_LIST, description);
  }

  /** The same option with the value that holds where none is given. */
  public Option<T> byDefault(T value) {
    Objects.requireNonNull(value, "value");
    Option<T> option =
        new Option<>(name, type, description, unit, range, choices, value, offValue, false);
    option
        .complaint(value)
        .ifPresent(
            complaint -> {
              throw new IllegalArgumentException("the default of option " + name + " " + complaint);
            });
    return option;
  }

  /** The same option, which may be left out; {@link ConfigView#find} then finds nothing. */
  public Option<T> optional() {
    return new Option<>(name, type, description, unit, range, choices, null, offValue, false);
  }

  /**
   * The same option with the value at which what it controls is switched off, such as 0 for a
   * momentum. Experiments that vary the option or its companions run this value too: without it
   * nobody can tell what the method brings from what else came with it. An optional option without
   * a default counts as off where it is left out, unless the architecture says otherwise.
   */
  public Option<T> offAt(T value) {
    Objects.requireNonNull(value, "value");
    complaint(value)
        .ifPresent(
            complaint -> {
              throw new IllegalArgumentException(
                  "the off value of option " + name + " " + complaint);
            });
    return new Option<>(
        name, type, description, unit, range, choices, defaultValue, value, required);
  }

  /** The same option with a unit, for people: {@code s}, {@code rows}, {@code MiB}. */
  public Option<T> unit(String newUnit) {
    return new Option<>(
        name, type, description, newUnit, range, choices, defaultValue, offValue, required);
  }

  /** The same option whose numbers must be {@code >= bound}. */
  public Option<T> atLeast(double bound) {
    return within(new Range(bound, true, range.high(), range.highIncluded()));
  }

  /** The same option whose numbers must be {@code > bound}. */
  public Option<T> above(double bound) {
    return within(new Range(bound, false, range.high(), range.highIncluded()));
  }

  /** The same option whose numbers must be {@code <= bound}. */
  public Option<T> atMost(double bound) {
    return within(new Range(range.low(), range.lowIncluded(), bound, true));
  }

  /** The same option whose numbers must be {@code < bound}. */
  public Option<T> below(double bound) {
    return within(new Range(range.low(), range.lowIncluded(), bound, false));
  }

  private Option<T> within(Range newRange) {
    Option<T> option =
        new Option<>(
            name, type, description, unit, newRange, choices, defaultValue, offValue, required);
    option = offValue == null ? option : option.offAt(offValue);
    return defaultValue == null ? option : option.byDefault(defaultValue);
  }

  /** The name as it stands in a specification: lower-case words joined by hyphens. */
  public String name() {
    return name;
  }

  /** The type. */
  public OptionType type() {
    return type;
  }

  /** One line for people. */
  public String description() {
    return description;
  }

  /** The unit, or the empty string. */
  public String unit() {
    return unit;
  }

  /** The range of its numbers. */
  public Range range() {
    return range;
  }

  /** The words of a {@link OptionType#CHOICE}, else empty. */
  public List<String> choices() {
    return choices;
  }

  /** The default, if it has one. */
  public Optional<T> defaultValue() {
    return Optional.ofNullable(defaultValue);
  }

  /** The value at which what it controls is switched off, if there is one. */
  public Optional<T> offValue() {
    return Optional.ofNullable(offValue);
  }

  /** Whether a value must be given: it has no default and is not optional. */
  public boolean isRequired() {
    return required;
  }

  /**
   * Turns a raw value, as a YAML reader or a builder gives it, into this option's type.
   *
   * @param raw a number, text, boolean, path or list of them
   * @throws IllegalArgumentException with a predicate that completes the sentence "option x …", if
   *     the value has the wrong type or is out of range
   */
  @SuppressWarnings("unchecked") // each branch yields the type that its factory method promised
  T convert(Object raw) {
    T value =
        (T)
            switch (type) {
              case INTEGER -> toLong(raw);
              case DECIMAL -> toDouble(raw);
              case BOOLEAN -> require(raw, Boolean.class, "true or false");
              case TEXT, CHOICE -> toText(raw);
              case PATH ->
                  raw instanceof Path path ? path : Path.of(require(raw, String.class, "a path"));
              case INTEGER_LIST -> toList(raw, Option::toLong);
              case DECIMAL_LIST -> toList(raw, Option::toDouble);
              case TEXT_LIST -> toList(raw, Option::toText);
            };
    complaint(value)
        .ifPresent(
            complaint -> {
              throw new IllegalArgumentException(complaint);
            });
    return value;
  }

  private Optional<String> complaint(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(this::complaint).flatMap(Optional::stream).findFirst();
    }
    if (value instanceof Number number && !range.contains(number.doubleValue())) {
      return Optional.of("must be " + range + ", but is " + value);
    }
    if (type == OptionType.CHOICE && !choices.contains(value)) {
      return Optional.of(
          "has no choice \""
              + value
              + "\"; "
              + Suggestions.didYouMean((String) value, choices, "choices"));
    }
    return Optional.empty();
  }

  private static Long toLong(Object raw) {
    if (raw instanceof Long
        || raw instanceof Integer
        || raw instanceof Short
        || raw instanceof Byte) {
      return ((Number) raw).longValue();
    }
    if (raw instanceof BigInteger) {
      throw wrongType("a whole number of at most 64 bits", raw);
    }
    throw wrongType("a whole number", raw);
  }

  private static Double toDouble(Object raw) {
    return require(raw, Number.class, "a number").doubleValue();
  }

  private static String toText(Object raw) {
    return require(raw, String.class, "text");
  }

  private static <E> List<E> toList(Object raw, java.util.function.Function<Object, E> element) {
    List<E> list = new ArrayList<>();
    for (Object item : require(raw, List.class, "a list")) {
      list.add(element.apply(item));
    }
    return List.copyOf(list);
  }

  private static <V> V require(Object raw, Class<V> wanted, String noun) {
    if (wanted.isInstance(raw)) {
      return wanted.cast(raw);
    }
    throw wrongType(noun, raw);
  }

  private static IllegalArgumentException wrongType(String noun, Object raw) {
    String found =
        raw == null
            ? "nothing"
            : raw instanceof String ? "the text \"" + raw + "\"" : String.valueOf(raw);
    return new IllegalArgumentException("must be " + noun + ", but is " + found);
  }

  @Override
  public String toString() {
    return name;
  }
}
