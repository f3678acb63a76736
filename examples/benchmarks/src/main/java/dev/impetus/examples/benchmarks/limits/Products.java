// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks.limits;

import dev.impetus.solver.state.Precision;
import java.util.Arrays;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/** Matrix products (rows × inner) · (inner × columns). */
public final class Products {

  private static final int ROW_MAJOR = 101;
  private static final int AS_IT_IS = 111;
  private static final int TRIALS = 2000;
  private static final long ENOUGH_NANOS = 20_000_000;

  private Products() {}

  /** The faster of {@link #blas} and {@link #loops} on this machine. */
  public static Runnable fastest(Precision precision, int rows, int columns, int inner) {
    Runnable blas = blas(precision, rows, columns, inner);
    if ((long) rows * columns * inner > 100_000) {
      return blas;
    }
    Runnable loops = loops(precision, rows, columns, inner);
    return time(loops) < time(blas) ? loops : blas;
  }

  private static double time(Runnable call) {
    double best = Double.POSITIVE_INFINITY;
    long start = System.nanoTime();
    for (int i = 0; i < TRIALS || System.nanoTime() - start < ENOUGH_NANOS; i++) {
      long begin = System.nanoTime();
      for (int j = 0; j < 10; j++) {
        call.run();
      }
      best = Math.min(best, (double) (System.nanoTime() - begin));
      if (System.nanoTime() - start > 10 * ENOUGH_NANOS) {
        break;
      }
    }
    return best;
  }

  /** By OpenBLAS, on native memory. */
  public static Runnable blas(Precision precision, int rows, int columns, int inner) {
    if (precision == Precision.FLOAT32) {
      return float32(rows, columns, inner, 0);
    }
    DoublePointer x = new DoublePointer(new double[rows * inner]);
    DoublePointer y = new DoublePointer(new double[inner * columns]);
    DoublePointer z = new DoublePointer(new double[rows * columns]);
    return () ->
        openblas_nolapack.cblas_dgemm(
            ROW_MAJOR, AS_IT_IS, AS_IT_IS, rows, columns, inner, 1, x, inner, y, columns, 0, z,
            columns);
  }

  /**
   * By OpenBLAS in float32, with a left factor of denormal numbers: what they cost where nobody
   * flushes them.
   */
  public static Runnable ofDenormals(int rows, int columns, int inner) {
    return float32(rows, columns, inner, 1e-41f);
  }

  private static Runnable float32(int rows, int columns, int inner, float left) {
    float[] factor = new float[rows * inner];
    Arrays.fill(factor, left);
    float[] other = new float[inner * columns];
    Arrays.fill(other, 0.5f);
    FloatPointer x = new FloatPointer(factor);
    FloatPointer y = new FloatPointer(other);
    FloatPointer z = new FloatPointer(new float[rows * columns]);
    return () ->
        openblas_nolapack.cblas_sgemm(
            ROW_MAJOR, AS_IT_IS, AS_IT_IS, rows, columns, inner, 1, x, inner, y, columns, 0, z,
            columns);
  }

  /** By loops over rows that C2 vectorises along the longer side of the result. */
  public static Runnable loops(Precision precision, int rows, int columns, int inner) {
    int length = Math.max(rows, columns);
    int count = Math.min(rows, columns);
    if (precision == Precision.FLOAT32) {
      float[][] terms = new float[inner][length];
      float[] factors = new float[inner];
      float[] sum = new float[length];
      return () -> {
        for (int i = 0; i < count; i++) {
          int k = 0;
          for (; k + 1 < inner; k += 2) {
            add(sum, terms[k], factors[k], terms[k + 1], factors[k + 1]);
          }
          if (k < inner) {
            add(sum, terms[k], factors[k], terms[k], 0);
          }
        }
      };
    }
    double[][] terms = new double[inner][length];
    double[] factors = new double[inner];
    double[] sum = new double[length];
    return () -> {
      for (int i = 0; i < count; i++) {
        int k = 0;
        for (; k + 1 < inner; k += 2) {
          add(sum, terms[k], factors[k], terms[k + 1], factors[k + 1]);
        }
        if (k < inner) {
          add(sum, terms[k], factors[k], terms[k], 0);
        }
      }
    };
  }

  private static void add(float[] sum, float[] p, float a, float[] q, float b) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += a * p[i] + b * q[i];
    }
  }

  private static void add(double[] sum, double[] p, double a, double[] q, double b) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += a * p[i] + b * q[i];
    }
  }
}
