// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.pipeline;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.api.plugin.PluginKind;
import dev.impetus.model.ArchitectureProvider;
import dev.impetus.model.Model;
import dev.impetus.model.ModelContext;
import dev.impetus.model.ModelPass;
import dev.impetus.model.ParameterLayout;
import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataContext;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataProvider;
import dev.impetus.model.data.DataSignature;
import dev.impetus.model.data.Dataset;
import dev.impetus.model.data.Split;
import dev.impetus.model.engine.CompiledFunction;
import dev.impetus.model.engine.Engine;
import dev.impetus.model.engine.EngineProvider;
import dev.impetus.model.engine.FunctionGraph;
import dev.impetus.model.engine.Port;
import dev.impetus.model.training.Loss;
import dev.impetus.model.training.LossProvider;
import dev.impetus.model.training.Metric;
import dev.impetus.model.training.MetricProvider;
import dev.impetus.model.training.Optimizer;
import dev.impetus.model.training.OptimizerProvider;
import dev.impetus.runtime.plugin.PluginJarBuilder;
import dev.impetus.solver.SolverProvider;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.MethodInfo;
import dev.impetus.solver.step.StepContext;
import dev.impetus.solver.step.Stepper;
import dev.impetus.solver.step.SteppingMethod;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A plugin of every kind that computes nothing and remembers what was made and closed, and when.
 */
public final class Fakes {

  /** What happened, in order; cleared by each test. */
  static final List<String> EVENTS = new ArrayList<>();

  /** What the data plugin was told. */
  static DataContext dataContext;

  /** What the optimiser plugin was told. */
  static int parameterCount;

  private Fakes() {}

  /** Writes a class-path folder with descriptor and service files of these plugins. */
  static Path describe(Path folder) {
    PluginJarBuilder jar = PluginJarBuilder.jar("fakes.jar");
    jar.plugin("numbers", PluginKind.DATA, Data.class.getName());
    jar.plugin("net", PluginKind.ARCHITECTURE, Architecture.class.getName());
    jar.plugin("euler", PluginKind.SOLVER, Solver.class.getName());
    jar.plugin("plain", PluginKind.ENGINE, PlainEngine.class.getName());
    jar.plugin("mse", PluginKind.LOSS, MeanSquare.class.getName());
    jar.plugin("accuracy", PluginKind.METRIC, Accuracy.class.getName());
    jar.plugin("sgd", PluginKind.OPTIMIZER, Descent.class.getName());
    return jar.writeClassesTo(folder);
  }

  /** Data that are there at once. */
  public static final class Data implements DataProvider {

    private static final Option<Path> FILE = Option.path("file", "file of the numbers");
    private static final Option<Path> CACHE =
        Option.path("cache", "folder of the cache").byDefault(Path.of("cache"));

    @Override
    public String id() {
      return "numbers";
    }

    @Override
    public ConfigSchema schema() {
      return ConfigSchema.of(FILE, CACHE);
    }

    @Override
    public Dataset load(ConfigView config, DataContext context) {
      EVENTS.add("load data");
      dataContext = context;
      return new Numbers();
    }
  }

  private static final class Numbers implements Dataset, AutoCloseable {

    @Override
    public DataSignature signature() {
      return DataSignature.of(
          DataField.real(DataField.INPUTS, 3), DataField.real(DataField.TARGETS));
    }

    @Override
    public String description() {
      return "nothing";
    }

    @Override
    public int size(Split split) {
      return 0;
    }

