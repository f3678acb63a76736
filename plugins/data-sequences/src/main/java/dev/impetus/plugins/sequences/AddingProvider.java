// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.sequences;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataContext;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataProvider;
import dev.impetus.model.data.DataSignature;
import dev.impetus.model.data.Dataset;
import dev.impetus.solver.state.StateVector;
import java.util.List;
import java.util.Random;

/**
 * The adding problem (Hochreiter and Schmidhuber, Neural Computation 9, 1997; in this form
 * Arjovsky, Shah and Bengio, ICML 2016): a step has a value, uniform in [0, 1), and a mark, which
 * is 1 at one random step of each half and else 0. The target is the sum of the two marked values.
 *
 * <p>A model that always answers 1 has the mean squared error 1/6, the variance of that sum.
 */
public final class AddingProvider implements DataProvider {

  private static final Option<Long> STEPS =
      Option.integer("steps", "length T of a sequence")
          .unit("steps")
          .atLeast(2)
          .atMost(1_000_000)
          .byDefault(200L);
  private static final PartSizes SIZES = new PartSizes(10_000, 1_000, 1_000);

  /** For ServiceLoader. */
  public AddingProvider() {}

  @Override
  public String id() {
    return "adding";
  }

  @Override
  public ConfigSchema schema() {
    return ConfigSchema.of(STEPS).and(SIZES.schema());
  }

  @Override
  public Dataset load(ConfigView config, DataContext context) {
    int steps = config.getInt(STEPS);
    SampleSeeds seeds = SIZES.seeds(config, context);
    return new GeneratedSequences(
        DataSignature.of(
            new DataField(DataField.INPUTS, List.of(steps, 2), 0, List.of("value", "mark")),
            new DataField(DataField.TARGETS, List.of(1), 0, List.of("sum"))),
        "adding two of " + steps + " numbers, trivial loss 1/6 = 0.166667",
        split -> SIZES.size(config, split),
        List.of(),
        (split, index, batch, row) -> write(seeds.random(split, index), steps, batch, row));
  }

  private static void write(Random random, int steps, Batch batch, int row) {
    int half = steps / 2;
    int first = random.nextInt(half);
    int second = half + random.nextInt(steps - half);
    StateVector inputs = batch.vector(DataField.INPUTS);
    double sum = 0;
    for (int step = 0; step < steps; step++) {
      double value = random.nextDouble();
      boolean marked = step == first || step == second;
      inputs.set(row, 2 * step, value);
      inputs.set(row, 2 * step + 1, marked ? 1 : 0);
      sum += marked ? value : 0;
    }
    batch.vector(DataField.TARGETS).set(row, 0, sum);
  }
}
