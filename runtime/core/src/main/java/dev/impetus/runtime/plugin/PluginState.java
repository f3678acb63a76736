// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.plugin;

/** How far a plugin has come. */
public enum PluginState {
  /** Its descriptor is in order and nobody has asked for it yet. */
  FOUND,
  /** Its provider is there and says what the descriptor says. */
  LOADED,
  /** Somebody switched it off, or preferred another jar with the same id. */
  DISABLED,
  /** It cannot be used; the report says why. */
  REJECTED
}
