// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.toy;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataSignature;
import dev.impetus.model.training.Metric;
import dev.impetus.model.training.MetricProvider;
import dev.impetus.solver.state.StateVector;

/** Share of predictions within 0.1 of the target. */
public final class ToyMetric implements MetricProvider {

  @Override
  public String id() {
    return "toy-hits";
  }

  @Override
  public ConfigSchema schema() {
    return ConfigSchema.empty();
  }

  @Override
  public Metric create(ConfigView config, DataSignature data, DataField prediction) {
    return new Hits();
  }

  /** A metric without wiring. */
  public static Metric hits() {
    return new Hits();
  }

  private static final class Hits implements Metric {
    private long hits;
    private long rows;

    @Override
    public String name() {
      return "hits";
    }

    @Override
    public boolean higherIsBetter() {
      return true;
    }

    @Override
    public void reset() {
      hits = 0;
      rows = 0;
    }

    @Override
    public void add(StateVector prediction, Batch batch) {
      for (int row = 0; row < batch.rows(); row++) {
        double error = prediction.get(row, 0) - batch.vector(DataField.TARGETS).get(row, 0);
        hits += Math.abs(error) < 0.1 ? 1 : 0;
        rows++;
      }
    }

    @Override
    public double value() {
      return (double) hits / rows;
    }
  }
}
