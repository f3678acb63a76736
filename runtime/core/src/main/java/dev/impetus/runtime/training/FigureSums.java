// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.training;

import dev.impetus.model.ModelPass;
import dev.impetus.model.data.Batch;
import dev.impetus.model.training.Metric;
import dev.impetus.solver.state.StateVector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers {@link Figures} over the batches of a phase. */
final class FigureSums {

  private final List<Metric> metrics;
  private final Map<String, double[]> measures = new LinkedHashMap<>();
  private double lossSum;
  private double weights;

  FigureSums(List<Metric> metrics) {
    this.metrics = metrics;
  }

  void reset() {
    metrics.forEach(Metric::reset);
    measures.clear();
    lossSum = 0;
    weights = 0;
  }

  /**
   * Takes a batch in.
   *
   * @param weight of its loss, as {@link dev.impetus.model.training.Loss#weight} has it
   */
  void add(double loss, double weight, StateVector prediction, Batch batch, ModelPass pass) {
    lossSum += loss * weight;
    weights += weight;
    for (Metric metric : metrics) {
      metric.add(prediction, batch);
    }
    pass.measure(this::addMeasure);
  }

  private void addMeasure(String name, double value) {
    double[] sumAndCount = measures.computeIfAbsent(name, key -> new double[2]);
    sumAndCount[0] += value;
    sumAndCount[1]++;
  }

  Figures figures() {
    Map<String, Double> metricValues = new LinkedHashMap<>();
    metrics.forEach(metric -> metricValues.put(metric.name(), metric.value()));
    Map<String, Double> measureValues = new LinkedHashMap<>();
    measures.forEach((name, sum) -> measureValues.put(name, sum[0] / sum[1]));
    return new Figures(lossSum / weights, metricValues, measureValues);
  }
}
