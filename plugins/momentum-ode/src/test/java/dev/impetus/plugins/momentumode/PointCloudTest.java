// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impetus.api.error.ImpetusException;
import dev.impetus.model.Model;
import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataSignature;
import dev.impetus.solver.gradient.CheckpointedDiscrete;
import dev.impetus.solver.state.Precision;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.testng.annotations.Test;

/**
 * Two nested spheres that no first-order flow in the plane can separate: 300 full-batch steps of
 * Adam on 50 points, as published with HBNODE, whose logs have 76, 77 and 37 of 100 runs of HBNODE,
 * GHBNODE and SONODE below a training error of 0.001.
 */
public final class PointCloudTest {

  private static final DataSignature DATA = Fixture.vectors(2, 1);
  private static final double SOLVED = 1e-3;

  private static final Map<String, Object> SECOND_ORDER =
      Map.of("hidden", List.of(13, 13), "readout-clamp", 1);
  private static final Map<String, Object> HEAVY_BALL =
      Map.of("hidden", List.of(14, 14), "readout-clamp", 1);
  private static final Map<String, Object> GENERALISED =
      Map.of(
          "hidden",
          List.of(14, 14),
          "readout-clamp",
          1,
          "stiffness",
          2,
          "stiffness-learnable",
          false,
          "saturation",
          "identity");

  @Test
  public void aHeavyBallSeparatesTheSpheres() {
    assertThat(lastLoss("hbnode", HEAVY_BALL, 1)).isLessThan(SOLVED);
  }

  @Test(groups = "experiments")
  public void momentumSeparatesThemMoreOftenThanSecondOrderAlone() {
    int runs = 20;
    int heavyBall = solved("hbnode", HEAVY_BALL, runs);
    int generalised = solved("ghbnode", GENERALISED, runs);
    int secondOrder = solved("sonode", SECOND_ORDER, runs);
    // 75 % of 20 give or take two standard deviations of a binomial.
    assertThat(heavyBall).isBetween(11, 19);
    assertThat(generalised).isBetween(11, 19);
    assertThat(Math.min(heavyBall, generalised)).isGreaterThan(secondOrder);
  }

  private static int solved(String id, Map<String, Object> options, int runs) {
    int solved = 0;
    StringBuilder losses = new StringBuilder();
    for (int seed = 0; seed < runs; seed++) {
      double loss = lastLoss(id, options, seed);
      solved += loss < SOLVED ? 1 : 0;
      losses.append(String.format(" %.2g", loss));
    }
    System.out.printf(
        "%s: %d of %d runs below %s; last losses%s%n", id, solved, runs, SOLVED, losses);
    return solved;
  }

  private static double lastLoss(String id, Map<String, Object> options, long seed) {
    try (Model model =
        Fixture.model(
            id, options, DATA, Fixture.sharedNorm(1e-7, CheckpointedDiscrete.everyStep()))) {
      Random random = new Random(seed);
      Batch batch = nestedSpheres(random);
      List<Training.Step> history =
          new Training(model, Fixture.initialized(model, random), batch, 0.01).run(300);
      return history.get(history.size() - 1).loss();
    } catch (ImpetusException e) {
      System.out.println(id + ", seed " + seed + ": " + e.getMessage());
      return Double.POSITIVE_INFINITY;
    }
  }

  /** 50 of 40 points within radius 0.5, target -1, and 80 between radius 0.85 and 1, target 1. */
  private static Batch nestedSpheres(Random random) {
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      double x = random.nextGaussian();
      double y = random.nextGaussian();
      double root = Math.sqrt(random.nextDouble());
      double radius = (i < 40 ? 0.5 * root : 0.85 + 0.15 * root) / Math.hypot(x, y);
      points.add(new double[] {radius * x, radius * y, i < 40 ? -1 : 1});
    }
    Collections.shuffle(points, random);
    Batch batch = new Batch(DATA, Precision.FLOAT64, 50);
    for (int row = 0; row < 50; row++) {
      batch.vector(DataField.INPUTS).set(row, 0, points.get(row)[0]);
      batch.vector(DataField.INPUTS).set(row, 1, points.get(row)[1]);
      batch.vector(DataField.TARGETS).set(row, 0, points.get(row)[2]);
    }
    return batch;
  }
}
