// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.model.Model;
import dev.impetus.model.ModelPass;
import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataSignature;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.Map;
import java.util.Random;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

public final class OrthogonalTest {

  @DataProvider
  public Object[][] maps() {
    return new Object[][] {{OrthogonalMap.EXPONENTIAL}, {OrthogonalMap.CAYLEY}};
  }

  private static double[] skew(int n, double size, Random random) {
    double[] skew = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        skew[i * n + j] = size * random.nextGaussian();
        skew[j * n + i] = -skew[i * n + j];
      }
    }
    return skew;
  }

  @Test(dataProvider = "maps")
  public void imagesAreOrthogonal(OrthogonalMap map) {
    for (double size : new double[] {0, 1e-8, 0.3, 5}) {
      try (SquareMatrices on = new SquareMatrices(12)) {
        double[] b = map.apply(on, skew(12, size, new Random(4)));
        assertThat(
                on.norm(
                    SquareMatrices.combine(1, on.multiply(b, true, b, false), -1, on.identity())))
            .isLessThan(1e-13);
      }
    }
  }

  @Test
  public void bothMapsRotateThePlane() {
    double a = 1.2;
    double[] skew = {0, a, -a, 0};
    try (SquareMatrices on = new SquareMatrices(2)) {
      double[] exponential = OrthogonalMap.EXPONENTIAL.apply(on, skew);
      assertThat(exponential)
          .containsExactly(
              new double[] {Math.cos(a), Math.sin(a), -Math.sin(a), Math.cos(a)}, within(1e-15));
      double angle = -2 * Math.atan(a);
      assertThat(OrthogonalMap.CAYLEY.apply(on, skew))
          .containsExactly(
              new double[] {Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle)},
              within(1e-15));
    }
  }

  @Test
  public void aMatrixThatDriftedIsBroughtBack() {
    try (SquareMatrices on = new SquareMatrices(9)) {
      Random random = new Random(2);
      double[] exact = OrthogonalMap.EXPONENTIAL.apply(on, skew(9, 1, random));
      double[] symmetric = skew(9, 0.01, random);
      double[] drifted =
          on.multiply(
              exact,
              SquareMatrices.combine(
                  1, on.identity(), 1, on.multiply(symmetric, false, symmetric, true)));
      // exact · positive definite: the polar factor is exact itself.
      assertThat(on.nearestOrthogonal(drifted)).containsExactly(exact, within(1e-13));
    }
  }

  @DataProvider
  public Object[][] dynamic() {
    return new Object[][] {
      {Map.of("map", "exponential")}, {Map.of("map", "cayley")}, {Map.of("rebase-every", 3)}
    };
  }

  @Test(dataProvider = "dynamic")
  public void anotherBaseIsTheSameFunction(Map<String, Object> options) {
    DataSignature data = Fixture.everyStep(6, 2, 2);
    Random random = new Random(6);
    try (Model model = Fixture.model("momentum-dtriv", options, data)) {
      StateVector parameters = StateVector.zeros(Precision.FLOAT64, 1, model.parameters().size());
      model.initialize(parameters, random);
      StateVector skew = model.parameters().view(parameters, "layer1.skew");
      for (int i = 0; i < skew.width(); i++) {
        skew.set(0, i, 0.1 * random.nextGaussian());
      }
      model.setParameters(parameters);
      Batch batch = Fixture.batch(data, Precision.FLOAT64, 3, random);
      ModelPass pass = model.newPass(3);
      double[] before = pass.forward(batch, false, 0).toArray();
      model.afterUpdate(parameters, 3);
      assertThat(skew.dot(skew)).isZero();
      model.setParameters(parameters);
      assertThat(pass.forward(batch, false, 0).toArray()).containsExactly(before, within(1e-12));
    }
  }
}
