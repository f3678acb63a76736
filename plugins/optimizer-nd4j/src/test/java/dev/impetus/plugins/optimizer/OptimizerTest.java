// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.api.error.ImpetusException;
import dev.impetus.model.training.Optimizer;
import dev.impetus.model.training.OptimizerProvider;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

public final class OptimizerTest {

  private static final double[] START = {0.5, -1.25, 3, 1e-3};
  private static final double[][] GRADIENTS = {
    {1, -2, 1e-3, 40},
    {0.5, 2, -1e-3, -7},
    {-3, 0.1, 2e-3, 30},
    {0, 1, 0, 1},
    {2, -0.3, 3e-3, -20},
    {-0.1, 4, 1e-3, 5}
  };

  private static Optimizer create(OptimizerProvider provider, Map<String, ?> config, int count) {
    return create(provider, config, Precision.FLOAT64, count);
  }

  private static Optimizer create(
      OptimizerProvider provider, Map<String, ?> config, Precision precision, int count) {
    return provider.create(provider.schema().resolve(config, "optimizer"), precision, count);
  }

  private static OptimizerProvider provider(String id) {
    return ServiceLoader.load(OptimizerProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @DataProvider
  public Object[][] updates() {
    return new Object[][] {
      {"sgd", update(() -> TextbookUpdates.sgd(0.01))},
      {"nesterovs", update(() -> TextbookUpdates.nesterovs(0.01, 0.9))},
      {"adam", update(() -> TextbookUpdates.adam(1e-3, 0.9, 0.999, 1e-8))},
      {"radam", update(() -> TextbookUpdates.radam(1e-3, 0.9, 0.999, 1e-8))},
      {"adamw", update(() -> TextbookUpdates.adam(1e-3, 0.9, 0.999, 1e-8))},
      {"adamax", update(() -> TextbookUpdates.adamax(2e-3, 0.9, 0.999))},
      {"nadam", update(() -> TextbookUpdates.nadam(2e-3, 0.9, 0.999, 1e-8))},
      {"amsgrad", update(() -> TextbookUpdates.amsgrad(1e-3, 0.9, 0.999, 1e-8))},
      {"adabelief", update(() -> TextbookUpdates.adabelief(1e-3, 0.9, 0.999, 1e-14))},
      {"adagrad", update(() -> TextbookUpdates.adagrad(0.01, 1e-6))},
      {"rmsprop", update(() -> TextbookUpdates.rmsprop(1e-3, 0.9, 1e-8))},
      {"adadelta", update(() -> TextbookUpdates.adadelta(0.95, 1e-6))},
    };
  }

  private static Supplier<BiFunction<Double, Integer, Double>> update(
      Supplier<BiFunction<Double, Integer, Double>> supplier) {
    return supplier;
  }

  @Test(dataProvider = "updates")
  public void updatesAreThoseOfThePapers(
      String id, Supplier<BiFunction<Double, Integer, Double>> textbook) {
    double[] expected = START.clone();
    Optimizer optimizer = create(provider(id), Map.of("weight-decay", 0), START.length);
    StateVector parameters = StateVector.of(START.clone());
    List<BiFunction<Double, Integer, Double>> byHand =
        Stream.generate(textbook).limit(START.length).toList();
    for (int t = 0; t < GRADIENTS.length; t++) {
      optimizer.update(parameters, StateVector.of(GRADIENTS[t].clone()), t, 0);
      for (int i = 0; i < START.length; i++) {
        expected[i] -= byHand.get(i).apply(GRADIENTS[t][i], t + 1);
      }
      assertThat(parameters.toArray())
          .as("after update %d", t + 1)
          .containsExactly(expected, within(1e-14));
    }
  }

  /** Long enough for the rectification, which begins with the fifth update for β₂ = 0.999. */
  @Test
  public void rectifiedAdamBeginsAsMomentum() {
    for (double threshold : new double[] {4, 5}) {
      Optimizer optimizer =
          create(
              new RectifiedAdamProvider(), Map.of("threshold", threshold, "learning-rate", 1), 1);
      StateVector parameter = StateVector.of(new double[] {0});
      int first = 0;
      for (int t = 1; t <= 8 && first == 0; t++) {
        double before = parameter.get(0, 0);
        optimizer.update(parameter, StateVector.of(new double[] {100}), t - 1, 0);
        // With equal gradients m̂ = 100 and √v̂ = 100: momentum moves by 100, Adam by r < 1.
        double moved = before - parameter.get(0, 0);
        if (Math.abs(moved - 100) > 1e-9) {
          first = t;
          assertThat(moved).isCloseTo(rectification(t), within(1e-9));
        }
      }
      assertThat(first).isEqualTo(threshold == 4 ? 5 : 6);
    }
  }

  /** r of the paper for β₂ = 0.999, where ρ∞ = 1999. */
  private static double rectification(int t) {
    double p = Math.pow(0.999, t);
    double rho = 1999 - 2 * t * p / (1 - p);
    return Math.sqrt((rho - 4) * (rho - 2) * 1999 / (1995.0 * 1997.0 * rho));
  }

  @Test
  public void adamWDecaysByDefault() {
    Optimizer optimizer = create(new AdamWProvider(), Map.of("learning-rate", 0.1), 1);
    StateVector parameter = StateVector.of(new double[] {2});
    optimizer.update(parameter, StateVector.of(new double[] {3}), 0, 0);
    // m̂ = 3, √v̂ = 3.
    assertThat(parameter.get(0, 0)).isCloseTo(2 - 0.1 * (3 / (3 + 1e-8) + 0.01 * 2), within(1e-15));
  }

  /** The loops for the two precisions are written twice. */
  @Test
  public void float32AgreesWithFloat64() {
    for (String id : List.of("adam", "adamw", "radam")) {
      Optimizer single = create(provider(id), Map.of(), Precision.FLOAT32, 20);
      Optimizer twice = create(provider(id), Map.of(), Precision.FLOAT64, 20);
      StateVector a = StateVector.zeros(Precision.FLOAT32, 1, 20);
      StateVector b = StateVector.zeros(Precision.FLOAT64, 1, 20);
      a.fill(0.25);
      b.fill(0.25);
      step(single, a, new Random(3), 0, 12);
      step(twice, b, new Random(3), 0, 12);
      assertThat(a.toArray()).containsExactly(b.toArray(), within(2e-7));
    }
  }

  /** Where ε counts: a first gradient of its own size moves the parameter by half the rate. */
  @Test
  public void adamCorrectsTheBiasBeforeItAddsEpsilon() {
    Optimizer optimizer = create(new AdamProvider(), Map.of("learning-rate", 0.1), 1);
    StateVector parameter = StateVector.of(new double[] {2});
    optimizer.update(parameter, StateVector.of(new double[] {1e-8}), 0, 0);
    assertThat(parameter.get(0, 0)).isCloseTo(2 - 0.05, within(1e-12));
  }

  @DataProvider
  public Object[][] providers() {
    return ServiceLoader.load(OptimizerProvider.class).stream()
        .map(provider -> new Object[] {provider.get()})
        .toArray(Object[][]::new);
  }

  @Test
  public void everyProviderIsListed() {
    assertThat(providers().length).isEqualTo(updates().length);
  }

  @Test(dataProvider = "providers")
  public void goesOnFromASavedStateBitForBit(OptimizerProvider provider) {
    for (Precision precision : Precision.values()) {
      Random random = new Random(5);
      int count = 37;
      Optimizer straight = create(provider, Map.of(), precision, count);
      StateVector parameters = StateVector.zeros(precision, 1, count);
      step(straight, parameters, random, 0, 4);
      double[] state = new double[straight.stateSize()];
      straight.saveState(state);
      StateVector resumedParameters = parameters.newLike();
      resumedParameters.copyFrom(parameters);
      Optimizer resumed = create(provider, Map.of(), precision, count);
      resumed.restoreState(state);
      step(straight, parameters, new Random(6), 4, 4);
      step(resumed, resumedParameters, new Random(6), 4, 4);
      assertThat(resumedParameters.toArray()).isEqualTo(parameters.toArray());
      double[] resumedState = state.clone();
      straight.saveState(state);
      resumed.saveState(resumedState);
      assertThat(resumedState).isEqualTo(state);
    }
  }

  private static void step(
      Optimizer optimizer, StateVector parameters, Random random, int from, int count) {
    for (int i = from; i < from + count; i++) {
      StateVector gradient = parameters.newLike();
      gradient.copyFrom(random.doubles(parameters.size(), -1, 1).toArray(), 0);
      optimizer.update(parameters, gradient, i, i / 2);
    }
  }

  @Test
  public void parametersMayBeAViewOfSomethingLarger() {
    StateVector storage = StateVector.zeros(Precision.FLOAT32, 1, 5);
    Optimizer optimizer =
        create(new SgdProvider(), Map.of("learning-rate", 1), Precision.FLOAT32, 2);
    StateVector gradient = StateVector.zeros(Precision.FLOAT32, 1, 3);
    gradient.copyFrom(new double[] {9, 1, 2}, 0);
    optimizer.update(storage.view(2, 1, 2), gradient.view(1, 1, 2), 0, 0);
    assertThat(storage.toArray()).containsExactly(0, 0, -1, -2, 0);
  }

  @Test
  public void weightDecayIsApartFromTheGradient() {
    Optimizer optimizer =
        create(new AdamProvider(), Map.of("learning-rate", 0.1, "weight-decay", 0.5), 1);
    StateVector parameter = StateVector.of(new double[] {2});
    optimizer.update(parameter, StateVector.of(new double[] {0}), 0, 0);
    assertThat(parameter.get(0, 0)).isEqualTo(2 * (1 - 0.1 * 0.5));
  }

  @DataProvider
  public Object[][] schedules() {
    return new Object[][] {
      {Map.of(), new double[] {1, 1, 1, 1, 1}},
      {
        Map.of("schedule", "step", "schedule-factor", 0.5, "schedule-length", 2),
        new double[] {1, 1, 0.5, 0.5, 0.25}
      },
      {
        Map.of("schedule", "exponential", "schedule-factor", 0.5),
        new double[] {1, 0.5, 0.25, 0.125, 0.0625}
      },
      {
        Map.of("schedule", "inverse", "schedule-factor", 1, "schedule-power", 2),
        new double[] {1, 1 / 4.0, 1 / 9.0, 1 / 16.0, 1 / 25.0}
      },
      {
        Map.of("schedule", "polynomial", "schedule-length", 4, "schedule-power", 2),
        new double[] {1, 9 / 16.0, 0.25, 1 / 16.0, 0, 0}
      },
      {
        Map.of("schedule", "cosine", "schedule-length", 4),
        new double[] {1, (1 + Math.sqrt(0.5)) / 2, 0.5, (1 - Math.sqrt(0.5)) / 2, 0, 0}
      },
      {
        Map.of("schedule", "one-cycle", "schedule-factor", 0.1, "schedule-length", 10),
        new double[] {
          0.1,
          0.1 + 0.9 / 4,
          0.1 + 0.9 * 3 / 4,
          1,
          byCosine(1 / 7.0),
          byCosine(2 / 7.0),
          byCosine(3 / 7.0),
          byCosine(4 / 7.0),
          byCosine(5 / 7.0),
          byCosine(6 / 7.0),
          0,
          0
        }
      },
      {
        Map.of("schedule", "sigmoid", "schedule-factor", 1, "schedule-length", 1),
        new double[] {1 / (1 + Math.exp(-1)), 0.5, 1 / (1 + Math.E)}
      },
    };
  }

  private static double byCosine(double share) {
    return (1 + Math.cos(Math.PI * share)) / 2;
  }

  @Test(dataProvider = "schedules")
  public void learningRateFollowsItsSchedule(Map<String, Object> options, double[] rates) {
    for (String unit : List.of("epoch", "update")) {
      Map<String, Object> config = new HashMap<>(options);
      config.put("learning-rate", 1);
      config.put("schedule-unit", unit);
      Optimizer optimizer = create(new SgdProvider(), config, 1);
      StateVector parameter = StateVector.of(new double[] {0});
      double expected = 0;
      for (int i = 0; i < rates.length; i++) {
        int iteration = unit.equals("update") ? i : 77;
        int epoch = unit.equals("epoch") ? i : 77;
        assertThat(optimizer.learningRate(iteration, epoch)).isCloseTo(rates[i], within(1e-15));
        optimizer.update(parameter, StateVector.of(new double[] {1}), iteration, epoch);
        expected -= rates[i];
        assertThat(parameter.get(0, 0)).isCloseTo(expected, within(1e-14));
      }
    }
  }

  @Test
  public void theLearningRateWarmsUp() {
    Optimizer optimizer = create(new SgdProvider(), Map.of("learning-rate", 1, "warmup", 4), 1);
    assertThat(optimizer.learningRate(0, 0)).isEqualTo(0.25);
    assertThat(optimizer.learningRate(2, 0)).isEqualTo(0.75);
    assertThat(optimizer.learningRate(3, 0)).isEqualTo(1);
    assertThat(optimizer.learningRate(9, 1)).isEqualTo(1);
  }

  @Test
  public void optionsThatTheScheduleLacksOrIgnoresAreNamedTogether() {
    assertThatThrownBy(
            () -> create(new AdamProvider(), Map.of("schedule", "step", "schedule-power", 2), 1))
        .isInstanceOfSatisfying(
            ImpetusException.class,
            e ->
                assertThat(e.problems())
                    .extracting(problem -> problem.what())
                    .containsExactly(
                        "option \"schedule-factor\" is missing",
                        "option \"schedule-length\" is missing",
                        "option \"schedule-power\" has no effect"));
  }

  /**
   * Listing plugins must not load native code: the providers' classes may not even mention ND4J's
   * factory.
   */
  @Test
  public void providersStartNoNd4j() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:stdout",
                "-cp",
                System.getProperty("java.class.path"),
                ProvidersOnly.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    assertThat(output).contains("12 optimisers").contains("AdamProvider");
    assertThat(output)
        .doesNotContain("org.nd4j.linalg.factory.Nd4j ")
        .doesNotContain("org.bytedeco");
  }

  /** Steps through the providers in a fresh JVM and asks for their schemas. */
  static final class ProvidersOnly {

    private ProvidersOnly() {}

    public static void main(String[] arguments) {
      long count = 0;
      for (OptimizerProvider provider : ServiceLoader.load(OptimizerProvider.class)) {
        count += provider.schema().options().isEmpty() ? 0 : 1;
      }
      System.out.println(count + " optimisers");
    }
  }
}
