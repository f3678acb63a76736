// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.rungekutta;

/** The plugin {@code dop853}. */
public final class Dop853Provider extends MethodProvider {

  /** For the service loader. */
  public Dop853Provider() {
    super("dop853", DormandPrince853.method());
  }
}
