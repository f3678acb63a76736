// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Resident memory of this process, where Linux tells it. */
final class Memory {

  private static final Path PROCESS = Path.of("/proc/self");

  private Memory() {}

  /** The peak in MiB; NaN where it is not known. */
  static double peak() {
    try {
      return Files.readAllLines(PROCESS.resolve("status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException e) {
      return Double.NaN;
    }
  }

  /** Lets the peak start anew, so that it is not the gate's, and returns it. */
  static double forgetPeak() {
    try {
      Files.writeString(PROCESS.resolve("clear_refs"), "5");
    } catch (IOException e) {
      return peak();
    }
    return peak();
  }
}
