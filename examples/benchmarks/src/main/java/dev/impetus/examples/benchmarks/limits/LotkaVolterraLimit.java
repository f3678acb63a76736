// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks.limits;

import static dev.impetus.examples.benchmarks.limits.DormandPrince.*;

/** The solve of W5 as one method with two numbers in registers. */
public final class LotkaVolterraLimit {

  private final double rtol;
  private final double atol;
  private final double end;
  private double x;
  private double z;
  private int steps;

  /** Prepares the solve from (1, 1) over [0, end]. */
  public LotkaVolterraLimit(double rtol, double atol, double end) {
    this.rtol = rtol;
    this.atol = atol;
    this.end = end;
  }

  /** Solves. */
  public void solve() {
    double px = 1;
    double pz = 1;
    double k1x = fx(px, pz);
    double k1z = fz(px, pz);
    double h = first(px, pz, k1x, k1z);
    double t = 0;
    int count = 0;
    while (t < end) {
      boolean last = t + h >= end;
      if (last) {
        h = end - t;
      }
      double x2 = px + h * (A21 * k1x);
      double z2 = pz + h * (A21 * k1z);
      double k2x = fx(x2, z2);
      double k2z = fz(x2, z2);
      double x3 = px + h * (A31 * k1x + A32 * k2x);
      double z3 = pz + h * (A31 * k1z + A32 * k2z);
      double k3x = fx(x3, z3);
      double k3z = fz(x3, z3);
      double x4 = px + h * (A41 * k1x + A42 * k2x + A43 * k3x);
      double z4 = pz + h * (A41 * k1z + A42 * k2z + A43 * k3z);
      double k4x = fx(x4, z4);
      double k4z = fz(x4, z4);
      double x5 = px + h * (A51 * k1x + A52 * k2x + A53 * k3x + A54 * k4x);
      double z5 = pz + h * (A51 * k1z + A52 * k2z + A53 * k3z + A54 * k4z);
      double k5x = fx(x5, z5);
      double k5z = fz(x5, z5);
      double x6 = px + h * (A61 * k1x + A62 * k2x + A63 * k3x + A64 * k4x + A65 * k5x);
      double z6 = pz + h * (A61 * k1z + A62 * k2z + A63 * k3z + A64 * k4z + A65 * k5z);
      double k6x = fx(x6, z6);
      double k6z = fz(x6, z6);
      double nx = px + h * (B1 * k1x + B3 * k3x + B4 * k4x + B5 * k5x + B6 * k6x);
      double nz = pz + h * (B1 * k1z + B3 * k3z + B4 * k4z + B5 * k5z + B6 * k6z);
      double k7x = fx(nx, nz);
      double k7z = fz(nx, nz);
      double ex = h * (E1 * k1x + E3 * k3x + E4 * k4x + E5 * k5x + E6 * k6x + E7 * k7x);
      double ez = h * (E1 * k1z + E3 * k3z + E4 * k4z + E5 * k5z + E6 * k6z + E7 * k7z);
      double rx = ex / (atol + rtol * Math.max(Math.abs(px), Math.abs(nx)));
      double rz = ez / (atol + rtol * Math.max(Math.abs(pz), Math.abs(nz)));
      double ratio = Math.sqrt((rx * rx + rz * rz) / 2);
      count++;
      if (ratio <= 1) {
        t = last ? end : t + h;
        px = nx;
        pz = nz;
        k1x = k7x;
        k1z = k7z;
      }
      h *= factor(ratio);
    }
    x = px;
    z = pz;
    steps = count;
  }

  private double first(double px, double pz, double k1x, double k1z) {
    double sx = atol + rtol * Math.abs(px);
    double sz = atol + rtol * Math.abs(pz);
    double d0 = rms(px / sx, pz / sz);
    double d1 = rms(k1x / sx, k1z / sz);
    double guess = firstGuess(d0, d1);
    double ex = px + guess * k1x;
    double ez = pz + guess * k1z;
    double d2 = rms((fx(ex, ez) - k1x) / sx, (fz(ex, ez) - k1z) / sz) / guess;
    return firstStep(guess, d1, d2);
  }

  private static double rms(double a, double b) {
    return Math.sqrt((a * a + b * b) / 2);
  }

  private static double fx(double x, double z) {
    return 1.5 * x - x * z;
  }

  private static double fz(double x, double z) {
    return -3 * z + x * z;
  }

  /** The latest solve's end. */
  public double[] end() {
    return new double[] {x, z};
  }

  /** Steps that the latest solve tried. */
  public int steps() {
    return steps;
  }
}
