// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impetus.model.Model;
import dev.impetus.model.ModelPass;
import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataSignature;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** Four symbols of five are written twice; a model without memory pays ln 5 for each. */
public final class LearningTest {

  private static final int SYMBOLS = 5;
  private static final int COUNT = 4;
  private static final int STEPS = 2 * COUNT;
  private static final int ROWS = 32;
  private static final int UPDATES = 400;

  @DataProvider
  public Object[][] nets() {
    String momentum = "momentum-transformer";
    return new Object[][] {
      {"transformer", Map.of()},
      {momentum, Map.of("norm", "post")},
      {momentum, Map.of("connection", "code", "adaptive", "paper")},
    };
  }

  @Test(dataProvider = "nets")
  public void learnsToCopy(String id, Map<String, Object> more) {
    Map<String, Object> options =
        new TreeMap<>(Map.of("width", 32, "heads", 4, "feed-forward", 32, "layers", 2));
    options.putAll(more);
    Random random = new Random(1);
    DataSignature data = Fixture.language(STEPS, SYMBOLS + 1);
    try (Model model = Fixture.model(id, options, data, Precision.FLOAT32, 1)) {
      StateVector parameters = StateVector.zeros(Precision.FLOAT32, 1, model.parameters().size());
      model.initialize(parameters, random);
      ModelPass pass = model.newPass(ROWS);
      Batch batch = new Batch(data, Precision.FLOAT32, ROWS);
      Adam adam = new Adam(parameters.width());
      StateVector gradient = parameters.newLike();
      double sum = 0;
      for (int update = 0; update < UPDATES; update++) {
        model.setParameters(parameters);
        draw(batch, random);
        StateVector scores = pass.forward(batch, true, update);
        StateVector cotangent = scores.newLike();
        double loss = loss(scores, batch, cotangent);
        gradient.fill(0);
        pass.backward(cotangent, gradient);
        adam.update(parameters, gradient);
        sum += update >= UPDATES - 50 ? loss / 50 : 0;
      }
      assertThat(sum).isLessThan(0.1 * Math.log(SYMBOLS));
    }
  }

  /** w, then w again one step late: step i is asked for the symbol of step i + 1. */
  private static void draw(Batch batch, Random random) {
    for (int row = 0; row < ROWS; row++) {
      int[] word = random.ints(COUNT, 1, SYMBOLS + 1).toArray();
      for (int step = 0; step < STEPS; step++) {
        // The separator 0 stands between the two.
        int symbol = step == COUNT ? 0 : step < COUNT ? word[step] : word[step - COUNT - 1];
        batch.vector(DataField.INPUTS).set(row, step, symbol);
        batch.vector(DataField.TARGETS).set(row, step, step < COUNT ? 0 : word[step - COUNT]);
      }
    }
  }

  /** The cross-entropy of the second half. */
  private static double loss(StateVector scores, Batch batch, StateVector cotangent) {
    double loss = 0;
    int classes = SYMBOLS + 1;
    for (int row = 0; row < ROWS; row++) {
      for (int step = COUNT; step < STEPS; step++) {
        int target = (int) batch.vector(DataField.TARGETS).get(row, step);
        double total = 0;
        for (int k = 0; k < classes; k++) {
          total += Math.exp(scores.get(row, step * classes + k));
        }
        for (int k = 0; k < classes; k++) {
          double share = Math.exp(scores.get(row, step * classes + k)) / total;
          double slope = (share - (k == target ? 1 : 0)) / (ROWS * COUNT);
          cotangent.set(row, step * classes + k, slope);
        }
        loss -= scores.get(row, step * classes + target) - Math.log(total);
      }
    }
    return loss / (ROWS * COUNT);
  }

  /** Adam with a step of 0.005. */
  private static final class Adam {

    private final double[] mean;
    private final double[] square;
    private int updates;

    Adam(int size) {
      mean = new double[size];
      square = new double[size];
    }

    void update(StateVector parameters, StateVector gradient) {
      updates++;
      for (int i = 0; i < mean.length; i++) {
        double g = gradient.get(0, i);
        mean[i] = 0.9 * mean[i] + 0.1 * g;
        square[i] = 0.99 * square[i] + 0.01 * g * g;
        double m = mean[i] / (1 - Math.pow(0.9, updates));
        double v = square[i] / (1 - Math.pow(0.99, updates));
        parameters.set(0, i, parameters.get(0, i) - 0.005 * m / (Math.sqrt(v) + 1e-8));
      }
    }
  }
}
