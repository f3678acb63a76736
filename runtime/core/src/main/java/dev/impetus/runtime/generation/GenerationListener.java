// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.generation;

/**
 * Is told of text as it comes, on the thread that generates. What it throws ends the generation.
 */
@FunctionalInterface
public interface GenerationListener {

  /** Nobody listens. */
  GenerationListener NONE = (sample, text) -> {};

  /** What was asked for can be generated; the prompt is read next. */
  default void begun() {}

  /**
   * A sample goes on.
   *
   * @param sample its number, from 0
   * @param text whole characters, never empty
   */
  void generated(int sample, String text);
}
