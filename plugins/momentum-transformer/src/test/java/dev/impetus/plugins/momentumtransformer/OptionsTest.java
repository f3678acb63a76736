// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impetus.api.error.ImpetusException;
import dev.impetus.model.ArchitectureProvider;
import dev.impetus.model.Model;
import dev.impetus.model.StepwisePass;
import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataSignature;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** Options and data that do not fit. */
public final class OptionsTest {

  private static final DataSignature LANGUAGE = Fixture.language(6, 5);
  private static final DataSignature CLASSES = Fixture.classes(6, 5, 3);
  private static final DataSignature FEATURES = Fixture.everyStep(6, 2, 3);
  private static final String PLAIN = "transformer";
  private static final String MOMENTUM = "momentum-transformer";

  @DataProvider
  public Object[][] misfits() {
    return new Object[][] {
      {PLAIN, LANGUAGE, Map.of("width", 10, "heads", 4), "4 heads do not share a width of 10"},
      {PLAIN, LANGUAGE, Map.of("feature-map", "relu"), "softmax attention has none"},
      {PLAIN, LANGUAGE, Map.of("readout", "last"), "\"readout\" has no effect"},
      {PLAIN, CLASSES, Map.of("causal", true, "readout", "first"), "knows nothing of the others"},
      {PLAIN, CLASSES, Map.of("tie-embedding", true), "a prediction has 3 numbers"},
      {PLAIN, FEATURES, Map.of("tie-embedding", true), "real numbers, not tokens"},
      {
        PLAIN,
        LANGUAGE,
        Map.of("tie-embedding", true, "join-positions", "concatenate"),
        "half the width"
      },
      {
        PLAIN,
        LANGUAGE,
        Map.of("positions", "none", "join-positions", "concatenate"),
        "there are no positions"
      },
      {
        MOMENTUM,
        LANGUAGE,
        Map.of("feature-map", "fourier", "fourier-features", 5),
        "give an even number"
      },
      {MOMENTUM, LANGUAGE, Map.of("fourier-seed", 5), "the feature map is another one"},
      {MOMENTUM, CLASSES, Map.of("attention", "legacy"), "legacy attention is causal alone"},
      {
        MOMENTUM,
        LANGUAGE,
        Map.of("attention", "legacy", "causal", false),
        "legacy attention is causal alone"
      },
      {MOMENTUM, LANGUAGE, Map.of("attention", "linear", "momentum", 0.3), "has no momentum"},
      {MOMENTUM, LANGUAGE, Map.of("connection-momentum", 0.5), "connection is none"},
      {
        MOMENTUM,
        LANGUAGE,
        Map.of("connection", "code", "adaptive", "paper", "connection-momentum", 0.5),
        "momentum is adaptive"
      },
      {
        MOMENTUM,
        LANGUAGE,
        Map.of("connection", "paper", "connection-weights", true),
        "they belong to connection: code"
      },
      {
        MOMENTUM,
        LANGUAGE,
        Map.of("connection", "paper", "adaptive", "dai-yuan"),
        "adaptive: dai-yuan needs a velocity"
      },
      {MOMENTUM, LANGUAGE, Map.of("connection", "code", "delta", 0.01), "\"delta\" has no effect"},
      {MOMENTUM, LANGUAGE, Map.of("momentum", 1), "momentum"},
      {MOMENTUM, LANGUAGE, Map.of("connection", "code", "adaptive", "paper", "delta", 1), "delta"},
      {
        MOMENTUM,
        LANGUAGE,
        Map.of("normalizer-momentum", true, "step-size", 0.5),
        "it cancels with normalizer-momentum: true"
      },
      {
        MOMENTUM,
        LANGUAGE,
        Map.of("layers", 1, "connection", "code", "connection-momentum", 0.5),
        "the first layer has no momentum"
      },
      {
        MOMENTUM,
        LANGUAGE,
        Map.of("layers", 1, "connection", "code", "adaptive", "paper"),
        "the first layer has no momentum"
      },
      {
        MOMENTUM,
        LANGUAGE,
        Map.of("layers", 1, "connection", "code", "adaptive", "paper", "delta", 0.01),
        "\"delta\" has no effect"
      },
    };
  }

  @Test(dataProvider = "misfits")
  public void isRefusedWithTheReason(
      String id, DataSignature data, Map<String, Object> options, String reason) {
    assertThatThrownBy(() -> Fixture.model(id, options, data).close())
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining(reason);
  }

