// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.plugin;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The first eight bytes of a class file: they tell for which Java it was compiled. */
final class ClassFileHeader {

  private static final int MAGIC = 0xCAFEBABE;

  /** Class files of Java n have the major version n + 44. */
  private static final int OFFSET = 44;

  private ClassFileHeader() {}

  /** Somewhere to look for class files by their name with slashes. */
  interface Source {

    Optional<InputStream> open(String name) throws IOException;
  }

  /** Why this Java will not take the class. */
  static Optional<Failures.Reason> complaint(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    int magic;
    int major;
    try {
      magic = data.readInt();
      data.readUnsignedShort();
      major = data.readUnsignedShort();
    } catch (EOFException e) {
      return Optional.of(damaged("it ends within the first eight bytes"));
    }
    if (magic != MAGIC) {
      return Optional.of(damaged("it does not begin like one"));
    }
    int host = Runtime.version().feature();
    if (major - OFFSET > host) {
      return Optional.of(
          new Failures.Reason(
              "it is compiled for Java "
                  + (major - OFFSET)
                  + " (class-file version "
                  + major
                  + "), this is Java "
                  + host,
              "run Java "
                  + (major - OFFSET)
                  + " or newer, or compile the plugin for release "
                  + host));
    }
    return Optional.empty();
  }

  private static Failures.Reason damaged(String how) {
    return new Failures.Reason("the class file is damaged: " + how, "build or fetch the jar again");
  }
}
