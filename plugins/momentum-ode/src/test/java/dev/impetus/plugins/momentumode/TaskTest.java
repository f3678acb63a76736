// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.model.ArchitectureProvider;
import dev.impetus.model.Model;
import dev.impetus.model.ModelContext;
import dev.impetus.model.ModelPass;
import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataSignature;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** Which task the data make, and which data are refused. */
public final class TaskTest {

  private static final List<Double> TIMES = List.of(0.0, 1.0, 2.0);

  @DataProvider
  static Object[][] tasks() {
    DataField vector = DataField.real(DataField.INPUTS, 2);
    DataField sequence = DataField.real(DataField.INPUTS, 5, 2);
    return new Object[][] {
      {List.of(vector, targets(3)), List.of(), List.of(3)},
      {List.of(vector, targets()), List.of(), List.of()},
      {
        List.of(vector, new DataField(DataField.TARGETS, List.of(), 4, List.of())),
        List.of(),
        List.of(4)
      },
      {List.of(vector, targets(2, 2)), TIMES, List.of(2, 2)},
      {List.of(vector, targets(3, 2)), TIMES, List.of(3, 2)},
      {List.of(vector, targets(3, 1)), TIMES, List.of(3, 1)},
      {List.of(sequence, targets(5, 3)), List.of(), List.of(5, 3)},
      {List.of(sequence, targets(3)), List.of(), List.of(3)},
      {
        List.of(sequence, new DataField(DataField.TARGETS, List.of(5), 7, List.of())),
        List.of(),
        List.of(5, 7)
      },
    };
  }

  @Test(dataProvider = "tasks")
  public void theDataDecideWhatIsPredicted(
      List<DataField> fields, List<Double> times, List<Integer> shape) {
    DataSignature data = new DataSignature(fields, times);
    for (String id : Fixture.IDS) {
      try (Model model = Fixture.model(id, Map.of(), data, Fixture.dopri5(1e-4).build())) {
        assertThat(model.prediction().shape()).as(id).isEqualTo(shape);
        Fixture.initialized(model, new Random(1));
        Batch batch = new Batch(data, Precision.FLOAT64, 1);
        StateVector prediction = model.newPass(1).forward(batch, false, 0);
        assertThat(prediction.rows()).isEqualTo(1);
        assertThat(prediction.width()).isEqualTo(model.prediction().width());
      }
    }
  }

  @DataProvider
  static Object[][] misfits() {
    DataField vector = DataField.real(DataField.INPUTS, 2);
    DataField sequence = DataField.real(DataField.INPUTS, 5, 2);
    return new Object[][] {
      {List.of(targets(1)), List.of(), "needs the field \"inputs\""},
      {List.of(vector), List.of(), "needs the field \"targets\""},
      {List.of(vector, targets(3, 1)), List.of(), "targets of the shape [3, 1]"},
      {List.of(vector, targets(4, 2)), TIMES, "[2, outputs] or [3, outputs]"},
      {List.of(vector, targets()), TIMES, "3 common times"},
      {List.of(sequence, targets(5, 2)), TIMES, "one initial state"},
      {List.of(sequence, targets(4, 2)), List.of(), "the inputs have 5 steps"},
      {
        List.of(sequence, targets(1), DataField.real(DataField.GAPS, 4)),
        List.of(),
        "\"gaps\" has the shape [4]"
      },
      {
        List.of(new DataField(DataField.INPUTS, List.of(5), 9, List.of()), targets(1)),
        List.of(),
        "token ids"
      },
      {List.of(DataField.real(DataField.INPUTS, 2, 3, 4), targets(1)), List.of(), "[2, 3, 4]"},
    };
  }

  @Test(dataProvider = "misfits")
  public void otherDataAreRefused(List<DataField> fields, List<Double> times, String message) {
    DataSignature data = new DataSignature(fields, times);
    assertThatThrownBy(() -> Fixture.model("hbnode", Map.of(), data, Fixture.dopri5(1e-4).build()))
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining(message);
  }

