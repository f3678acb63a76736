// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.rungekutta;

/** The plugin {@code euler}. */
public final class EulerProvider extends MethodProvider {

  /** For the service loader. */
  public EulerProvider() {
    super("euler", LowOrderMethods.euler());
  }
}
