// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.report;

/** How many colours the style sheet has. */
final class Palette {

  static final int SIZE = 8;

  private Palette() {}
}