  @DataProvider
  static Object[][] contradictions() {
    return new Object[][] {
      {"hbnode", Map.of("initial-velocity", "given"), 3, 1, "there are 3"},
      {"node", Map.of("readout", "none"), 2, 3, "3 numbers are to be predicted from 2 positions"},
      {"node", Map.of("readout", "none", "readout-clamp", 1), 2, 2, "readout-clamp"},
      {"ghbnode", Map.of("stiffness", 0), 2, 1, "cannot begin at 0"},
    };
  }

  @Test(dataProvider = "contradictions")
  public void optionsThatDoNotFitTheDataAreRefused(
      String id, Map<String, Object> options, int inputs, int outputs, String message) {
    assertThatThrownBy(
            () ->
                Fixture.model(
                    id, options, Fixture.vectors(inputs, outputs), Fixture.dopri5(1e-4).build()))
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining(message);
  }

  @Test
  public void aTrajectoryBeginsWithItsInputsAndIsThatOfThePictures() {
    DataSignature data =
        new DataSignature(
            List.of(DataField.real(DataField.INPUTS, 2), targets(3, 2)), List.of(1.0, 2.0, 3.0));
    try (Model model = Fixture.model("ghbnode", Map.of(), data, Fixture.dopri5(1e-10).build())) {
      Fixture.initialized(model, new Random(1));
      Batch batch = Fixture.batch(data, 2, new Random(2));
      ModelPass pass = model.newPass(2);
      StateVector prediction = pass.forward(batch, false, 0);
      List<StateVector> pictures = pass.trajectory(3);
      for (int row = 0; row < 2; row++) {
        for (int column = 0; column < 2; column++) {
          assertThat(prediction.get(row, column))
              .isEqualTo(batch.vector(DataField.INPUTS).get(row, column));
          for (int i = 0; i < 3; i++) {
            assertThat(prediction.get(row, 2 * i + column))
                .isCloseTo(pictures.get(i).get(row, column), within(1e-8));
          }
        }
      }
    }
  }