  @Test
  public void allProblemsAreToldAtOnce() {
    assertThatThrownBy(
            () ->
                Fixture.model(PLAIN, Map.of("width", 10, "heads", 4, "readout", "last"), LANGUAGE)
                    .close())
        .hasMessageContaining("model.heads")
        .hasMessageContaining("model.readout");
  }

  private static Map<String, Object> offValues(Map<String, Object> options) {
    ArchitectureProvider provider = Fixture.provider(MOMENTUM);
    return provider.offValues(provider.schema().resolve(options, "model"));
  }

  @Test
  public void theControlSwitchesOffWhatIsOn() {
    assertThat(offValues(Map.of())).isEqualTo(Map.of("momentum", 0.0));
    assertThat(offValues(Map.of("attention", "linear"))).isEmpty();
    assertThat(offValues(Map.of("connection", "code")))
        .as("the connection has a momentum that nobody set")
        .isEqualTo(Map.of("momentum", 0.0, "connection-momentum", 0.0));
    assertThat(offValues(Map.of("connection", "code", "layers", 1)))
        .isEqualTo(Map.of("momentum", 0.0));
    assertThat(offValues(Map.of("attention", "softmax", "connection", "code", "adaptive", "paper")))
        .isEqualTo(Map.of("connection-momentum", 0.0, "adaptive", "constant"));
  }

  /** What a sweep adds to its settings must be accepted in all of them. */
  @Test
  public void controlsOfSweepsAreAcceptedEverywhere() {
    for (String attention : new String[] {"momentum", "legacy", "linear", "softmax"}) {
      for (String connection : new String[] {"none", "paper", "code"}) {
        List<Map<String, Object>> momenta = new ArrayList<>(List.of(Map.of()));
        if (!connection.equals("none")) {
          momenta.add(Map.of("connection-momentum", 0.5));
          momenta.add(Map.of("adaptive", "paper"));
          momenta.add(Map.of("adaptive", "fletcher-reeves", "delta", 0.01));
        }
        for (Map<String, Object> momentum : momenta) {
          Map<String, Object> options = new HashMap<>(momentum);
          options.put("attention", attention);
          options.put("connection", connection);
          Fixture.model(MOMENTUM, options, LANGUAGE).close();
          options.putAll(offValues(options));
          Fixture.model(MOMENTUM, options, LANGUAGE).close();
          assertThat(offValues(options))
              .allSatisfy((option, value) -> assertThat(options).containsEntry(option, value));
        }
      }
    }
    // A section that names them where they are off is not refused.
    Fixture.model(
            MOMENTUM,
            Map.of("attention", "linear", "momentum", 0, "connection-momentum", 0),
            LANGUAGE)
        .close();
  }

  @Test
  public void paddingWithinASequenceIsRefused() {
    DataSignature data = Fixture.masked(LANGUAGE);
    Batch batch = Fixture.batch(data, Precision.FLOAT64, 2, new Random(1));
    Fixture.setLengths(batch, 6, 2);
    batch.vector("mask").set(1, 4, 1);
    try (Model model = Fixture.model(PLAIN, Map.of("width", 8), data)) {
      assertThatThrownBy(() -> model.newPass(2).forward(batch, false, 0))
          .isInstanceOf(ImpetusException.class)
          .hasMessageContaining("row 1 of a batch, step 4")
          .hasMessageContaining("padding at the end");
    }
  }

  @Test
  public void numbersThatAreNoTokensAreRefused() {
    for (double none : new double[] {5, -1, 2.7, Double.NaN}) {
      Batch batch = Fixture.batch(LANGUAGE, Precision.FLOAT64, 1, new Random(1));
      batch.vector("inputs").set(0, 3, none);
      try (Model model = Fixture.model(PLAIN, Map.of("width", 8), LANGUAGE)) {
        assertThatThrownBy(() -> model.newPass(1).forward(batch, false, 0))
            .as("%s", none)
            .isInstanceOf(ImpetusException.class)
            .hasMessageContaining("is no token (row 0 of a batch, step 3")
            .hasMessageContaining("from 0 to 4");
      }
    }
  }

  @Test
  public void aStepOfAnotherShapeIsRefused() {
    try (Model model = Fixture.model(PLAIN, Map.of("width", 8), LANGUAGE)) {
      StepwisePass steps = model.newStepwisePass(2).orElseThrow();
      assertThatThrownBy(() -> steps.step(StateVector.zeros(Precision.FLOAT64, 1, 1)))
          .hasMessageContaining("2 rows of 1 numbers, not 1 of 1");
      assertThatThrownBy(() -> steps.step(StateVector.zeros(Precision.FLOAT64, 2, 3)))
          .hasMessageContaining("2 rows of 1 numbers, not 2 of 3");
    }
  }
}
