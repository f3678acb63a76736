// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.timeseries;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.model.data.Scaling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * A scaling of each column and its mean, fitted on known values of the training part; written as
 * text and read back without loss.
 *
 * @param scaling to scaled numbers and back
 * @param means the mean of each column, in its own unit
 */
record ColumnScaling(Scaling scaling, List<Double> means) {

  /**
   * Fits.
   *
   * @param columns the numbers of each column; NaN are left out
   * @param method none, standard (population deviation) or min-max; a constant column is only
   *     shifted
   */
  static ColumnScaling fit(double[][] columns, String method) {
    List<Double> offsets = new ArrayList<>();
    List<Double> factors = new ArrayList<>();
    List<Double> means = new ArrayList<>();
    for (double[] column : columns) {
      double[] known = Arrays.stream(column).filter(x -> !Double.isNaN(x)).toArray();
      double mean = DoubleStream.of(known).average().orElse(0);
      double offset = 0;
      double factor = 1;
      if (method.equals("standard")) {
        offset = mean;
        factor =
            Math.sqrt(DoubleStream.of(known).map(x -> (x - mean) * (x - mean)).average().orElse(0));
      } else if (method.equals("min-max")) {
        offset = DoubleStream.of(known).min().orElse(0);
        factor = DoubleStream.of(known).max().orElse(0) - offset;
      }
      means.add(mean);
      offsets.add(offset);
      factors.add(factor > Math.abs(offset) * 1e-14 ? factor : 1.0);
    }
    return new ColumnScaling(new Scaling(offsets, factors), means);
  }

  void write(String field, Map<String, String> target) {
    for (int c = 0; c < means.size(); c++) {
      target.put(field + "." + c + ".offset", scaling.offsets().get(c).toString());
      target.put(field + "." + c + ".factor", scaling.factors().get(c).toString());
      target.put(field + "." + c + ".mean", means.get(c).toString());
    }
  }

  static ColumnScaling read(String field, Map<String, String> source) {
    List<Double> offsets = new ArrayList<>();
    List<Double> factors = new ArrayList<>();
    List<Double> means = new ArrayList<>();
    while (source.containsKey(field + "." + means.size() + ".mean")) {
      String column = field + "." + means.size();
      offsets.add(Double.valueOf(source.get(column + ".offset")));
      factors.add(Double.valueOf(source.get(column + ".factor")));
      means.add(Double.valueOf(source.get(column + ".mean")));
    }
    if (means.isEmpty()) {
      throw new ImpetusException(
          new Problem(
              ErrorKind.STORAGE,
              "the run does not say how the data were scaled",
              field + ".0.mean",
              "the entry is missing among what was fitted in training",
              "train again with this version of ts"));
    }
    return new ColumnScaling(new Scaling(offsets, factors), means);
  }
}
