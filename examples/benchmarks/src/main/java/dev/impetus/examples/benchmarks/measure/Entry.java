// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks.measure;

/**
 * A library's part in a row.
 *
 * @param library who
 * @param variant in which form of the workload
 * @param label what the tables call it where the library alone does not say it; else empty
 */
public record Entry(Library library, String variant, String label) {

  /** An entry that its library names. */
  public static Entry of(Library library, String variant) {
    return new Entry(library, variant, "");
  }

  /** What the tables call it. */
  public String name() {
    return label.isEmpty() ? library.id() : library.id() + ", " + label;
  }
}
