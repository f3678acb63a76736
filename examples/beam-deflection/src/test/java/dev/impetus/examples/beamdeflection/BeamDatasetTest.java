// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.beamdeflection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.Scaling;
import dev.impetus.model.data.Split;
import dev.impetus.solver.state.Precision;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.testng.annotations.Test;

public final class BeamDatasetTest {

  private final double[] readings = BeamReadings.read();

  /** NIST's certified values. */
  @Test
  public void theReadingsAreTheCertifiedOnes() {
    double mean = Arrays.stream(readings).average().orElseThrow();
    double variance =
        Arrays.stream(readings).map(x -> (x - mean) * (x - mean)).sum() / (readings.length - 1);
    double autocorrelation =
        IntStream.range(1, 200)
                .mapToDouble(i -> (readings[i] - mean) * (readings[i - 1] - mean))
                .sum()
            / (variance * 199);
    assertThat(readings).hasSize(200);
    assertThat(mean).isCloseTo(-177.435, within(1e-12));
    assertThat(Math.sqrt(variance)).isCloseTo(277.332168044316, within(1e-11));
    assertThat(autocorrelation).isCloseTo(-0.307304800605679, within(1e-14));
  }

  @Test
  public void everyLaterReadingIsATargetOnceAndFollowsItsWindow() {
    BeamDataset data = new BeamDataset(readings, 16);
    Scaling scaling = data.scaling(DataField.TARGETS).orElseThrow();
    Batch batch = new Batch(data.signature(), Precision.FLOAT64, 1);
    int expected = 16;
    for (Split split : Split.values()) {
      for (int i = 0; i < data.size(split); i++) {
        data.read(split, i, batch, 0);
        assertThat(data.target(split, i)).isEqualTo(expected);
        double target = scaling.toOriginal(0, batch.vector(DataField.TARGETS).get(0, 0));
        assertThat(target).isCloseTo(readings[expected], within(1e-9));
        double latest = scaling.toOriginal(0, batch.vector(DataField.INPUTS).get(0, 15));
        assertThat(latest).isCloseTo(readings[expected - 1], within(1e-9));
        expected++;
      }
    }
    assertThat(expected).isEqualTo(200);
  }

  @Test
  public void theScalingKnowsTheTrainingPartOnly() {
    double[] changed = readings.clone();
    Arrays.fill(changed, 140, 200, 1e6);
    assertThat(new BeamDataset(changed, 16).scaling(DataField.INPUTS))
        .isEqualTo(new BeamDataset(readings, 16).scaling(DataField.INPUTS));
  }

  @Test
  public void baselinesAreRightOnSeriesThatTheyKnow() {
    double[] sine = IntStream.range(0, 200).mapToDouble(t -> 5 + Math.sin(1.9 * t)).toArray();
    assertThat(Baselines.autoregression(sine, 2, 140, 170, 200)).isLessThan(1e-12);
    double[] ramp = IntStream.range(0, 200).mapToDouble(t -> 3.0 * t).toArray();
    assertThat(Baselines.persistence(ramp, 170, 200)).isCloseTo(3, within(1e-12));
  }
}
