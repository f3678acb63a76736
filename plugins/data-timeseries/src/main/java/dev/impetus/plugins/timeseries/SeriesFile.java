// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.timeseries;

import dev.impetus.model.data.file.DataFile;
import java.util.List;

/**
 * A file of time series.
 *
 * @param file where it stands
 * @param columns names of the dimensions
 * @param labels what the series are labelled with
 * @param classes the classes that the header lists; empty if there are none
 * @param series the series, with as many dimensions each
 */
record SeriesFile(
    DataFile file,
    List<String> columns,
    Labels labels,
    List<String> classes,
    List<LabelledSeries> series) {

  /** What series may be labelled with. */
  enum Labels {
    NONE,
    CLASSES,
    NUMBERS
  }

  int dimensions() {
    return columns.size();
  }

  int longest() {
    return series.stream().mapToInt(LabelledSeries::steps).max().orElse(0);
  }

  int shortest() {
    return series.stream().mapToInt(LabelledSeries::steps).min().orElse(0);
  }
}
