// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.rungekutta;

/** The plugin {@code heun}. */
public final class HeunProvider extends MethodProvider {

  /** For the service loader. */
  public HeunProvider() {
    super("heun", LowOrderMethods.heun());
  }
}