    @Override
    public void read(Split split, int index, Batch batch, int row) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
      EVENTS.add("close data");
    }
  }

  /** An architecture that fails as it is told. */
  public static final class Architecture implements ArchitectureProvider {

    private static final Option<List<Long>> HIDDEN =
        Option.integers("hidden", "widths of the hidden layers").atLeast(1).byDefault(List.of(4L));
    private static final Option<Boolean> CONTINUOUS =
        Option.bool("continuous", "whether to ask for a solver").byDefault(false);
    private static final Option<String> FAIL =
        Option.choice(
                "fail", "how to fail", "not", "state", "data", "link", "null", "memory", "close")
            .byDefault("not");

    @Override
    public String id() {
      return "net";
    }

    @Override
    public ConfigSchema schema() {
      return ConfigSchema.of(HIDDEN, CONTINUOUS, FAIL);
    }

    @Override
    public Model create(ConfigView config, ModelContext context) {
      EVENTS.add("create model");
      if (config.get(CONTINUOUS)) {
        EVENTS.add("model got " + context.solver().method().info().name());
      }
      return switch (config.get(FAIL)) {
        case "state" -> throw new IllegalStateException("no weights");
        case "data" ->
            throw new ImpetusException(
                new Problem(ErrorKind.DATA, "too few columns", "data", "3 are too few", "add one"));
        case "link" -> throw new NoSuchMethodError("dev.impetus.model.Model.old()");
        case "null" -> null;
        case "memory" -> throw new OutOfMemoryError("made by a test");
        default -> new Net(config.get(FAIL).equals("close"));
      };
    }
  }

  private record Net(boolean failsToClose) implements Model {

    @Override
    public ParameterLayout parameters() {
      ParameterLayout.Builder builder = ParameterLayout.builder();
      builder.add(new Port("weight", List.of(3L, 4L)));
      return builder.build();
    }

    @Override
    public DataField prediction() {
      return DataField.real("prediction");
    }

    @Override
    public void initialize(StateVector parameters, RandomGenerator random) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void setParameters(StateVector parameters) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ModelPass newPass(int rows) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
      EVENTS.add("close model");
      if (failsToClose) {
        throw new IllegalStateException("the model does not close");
      }
    }
  }

  /** A method with an error estimate that never steps. */
  public static final class Solver implements SolverProvider {

    private static final Option<Double> THETA =
        Option.decimal("theta", "degree of implicitness").atLeast(0).atMost(1).byDefault(0.5);

    @Override
    public String id() {
      return "euler";
    }

    @Override
    public ConfigSchema schema() {
      return ConfigSchema.of(THETA);
    }

    @Override
    public SteppingMethod create(ConfigView config) {
      return new SteppingMethod() {
        @Override
        public MethodInfo info() {
          return new MethodInfo(
              "Euler " + config.get(THETA), 1, 2, 1, 1, 0, false, Set.of(), "L. Euler, 1768");
        }

        @Override
        public Stepper newStepper(StepContext context) {
          throw new UnsupportedOperationException();
        }
      };
    }
  }

  /** An engine that compiles nothing. */
  public static final class PlainEngine implements EngineProvider {

    @Override
    public String id() {
      return "plain";
    }

    @Override
    public ConfigSchema schema() {
      return ConfigSchema.empty();
    }

    @Override
    public Engine create(ConfigView config) {
      EVENTS.add("create engine");
      return new Engine() {
        @Override
        public String id() {
          return "plain";
        }

        @Override
        public CompiledFunction compile(FunctionGraph graph) {
          throw new UnsupportedOperationException();
        }
      };
    }
  }

  /** A loss that is always 1. */
  public static final class MeanSquare implements LossProvider {

    @Override
    public String id() {
      return "mse";
    }

    @Override
    public ConfigSchema schema() {
      return ConfigSchema.empty();
    }

    @Override
    public Loss create(ConfigView config, DataSignature data, DataField prediction) {
      EVENTS.add("create loss of " + prediction.name());
      return (predicted, batch, cotangent) -> 1;
    }
  }

  /** A metric without a value, which is to be closed. */
  public static final class Accuracy implements MetricProvider {

    private static final Option<Long> TOP =
        Option.integer("top", "how many guesses are allowed").atLeast(1).byDefault(1L);

    @Override
    public String id() {
      return "accuracy";
    }

    @Override
    public ConfigSchema schema() {
      return ConfigSchema.of(TOP);
    }

    @Override
    public Metric create(ConfigView config, DataSignature data, DataField prediction) {
      EVENTS.add("create metric " + config.get(TOP));
      return new Top(config.get(TOP));
    }
  }

  private record Top(long guesses) implements Metric, AutoCloseable {

    @Override
    public String name() {
      return "top-" + guesses;
    }

    @Override
    public boolean higherIsBetter() {
      return true;
    }

    @Override
    public void reset() {}

    @Override
    public void add(StateVector prediction, Batch batch) {}

    @Override
    public double value() {
      return Double.NaN;
    }

    @Override
    public void close() throws java.io.IOException {
      EVENTS.add("close metric " + guesses);
      if (guesses == 13) {
        throw new java.io.IOException("the metric does not close");
      }
    }
  }

  /** An optimiser that changes nothing. */
  public static final class Descent implements OptimizerProvider {

    private static final Option<Double> RATE =
        Option.decimal("learning-rate", "step of an update").above(0);

    @Override
    public String id() {
      return "sgd";
    }

    @Override
    public ConfigSchema schema() {
      return ConfigSchema.of(RATE);
    }

    @Override
    public Optimizer create(ConfigView config, Precision precision, int count) {
      EVENTS.add("create optimizer");
      parameterCount = count;
      double rate = config.get(RATE);
      return new Optimizer() {
        @Override
        public void update(
            StateVector parameters, StateVector gradient, long iteration, int epoch) {}

        @Override
        public double learningRate(long iteration, int epoch) {
          return rate;
        }

        @Override
        public int stateSize() {
          return 0;
        }

        @Override
        public void saveState(double[] target) {}

        @Override
        public void restoreState(double[] source) {}
      };
    }
  }
}
