// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.solver.field.FieldTraits;
import dev.impetus.solver.state.Float64State;
import dev.impetus.solver.state.StateVector;
import java.util.Arrays;
import java.util.Random;
import org.testng.annotations.Test;

public class LinearAlgebraTest {

  private static final int N = 30;

  private static double[][] matrix(long seed, boolean symmetric) {
    Random random = new Random(seed);
    double[][] a = new double[N][N];
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) {
        a[i][j] = random.nextGaussian();
      }
    }
    if (symmetric) {
      double[][] b = new double[N][N];
      for (int i = 0; i < N; i++) {
        for (int j = 0; j < N; j++) {
          for (int k = 0; k < N; k++) {
            b[i][j] += a[i][k] * a[j][k] / N;
          }
        }
        b[i][i] += 0.1;
      }
      return b;
    }
    return a;
  }

  private static LinearOperator operator(double[][] a) {
    return (v, out) -> {
      for (int i = 0; i < N; i++) {
        double sum = 0;
        for (int j = 0; j < N; j++) {
          sum += a[i][j] * v.get(0, j);
        }
        out.set(0, i, sum);
      }
    };
  }

  private static StateVector solution() {
    StateVector x = Float64State.zeros(1, N);
    for (int i = 0; i < N; i++) {
      x.set(0, i, Math.sin(1 + i));
    }
    return x;
  }

  private static void assertSolution(StateVector x, double tolerance) {
    for (int i = 0; i < N; i++) {
      assertThat(x.get(0, i)).isCloseTo(Math.sin(1 + i), within(tolerance));
    }
  }

  @Test
  public void luAndBothKrylovMethodsSolve() {
    for (boolean symmetric : new boolean[] {false, true}) {
      LinearOperator a = operator(matrix(5, symmetric));
      StateVector b = solution().newLike();
      a.apply(solution(), b);
      StateVector x = b.newLike();
      BlockMatrix block = new BlockMatrix(b, false);
      block.read(a);
      assertThat(block.factor()).isTrue();
      block.solve(b, x);
      assertSolution(x, 1e-10);
      Gmres gmres = new Gmres(N, b);
      assertThat(gmres.solve(a, b, x, 1e-12, 200)).isTrue();
      assertSolution(x, 1e-9);
      if (symmetric) {
        ConjugateGradients cg = new ConjugateGradients(b);
        double enough = 1e-12 * StoppingMonitor.norm(b);
        assertThat(cg.solve(a, b, x, 200, (y, length, r, size) -> size <= enough)).isTrue();
        assertSolution(x, 1e-9);
      }
    }
  }

  @Test
  public void restartedGmresSolvesAndAnImpossibleLimitIsReported() {
    double[][] a = matrix(7, false);
    for (int i = 0; i < N; i++) {
      a[i][i] += 12;
    }
    StateVector b = solution().newLike();
    operator(a).apply(solution(), b);
    StateVector x = b.newLike();
    assertThat(new Gmres(5, b).solve(operator(a), b, x, 1e-12, 500)).isTrue();
    assertSolution(x, 1e-9);
    assertThat(new Gmres(5, b).solve(operator(a), b, x, 1e-12, 7)).isFalse();
  }

  @Test
  public void anIndefiniteMatrixEndsConjugateGradients() {
    double[][] a = new double[N][N];
    for (int i = 0; i < N; i++) {
      a[i][i] = i - 10.5;
    }
    StateVector b = solution();
    assertThat(
            new ConjugateGradients(b)
                .solve(operator(a), b, b.newLike(), 100, (x, length, r, size) -> false))
        .isFalse();
  }

  @Test
  public void aSingularMatrixIsReported() {
    BlockMatrix block = new BlockMatrix(solution(), false);
    block.read((v, out) -> out.fill(v.get(0, 0)));
    assertThat(block.factor()).isFalse();
  }

  /** Eigenvalues of the second difference with zero ends: 2 - 2 cos(kπ/(n+1)). */
  @Test
  public void theEndsOfATridiagonalSpectrum() {
    double[] diagonal = new double[N];
    double[] coupling = new double[N];
    Arrays.fill(diagonal, 2);
    Arrays.fill(coupling, -1);
    TridiagonalSpectrum spectrum = new TridiagonalSpectrum(diagonal, coupling, N);
    assertThat(spectrum.smallest()).isCloseTo(2 - 2 * Math.cos(Math.PI / (N + 1)), within(1e-13));
    assertThat(spectrum.largest())
        .isCloseTo(2 - 2 * Math.cos(N * Math.PI / (N + 1)), within(1e-13));
  }

  @Test
  public void theEstimatedCurvatureBoundsTheSpectrumClosely() {
    DiffusionSystem system = new DiffusionSystem(1, true);
    StateVector z = DiffusionSystem.start();
    SpectralBounds bounds = new CurvatureEstimate(Curvature.estimated(), z).bounds(system, z);
    double largest = 1 + DiffusionSystem.LIPSCHITZ / 2000;
    assertThat(bounds.largest()).isBetween(largest, 1.06 * largest);
    assertThat(bounds.smallest()).isEqualTo(1);
  }

  @Test
  public void largeTransposedSystemsAreSolvedWithAndWithoutSymmetry() {
    for (boolean symmetric : new boolean[] {true, false}) {
      DiffusionSystem system = new DiffusionSystem(1, true);
      StateVector b = system.rightHandSide();
      StateVector x = b.newLike();
      StateVector image = b.newLike();
      new TransposedSolve(b, new FieldTraits(true, true, symmetric)).solve(system, b, b, x);
      system.applyTransposedJacobian(b, x, image);
      image.add(-1, b);
      assertThat(StoppingMonitor.norm(image)).isLessThan(1e-10 * StoppingMonitor.norm(b));
    }
  }
}
