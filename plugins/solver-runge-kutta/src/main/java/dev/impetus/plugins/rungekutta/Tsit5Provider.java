// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.rungekutta;

/** The plugin {@code tsit5}. */
public final class Tsit5Provider extends MethodProvider {

  /** For the service loader. */
  public Tsit5Provider() {
    super("tsit5", Tsitouras54.method());
  }
}
