// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.toy;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.model.ArchitectureProvider;
import dev.impetus.model.Model;
import dev.impetus.model.ModelContext;
import dev.impetus.model.ModelPass;
import dev.impetus.model.ParameterLayout;
import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataField;
import dev.impetus.model.engine.Port;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ObjDoubleConsumer;
import java.util.random.RandomGenerator;

/** {@code w2 · dropout(tanh(W1 x + b1))} on two inputs, with its derivative by hand. */
public final class ToyNet implements ArchitectureProvider {

  private static final Option<Long> HIDDEN =
      Option.integer("hidden", "hidden units").atLeast(1).byDefault(6L);
  private static final Option<Double> DROPOUT =
      Option.decimal("dropout", "share of hidden units left out in training")
          .atLeast(0)
          .below(1)
          .byDefault(0.1)
          .offAt(0.0);

  /** A second method, without default; it does nothing. */
  private static final Option<Double> JITTER =
      Option.decimal("jitter", "not read").atLeast(0).optional().offAt(0.0);

  private static final Option<Long> DELAY =
      Option.integer("delay", "time that a batch takes").unit("ms").atLeast(0).byDefault(0L);

  private static final Option<Long> FAILING =
      Option.integer("failing", "rows of a batch that cannot be evaluated")
          .atLeast(0)
          .byDefault(0L);

  private static final Option<Long> STEPS =
      Option.integer("steps", "steps that the net pretends to go through").atLeast(0).byDefault(0L);

  @Override
  public String id() {
    return "toy-net";
  }

  @Override
  public ConfigSchema schema() {
    return ConfigSchema.of(HIDDEN, DROPOUT, JITTER, DELAY, FAILING, STEPS);
  }

  /**
   * Jitter is on where the net goes through steps, though it be left out. Fails for many steps, as
   * a plugin with a mistake would.
   */
  @Override
  public Map<String, Object> offValues(ConfigView config) {
    if (config.get(STEPS) > 1000) {
      throw new IllegalStateException("not made for so many steps");
    }
    Map<String, Object> values = new LinkedHashMap<>(ArchitectureProvider.super.offValues(config));
    if (config.get(STEPS) > 0) {
      values.put(JITTER.name(), 0.0);
    }
    return values;
  }

  @Override
  public Model create(ConfigView config, ModelContext context) {
    return new Net(
        context.precision(),
        config.getInt(HIDDEN),
        config.get(DROPOUT),
        config.get(DELAY),
        config.get(FAILING),
        config.getInt(STEPS));
  }

  /** A net without wiring. */
  public static Model net(Precision precision, int hidden, double dropout) {
    return new Net(precision, hidden, dropout, 0, 0, 0);
  }

  /** A net without wiring that pretends to go through steps. */
  public static Model net(Precision precision, int hidden, double dropout, int steps) {
    return new Net(precision, hidden, dropout, 0, 0, steps);
  }

  private static final class Net implements Model {
    private final Precision precision;
    private final int hidden;
    private final double dropout;
    private final long delay;
    private final long failing;
    private final int steps;
    private final ParameterLayout layout;
    private final double[] values;

    Net(Precision precision, int hidden, double dropout, long delay, long failing, int steps) {
      this.precision = precision;
      this.hidden = hidden;
      this.dropout = dropout;
      this.delay = delay;
      this.failing = failing;
      this.steps = steps;
      ParameterLayout.Builder builder = ParameterLayout.builder();
      builder.add(new Port("hidden.weight", List.of((long) hidden, 2L)));
      builder.add(new Port("hidden.bias", List.of((long) hidden)));
      builder.add(new Port("output.weight", List.of((long) hidden)));
      this.layout = builder.build();
      this.values = new double[layout.size()];
    }

    @Override
    public ParameterLayout parameters() {
      return layout;
    }

    @Override
    public DataField prediction() {
      return DataField.real("prediction", 1);
    }

    @Override
    public void initialize(StateVector parameters, RandomGenerator random) {
      for (int i = 0; i < parameters.width(); i++) {
        parameters.set(0, i, random.nextDouble(-0.7, 0.7));
      }
    }

    @Override
    public void setParameters(StateVector parameters) {
      parameters.copyTo(values, 0);
    }

    @Override
    public ModelPass newPass(int rows) {
      return new Pass(rows);
    }

    @Override
    public void close() {}

    private final class Pass implements ModelPass {
      private final StateVector output;
      private final double[][] inputs;
      private final double[][] activations;
      private final double[][] kept;
      private double[] stepNorms;

      Pass(int rows) {
        output = StateVector.zeros(precision, rows, 1);
        inputs = new double[rows][2];
        activations = new double[rows][hidden];
        kept = new double[rows][hidden];
      }

      @Override
      public StateVector forward(Batch batch, boolean training, long seed) {
        if (delay > 0 && training) {
          pause();
        }
        if (!training && output.rows() == failing) {
          throw new ImpetusException(
              new Problem(ErrorKind.NUMERICAL, "a solve failed", "toy-net", "it was told to", ""));
        }
        SplittableRandom random = new SplittableRandom(seed);
        for (int row = 0; row < output.rows(); row++) {
          double sum = 0;
          inputs[row][0] = batch.vector(DataField.INPUTS).get(row, 0);
          inputs[row][1] = batch.vector(DataField.INPUTS).get(row, 1);
          for (int h = 0; h < hidden; h++) {
            kept[row][h] = !training ? 1 : random.nextDouble() < dropout ? 0 : 1 / (1 - dropout);
            activations[row][h] =
                Math.tanh(
                    values[2 * h] * inputs[row][0]
                        + values[2 * h + 1] * inputs[row][1]
                        + values[2 * hidden + h]);
            sum += values[3 * hidden + h] * activations[row][h] * kept[row][h];
          }
          output.set(row, 0, sum);
        }
        return output;
      }

      private void pause() {
        try {
          Thread.sleep(delay);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }

      @Override
      public void backward(StateVector predictionCotangent, StateVector parameterCotangent) {
        for (int step = 0; stepNorms != null && step < steps; step++) {
          stepNorms[step] = Math.abs(predictionCotangent.get(0, 0)) / (steps - step);
        }
        stepNorms = null;
        for (int row = 0; row < output.rows(); row++) {
          double c = predictionCotangent.get(row, 0);
          for (int h = 0; h < hidden; h++) {
            double a = activations[row][h];
            double k = kept[row][h];
            double inner = c * values[3 * hidden + h] * k * (1 - a * a);
            add(parameterCotangent, 2 * h, inner * inputs[row][0]);
            add(parameterCotangent, 2 * h + 1, inner * inputs[row][1]);
            add(parameterCotangent, 2 * hidden + h, inner);
            add(parameterCotangent, 3 * hidden + h, c * a * k);
          }
        }
      }

      @Override
      public int steps() {
        return steps;
      }

      @Override
      public void recordStepGradients(double[] norms) {
        stepNorms = norms;
      }

      private static void add(StateVector vector, int index, double value) {
        vector.set(0, index, vector.get(0, index) + value);
      }

      @Override
      public void measure(ObjDoubleConsumer<String> figures) {
        figures.accept("evaluations-forward", output.rows());
        figures.accept("evaluations-backward", 2);
      }
    }
  }
}
