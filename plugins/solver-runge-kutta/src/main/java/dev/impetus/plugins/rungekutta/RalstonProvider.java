// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.rungekutta;

/** The plugin {@code ralston}. */
public final class RalstonProvider extends MethodProvider {

  /** For the service loader. */
  public RalstonProvider() {
    super("ralston", LowOrderMethods.ralston());
  }
}
