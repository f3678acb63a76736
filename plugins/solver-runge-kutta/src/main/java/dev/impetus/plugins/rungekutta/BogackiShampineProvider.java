// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.rungekutta;

/** The plugin {@code bogacki-shampine}. */
public final class BogackiShampineProvider extends MethodProvider {

  /** For the service loader. */
  public BogackiShampineProvider() {
    super("bogacki-shampine", BogackiShampine32.method());
  }
}
