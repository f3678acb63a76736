// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.beamdeflection;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * 200 deflections of a steel-concrete beam under periodic pressure (H. S. Lew; NIST Statistical
 * Reference Datasets), as Commons Math keeps them for its tests.
 */
final class BeamReadings {

  private static final String RESOURCE = "/org/apache/commons/math3/stat/data/Lew.txt";
  private static final int COUNT = 200;

  private BeamReadings() {}

  /** All readings in their order. */
  static double[] read() {
    InputStream resource = BeamReadings.class.getResourceAsStream(RESOURCE);
    if (resource == null) {
      throw new ImpetusException(
          new Problem(
              ErrorKind.DATA,
              "the beam's readings are missing",
              RESOURCE,
              "no jar of the class path has them",
              "put commons-math3-3.6.1-tests.jar on the class path"));
    }
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
      double[] readings =
          lines
              .lines()
              .map(String::strip)
              .filter(line -> !line.isEmpty() && !line.startsWith("#") && !line.contains("="))
              .mapToDouble(Double::parseDouble)
              .toArray();
      if (readings.length != COUNT) {
        throw new IllegalStateException(readings.length + " readings instead of " + COUNT);
      }
      return readings;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
