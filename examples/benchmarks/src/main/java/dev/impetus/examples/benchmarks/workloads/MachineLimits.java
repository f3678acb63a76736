// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks.workloads;

import dev.impetus.examples.benchmarks.limits.Activations;
import dev.impetus.examples.benchmarks.limits.Products;
import dev.impetus.examples.benchmarks.measure.Case;
import dev.impetus.examples.benchmarks.measure.Entry;
import dev.impetus.examples.benchmarks.measure.Library;
import dev.impetus.examples.benchmarks.measure.Row;
import dev.impetus.examples.benchmarks.measure.Row.Unit;
import dev.impetus.examples.benchmarks.measure.Variant;
import dev.impetus.examples.benchmarks.measure.Workload;
import dev.impetus.solver.state.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What the machine can do: products of the workloads' shapes, bandwidth, activations, a call of
 * ND4J.
 */
final class MachineLimits implements Workload {

  private static final int MANY = 16_384;

  @Override
  public String id() {
    return "M";
  }

  @Override
  public List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (String dtype : List.of("float32", "float64")) {
      for (String shape : List.of("128x128x64", "128x64x128", "64x32x4", "32x64x64", "120x14x14")) {
        add(rows, "gemm-" + shape, "product " + shape + " by OpenBLAS, " + dtype, dtype);
      }
      for (String what : List.of("tanh", "exp", "scalar-tanh", "scalar-exp")) {
        add(rows, what, "16384 times " + what.replace('-', ' ') + ", " + dtype, dtype);
      }
    }
    String step = "128x512x128";
    add(rows, "gemm-" + step, "product " + step + " by OpenBLAS, float32", "float32");
    add(
        rows,
        "denormal-" + step,
        "product " + step + " of denormal with normal numbers by OpenBLAS, float32",
        "float32");
    for (int kib : List.of(16, 256, 65_536)) {
      add(rows, "triad-" + kib, "a[i] = b[i] + s c[i] over " + kib + " KiB, float64", "float64");
    }
    add(rows, "nd4j", "an addition in place of a number to an ND4J array of one", "float64");
    return rows;
  }

  private void add(List<Row> rows, String what, String title, String dtype) {
    rows.add(
        Row.of(
            id(),
            what + "-" + dtype,
            title,
            Unit.CALL,
            Entry.of(Library.LIMIT, "what=" + what + " dtype=" + dtype)));
  }

  @Override
  public Case prepare(Library library, Variant variant) {
    Precision precision = Fields.precision(variant);
    String what = variant.get("what");
    if (what.startsWith("gemm-") || what.startsWith("denormal-")) {
      String[] sizes = what.substring(what.indexOf('-') + 1).split("x", 3);
      int rows = Integer.parseInt(sizes[0]);
      int columns = Integer.parseInt(sizes[1]);
      int inner = Integer.parseInt(sizes[2]);
      return amount(
          2.0 * rows * columns * inner,
          "flop",
          what.startsWith("gemm-")
              ? Products.blas(precision, rows, columns, inner)
              : Products.ofDenormals(rows, columns, inner));
    }
    if (what.startsWith("triad-")) {
      return triad(Integer.parseInt(what.substring("triad-".length())));
    }
    return switch (what) {
      case "tanh", "exp" -> amount(MANY, "numbers", Activations.of(precision, MANY).value(what));
      case "scalar-tanh" -> amount(MANY, "numbers", scalar(true));
      case "scalar-exp" -> amount(MANY, "numbers", scalar(false));
      case "nd4j" -> {
        INDArray one = Nd4j.zeros(1);
        yield amount(1, "calls", () -> one.addi(1));
      }
      default -> throw new IllegalArgumentException("no limit " + what);
    };
  }

  private static Case amount(double amount, String unit, Runnable call) {
    return Case.call(Map.of("amount", amount, "amount_unit", unit), List.of(), 0, 0, call);
  }

  private static Runnable scalar(boolean tanh) {
    double[] x = Draws.linspace(2, MANY);
    double[] y = new double[MANY];
    return () -> {
      for (int i = 0; i < x.length; i++) {
        y[i] = tanh ? Math.tanh(x[i]) : Math.exp(x[i]);
      }
    };
  }

  private static Case triad(int kib) {
    int size = kib * 1024 / 8 / 3;
    double[] a = new double[size];
    double[] b = new double[size];
    double[] c = new double[size];
    return amount(24.0 * size, "bytes", () -> triad(a, b, c, 3));
  }

  private static void triad(double[] a, double[] b, double[] c, double s) {
    for (int i = 0; i < a.length; i++) {
      a[i] = b[i] + s * c[i];
    }
  }
}
