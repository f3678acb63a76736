// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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

/** Gradients of whole models against central differences in float64. */
public final class GradientTest {

  private static final int STEPS = 6;
  private static final int ROWS = 3;
  private static final String MOMENTUM = "momentum-transformer";

  private static Object[] plain(Object... options) {
    return net("transformer", options);
  }

  private static Object[] momentum(Object... options) {
    return net(MOMENTUM, options);
  }

  private static Object[] net(String id, Object... options) {
    Map<String, Object> map = new TreeMap<>();
    for (int i = 0; i < options.length; i += 2) {
      map.put((String) options[i], options[i + 1]);
    }
    return new Object[] {id, map};
  }

  @DataProvider
  public Object[][] nets() {
    return new Object[][] {
      plain(),
      plain("norm", "post"),
      plain("attention", "linear", "activation", "gelu", "final-norm", false),
      plain("dropout", 0.3, "positions", "learned"),
      plain("norm", "post", "dropout", 0.3, "activation", "gelu", "positions", "none"),
      momentum(),
      momentum("norm", "post", "momentum", 0.9, "step-size", 0.5),
      momentum("attention", "legacy", "momentum", 0.6),
      momentum("normalizer-momentum", true, "momentum", 0.6),
      momentum("feature-map", "softplus", "join-positions", "concatenate"),
      momentum("feature-map", "fourier", "fourier-features", 16, "fourier-seed", 3),
      momentum("join-positions", "concatenate", "positions", "learned", "width", 5, "heads", 1),
      momentum("connection", "paper", "connection-momentum", 0.6, "layers", 3),
      momentum("connection", "paper", "norm", "post", "dropout", 0.3, "layers", 3),
      momentum("connection", "code", "connection-momentum", 0.6, "layers", 3),
      momentum("connection", "code", "norm", "post", "dropout", 0.3, "layers", 3),
      momentum("connection", "code", "connection-weights", true, "layers", 3),
    };
  }

  /** Rules of adaptive momentum; AdaptiveMomentumTest has each where it is not clipped. */
  @DataProvider
  public Object[][] adaptiveNets() {
    return new Object[][] {
      adaptive("paper", "paper"),
      adaptive("paper", "fletcher-reeves"),
      adaptive("paper", "polak-ribiere"),
      adaptive("code", "paper"),
      adaptive("code", "velocity"),
      adaptive("code", "fletcher-reeves"),
      adaptive("code", "polak-ribiere"),
      adaptive("code", "hestenes-stiefel"),
      adaptive("code", "dai-yuan"),
    };
  }

  private static Object[] adaptive(String connection, String rule) {
    return momentum(
        "connection", connection, "adaptive", rule, "layers", 4, "dropout", 0.2, "norm", "post");
  }

  @Test(dataProvider = "nets")
  public void languageModel(String id, Map<String, Object> options) {
    check(id, options, Fixture.language(STEPS, 5));
  }

  @Test(dataProvider = "nets")
  public void featuresOfUnequalLengths(String id, Map<String, Object> options) {
    check(id, options, Fixture.masked(Fixture.everyStep(STEPS, 2, 3)));
  }

  @Test(dataProvider = "adaptiveNets")
  public void adaptiveMomentum(String id, Map<String, Object> options) {
    check(id, options, Fixture.masked(Fixture.language(STEPS, 5)));
  }

  @DataProvider
  public Object[][] readouts() {
    return new Object[][] {
      plain(),
      plain("readout", "first", "norm", "post"),
      plain("readout", "last"),
      plain("readout", "mean", "causal", true),
      momentum("momentum", 0.7),
      momentum("readout", "first", "connection", "code"),
      momentum("readout", "last", "attention", "legacy", "causal", true),
    };
  }

  @Test(dataProvider = "readouts")
  public void oneClass(String id, Map<String, Object> options) {
    check(id, options, Fixture.masked(Fixture.classes(STEPS, 5, 4)));
  }

  @Test
  public void tiedEmbedding() {
    check(MOMENTUM, Map.of("tie-embedding", true), Fixture.language(STEPS, 5));
  }

  @Test
  public void taggingInBothDirections() {
    check(MOMENTUM, Map.of("causal", false), Fixture.masked(Fixture.language(STEPS, 5)));
  }

  private static void check(String id, Map<String, Object> more, DataSignature data) {
    Map<String, Object> options =
        new TreeMap<>(Map.of("width", 4, "heads", 2, "feed-forward", 5, "layers", 2));
    options.putAll(more);
    Random random = new Random(11);
    try (Model model = Fixture.model(id, options, data, Precision.FLOAT64, 2)) {
      StateVector parameters = Fixture.randomized(model, Precision.FLOAT64, random);
      Batch batch = Fixture.batch(data, Precision.FLOAT64, ROWS, random);
      if (data.find(DataField.MASK).isPresent()) {
        Fixture.setLengths(batch, 6, 4, 1);
      }
      ModelPass pass = model.newPass(ROWS);
      StateVector cotangent = pass.forward(batch, true, 7).newLike();
      for (int row = 0; row < ROWS; row++) {
        for (int i = 0; i < cotangent.width(); i++) {
          cotangent.set(row, i, random.nextGaussian());
        }
      }
      StateVector gradient = parameters.newLike();
      pass.backward(cotangent, gradient);
      double scale = Math.sqrt(gradient.dot(gradient) / gradient.size());
      for (int i = 0; i < parameters.width(); i++) {
        double difference = difference(model, pass, batch, cotangent, parameters, i);
        assertThat(gradient.get(0, i))
            .as("parameter %d of %d of %s", i, parameters.width(), options)
            .isCloseTo(difference, within(1e-6 * Math.max(scale, Math.abs(difference))));
      }
    }
  }

  /** Central differences of fourth order. */
  private static double difference(
      Model model,
      ModelPass pass,
      Batch batch,
      StateVector cotangent,
      StateVector parameters,
      int index) {
    // Small, lest a rectifier or a clip turns within it.
    double h = 1e-5;
    double before = parameters.get(0, index);
    double[] values = new double[5];
    for (int k = -2; k <= 2; k++) {
      parameters.set(0, index, before + k * h);
      model.setParameters(parameters);
      values[k + 2] = Fixture.score(pass, batch, cotangent);
    }
    parameters.set(0, index, before);
    model.setParameters(parameters);
    return (8 * (values[3] - values[1]) - (values[4] - values[0])) / (12 * h);
  }
}