  /** h' = 2000 h overflows wherever h is not 0. */
  @Test
  public void aFailedSolveIsReportedWithTimeAndRow() {
    DataSignature data = Fixture.vectors(2, 1);
    Map<String, Object> options = Map.of("hidden", List.of(), "activation", "none");
    try (Model model = Fixture.model("node", options, data, Fixture.dopri5(1e-6).build())) {
      StateVector parameters = Fixture.initialized(model, new Random(1));
      model.parameters().view(parameters, "field.weight1").fill(2000);
      model.parameters().view(parameters, "field.bias1").fill(0);
      model.setParameters(parameters);
      Batch batch = new Batch(data, Precision.FLOAT64, 3);
      batch.vector(DataField.INPUTS).row(1).fill(1);
      ModelPass pass = model.newPass(3);
      assertThatThrownBy(() -> pass.forward(batch, false, 0))
          .isInstanceOfSatisfying(
              ImpetusException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.NUMERICAL))
          .hasMessageContaining("t = 0.")
          .hasMessageContaining("row 1");
    }
  }

  @DataProvider
  static Object[][] unread() {
    DataSignature oneSolve = Fixture.vectors(2, 1);
    DataSignature trajectory =
        new DataSignature(List.of(DataField.real(DataField.INPUTS, 2), targets(2, 2)), TIMES);
    DataSignature sequence =
        new DataSignature(List.of(DataField.real(DataField.INPUTS, 5, 2), targets(3)), List.of());
    Map<String, Object> ofSequences =
        Map.of("width", 3, "order", "ode-first", "update-hidden", List.of(4), "skip", false);
    Map<String, Object> ofVelocity =
        Map.of("velocity-hidden", List.of(3), "velocity-saturation", "tanh", "velocity-bound", 2);
    return new Object[][] {
      {"node", oneSolve, Map.of(), ofSequences, "one vector"},
      {"node", trajectory, Map.of(), ofSequences, "one vector"},
      {"anode", trajectory, Map.of(), Map.of("end-time", 3), "the data have times"},
      {"node", sequence, ofSequences, Map.of("end-time", 3), "over the gaps"},
      {"sonode", sequence, Map.of(), ofVelocity, "begins at zero"},
      {"hbnode", sequence, Map.of(), Map.of("initial-velocity", "given"), "begins at zero"},
      {"hbnode", oneSolve, Map.of("initial-velocity", "zero"), ofVelocity, "velocity zero no net"},
      {"hbnode", oneSolve, Map.of("initial-velocity", "given"), ofVelocity, "velocity given no"},
      {
        "sonode",
        oneSolve,
        Map.of("velocity-saturation", "identity", "velocity-hidden", List.of(3)),
        Map.of("velocity-bound", 2),
        "identity has no bound"
      },
      {
        "ghbnode",
        oneSolve,
        Map.of("saturation", "identity"),
        Map.of("saturation-bound", 5),
        "identity has no bound"
      },
    };
  }

  @Test(dataProvider = "unread")
  public void optionsThatNothingReadsAreRefusedAllAtOnce(
      String id,
      DataSignature data,
      Map<String, Object> fitting,
      Map<String, Object> idle,
      String why) {
    Map<String, Object> options = new HashMap<>(fitting);
    options.putAll(idle);
    assertThatThrownBy(() -> Fixture.model(id, options, data, Fixture.dopri5(1e-4).build()))
        .isInstanceOfSatisfying(
            ImpetusException.class,
            refusal -> {
              assertThat(refusal.problems())
                  .extracting(Problem::where)
                  .containsExactlyInAnyOrderElementsOf(
                      idle.keySet().stream().map(name -> "model." + name).toList());
              assertThat(refusal.problems())
                  .allSatisfy(
                      problem -> {
                        assertThat(problem.kind()).isEqualTo(ErrorKind.CONFIGURATION);
                        assertThat(problem.what()).contains("has no effect");
                        assertThat(problem.why()).contains(why);
                        assertThat(problem.fix()).contains("leave it out");
                      });
            });
    // What a run records names every default, and must be read again.
    ArchitectureProvider provider = Fixture.plugin(ArchitectureProvider.class, id);
    Map<String, Object> recorded = provider.schema().resolve(fitting, "model").asMap();
    Fixture.model(id, recorded, data, Fixture.dopri5(1e-4).build()).close();
  }

  /** The same weights in float32 and float64 differ by rounding. */
  @Test
  public void bothPrecisionsComputeTheSame() {
    DataSignature data = Fixture.vectors(3, 2);
    for (String id : Fixture.IDS) {
      Map<Precision, double[]> results = new EnumMap<>(Precision.class);
      for (Precision precision : Precision.values()) {
        ArchitectureProvider provider = Fixture.plugin(ArchitectureProvider.class, id);
        ModelContext context =
            new Fixture.Context(
                data, precision, Fixture.engine(Fixture.ENGINE), Fixture.dopri5(1e-5).build(), 1);
        try (Model model = provider.create(provider.schema().resolve(Map.of(), "model"), context)) {
          StateVector parameters = StateVector.zeros(precision, 1, model.parameters().size());
          model.initialize(parameters, new Random(1));
          model.setParameters(parameters);
          Batch batch = new Batch(data, precision, 4);
          Fixture.fill(batch.vector(DataField.INPUTS), new Random(2));
          ModelPass pass = model.newPass(4);
          StateVector gradient = parameters.newLike();
          StateVector prediction = pass.forward(batch, true, 0);
          pass.backward(prediction, gradient);
          results.put(
              precision,
              DoubleStream.concat(
                      Arrays.stream(prediction.toArray()), Arrays.stream(gradient.toArray()))
                  .toArray());
        }
      }
      double[] expected = results.get(Precision.FLOAT64);
      double scale = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
      assertThat(results.get(Precision.FLOAT32))
          .as(id)
          .containsExactly(expected, within(2e-5 * scale));
    }
  }

  @Test
  public void aClampBoundsThePrediction() {
    DataSignature data = Fixture.vectors(2, 1);
    try (Model model =
        Fixture.model("node", Map.of("readout-clamp", 1), data, Fixture.dopri5(1e-6).build())) {
      StateVector parameters = Fixture.initialized(model, new Random(1));
      model.parameters().view(parameters, "readout.bias1").fill(50);
      model.setParameters(parameters);
      Batch batch = Fixture.batch(data, 1, new Random(2));
      assertThat(model.newPass(1).forward(batch, false, 0).get(0, 0)).isEqualTo(1);
    }
  }

  private static DataField targets(Integer... shape) {
    return DataField.real(DataField.TARGETS, shape);
  }
}
