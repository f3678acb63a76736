// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.api.config;

/** The types that an option can have, and the form in which they appear in a specification. */
public enum OptionType {
  /** A whole number, read as {@link Long}. */
  INTEGER,
  /** A number, read as {@link Double}; whole numbers are accepted. */
  DECIMAL,
  /** {@code true} or {@code false}, read as {@link Boolean}. */
  BOOLEAN,
  /** Text, read as {@link String}. */
  TEXT,
  /** One of a fixed set of words, read as {@link String}. */
  CHOICE,
  /** A file or folder; relative paths are resolved against the folder of the specification. */
  PATH,
  /** A list of whole numbers, read as {@code List<Long>}. */
  INTEGER_LIST,
  /** A list of numbers, read as {@code List<Double>}. */
  DECIMAL_LIST,
  /** A list of texts, read as {@code List<String>}. */
  TEXT_LIST
}
