// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.rungekutta;

/** The plugin {@code midpoint}. */
public final class MidpointProvider extends MethodProvider {

  /** For the service loader. */
  public MidpointProvider() {
    super("midpoint", LowOrderMethods.midpoint());
  }
}
