// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks.workloads;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.model.data.DataContext;
import dev.impetus.model.data.DataProvider;
import dev.impetus.model.data.Dataset;
import java.util.Random;

/**
 * The data of W7: 40 points within radius 0.5 (target -1), 80 in the ring from 1 to 1.5 (target 1).
 */
public final class NestedDiscsProvider implements DataProvider {

  private static final int POINTS = 120;
  private static final int INNER = 40;

  /** For ServiceLoader. */
  public NestedDiscsProvider() {}

  @Override
  public String id() {
    return "nested-discs";
  }

  @Override
  public ConfigSchema schema() {
    return ConfigSchema.empty();
  }

  @Override
  public Dataset load(ConfigView config, DataContext context) {
    Random random = new Random(7);
    double[][] points = new double[POINTS][2];
    double[][] targets = new double[POINTS][1];
    for (int i = 0; i < POINTS; i++) {
      double angle = 2 * Math.PI * random.nextDouble();
      double u = random.nextDouble();
      double radius = i < INNER ? 0.5 * u : 1 + 0.5 * u;
      points[i][0] = radius * Math.cos(angle);
      points[i][1] = radius * Math.sin(angle);
      targets[i][0] = i < INNER ? -1 : 1;
    }
    return new Trajectories("two nested discs", points, targets);
  }
}
