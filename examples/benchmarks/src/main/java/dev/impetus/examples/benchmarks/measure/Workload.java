// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks.measure;

import java.util.List;

/**
 * A problem that libraries are compared by. One class here for what runs on the JVM, and one
 * function of the same name (in lower case) in each {@code peers/peer_….py}.
 */
public interface Workload {

  /** Its name, for example {@code W1}. */
  String id();

  /** Its rows. */
  List<Row> rows();

  /**
   * Prepares a row of a library that runs on the JVM, up to its gate.
   *
   * @throws IllegalArgumentException if the library has no such row
   */
  Case prepare(Library library, Variant variant);
}
