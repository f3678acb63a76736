// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

/** A row-major array of the program, written by one instruction. */
final class Storage {

  private final int id;
  private final int size;

  Storage(int id, int size) {
    this.id = id;
    this.size = size;
  }

  int id() {
    return id;
  }

  int size() {
    return size;
  }

  @Override
  public String toString() {
    return "s" + id;
  }
}
