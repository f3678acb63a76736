// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.synthetic;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import dev.impetus.model.data.DataContext;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataProvider;
import dev.impetus.model.data.DataSignature;
import dev.impetus.model.data.Dataset;
import dev.impetus.plugins.synthetic.GeneratedDataset.Sample;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One trajectory of {@code y' = (y³) A}, {@code A = [[-0.1, 2], [-2, -0.1]]}, {@code y(0) = (2,
 * 0)}, the cube element by element: the spiral on which neural ODEs are usually fitted (Chen et
 * al., "Neural Ordinary Differential Equations", 2018). Nothing in it is random.
 */
public final class CubicSpiralProvider implements DataProvider {

  private static final double[] START = {2, 0};
  private static final double ACCURACY = 1e-12;

  private static final Option<Long> POINTS =
      Option.integer("points", "times of observation, equally spaced, first and last included")
          .atLeast(2)
          .atMost(100_000)
          .byDefault(30L);
  private static final Option<Double> UNTIL =
      Option.decimal("until", "the last time").unit("s").above(0).atMost(25).byDefault(1.5);

  /** For ServiceLoader. */
  public CubicSpiralProvider() {}

  @Override
  public String id() {
    return "cubic-spiral";
  }

  @Override
  public ConfigSchema schema() {
    return ConfigSchema.of(POINTS, UNTIL);
  }

  @Override
  public Dataset load(ConfigView config, DataContext context) {
    int points = config.getInt(POINTS);
    double until = config.get(UNTIL);
    double[] times =
        IntStream.range(0, points).mapToDouble(i -> until * i / (points - 1)).toArray();
    double[][] states =
        RungeKutta4.trajectory(CubicSpiralProvider::derivative, START, times, ACCURACY);
    double[] targets = new double[2 * points];
    for (int i = 0; i < points; i++) {
      targets[2 * i] = states[i][0];
      targets[2 * i + 1] = states[i][1];
    }
    List<String> columns = List.of("y1", "y2");
    DataSignature signature =
        new DataSignature(
            List.of(
                new DataField(DataField.INPUTS, List.of(2), 0, columns),
                new DataField(DataField.TARGETS, List.of(points, 2), 0, columns)),
            IntStream.range(0, points).mapToObj(i -> times[i]).toList());
    return new GeneratedDataset(
        signature,
        "cubic spiral at " + points + " times up to " + until,
        List.of(new Sample(START.clone(), targets)),
        List.of(),
        List.of());
  }

  private static void derivative(double[] y, double[] dy) {
    double p = y[0] * y[0] * y[0];
    double q = y[1] * y[1] * y[1];
    dy[0] = -0.1 * p - 2 * q;
    dy[1] = 2 * p - 0.1 * q;
  }
}
