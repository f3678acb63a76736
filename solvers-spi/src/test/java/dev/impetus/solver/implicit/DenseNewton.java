// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

import dev.impetus.solver.BatchPolicy;
import dev.impetus.solver.field.Capability;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.StepOutcome;
import java.util.Set;

/** Newton's method; the matrix is made by Jacobian–vector products with unit vectors. */
final class DenseNewton implements InnerSolver {

  private final int limit;

  DenseNewton(int limit) {
    this.limit = limit;
  }

  @Override
  public String name() {
    return "Newton";
  }

  @Override
  public Set<Capability> needs() {
    return Set.of(Capability.JVP);
  }

  @Override
  public boolean needsSymmetricJacobian() {
    return false;
  }

  @Override
  public Session newSession(Precision precision, int rows, int width, BatchPolicy batchPolicy) {
    return new Session() {
      @Override
      public Result solve(ImplicitSystem system, StateVector z) {
        return newton(system, z);
      }

      @Override
      public void reset() {}
    };
  }

  private Result newton(ImplicitSystem system, StateVector z) {
    StateVector residual = z.newLike();
    StateVector change = z.newLike();
    double last = Double.POSITIVE_INFINITY;
    for (int iteration = 1; iteration <= limit; iteration++) {
      system.residual(z, residual);
      double[][] matrix = new double[z.size()][z.size()];
      for (int column = 0; column < z.size(); column++) {
        StateVector unit = z.newLike();
        unit.set(column / z.width(), column % z.width(), 1);
        StateVector image = z.newLike();
        system.applyJacobian(z, unit, image);
        double[] values = image.toArray();
        for (int row = 0; row < values.length; row++) {
          matrix[row][column] = values[row];
        }
      }
      change.copyFrom(solve(matrix, residual.toArray()), 0);
      z.add(-1, change);
      double size = system.norm(change);
      if (!Double.isFinite(size) || size > 2 * last) {
        return new Result(StepOutcome.INNER_DIVERGED, iteration, change.firstNonFiniteRow());
      }
      if (size < 1e-8) {
        return Result.solved(iteration);
      }
      last = size;
    }
    return new Result(StepOutcome.INNER_NOT_CONVERGED, limit, -1);
  }

  /** Gauss's elimination with row exchanges. */
  static double[] solve(double[][] a, double[] b) {
    int n = b.length;
    double[] x = b.clone();
    for (int k = 0; k < n; k++) {
      int pivot = k;
      for (int i = k + 1; i < n; i++) {
        if (Math.abs(a[i][k]) > Math.abs(a[pivot][k])) {
          pivot = i;
        }
      }
      double[] row = a[k];
      a[k] = a[pivot];
      a[pivot] = row;
      double value = x[k];
      x[k] = x[pivot];
      x[pivot] = value;
      for (int i = k + 1; i < n; i++) {
        double factor = a[i][k] / a[k][k];
        for (int j = k; j < n; j++) {
          a[i][j] -= factor * a[k][j];
        }
        x[i] -= factor * x[k];
      }
    }
    for (int k = n - 1; k >= 0; k--) {
      for (int j = k + 1; j < n; j++) {
        x[k] -= a[k][j] * x[j];
      }
      x[k] /= a[k][k];
    }
    return x;
  }
}
