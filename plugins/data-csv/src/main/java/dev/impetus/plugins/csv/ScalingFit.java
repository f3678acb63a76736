// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.csv;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.model.data.Scaling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Fits scalings on the training rows, writes them as text and reads them back without loss. */
final class ScalingFit {

  private ScalingFit() {}

  /**
   * A scaling of each column; a column that is constant over {@code rows} is only shifted.
   *
   * @param method none, standard (population deviation) or min-max
   */
  static Scaling fit(double[][] values, int columns, int[] rows, String method) {
    List<Double> offsets = new ArrayList<>();
    List<Double> factors = new ArrayList<>();
    for (int c = 0; c < columns; c++) {
      int column = c;
      double[] sample = Arrays.stream(rows).mapToDouble(row -> values[row][column]).toArray();
      double offset = 0;
      double factor = 1;
      if (method.equals("standard")) {
        offset = Arrays.stream(sample).average().orElse(0);
        double mean = offset;
        factor =
            Math.sqrt(Arrays.stream(sample).map(x -> (x - mean) * (x - mean)).average().orElse(0));
      } else if (method.equals("min-max")) {
        offset = Arrays.stream(sample).min().orElse(0);
        factor = Arrays.stream(sample).max().orElse(0) - offset;
      }
      offsets.add(offset);
      factors.add(factor > Math.abs(offset) * 1e-14 ? factor : 1.0);
    }
    return new Scaling(offsets, factors);
  }

  static void write(String field, Scaling scaling, Map<String, String> target) {
    for (int c = 0; c < scaling.offsets().size(); c++) {
      target.put(field + "." + c + ".offset", scaling.offsets().get(c).toString());
      target.put(field + "." + c + ".factor", scaling.factors().get(c).toString());
    }
  }

  static Scaling read(String field, int columns, Map<String, String> source) {
    List<Double> offsets = new ArrayList<>();
    List<Double> factors = new ArrayList<>();
    for (int c = 0; c < columns; c++) {
      offsets.add(number(source, field + "." + c + ".offset"));
      factors.add(number(source, field + "." + c + ".factor"));
    }
    return new Scaling(offsets, factors);
  }

  private static double number(Map<String, String> source, String key) {
    String text = source.get(key);
    if (text == null) {
      throw new ImpetusException(
          new Problem(
              ErrorKind.STORAGE,
              "the run does not say how the data were scaled",
              key,
              "the entry is missing among what was fitted in training",
              "train again with this version of csv"));
    }
    return Double.parseDouble(text);
  }
}
