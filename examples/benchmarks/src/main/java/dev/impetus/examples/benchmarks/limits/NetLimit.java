// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks.limits;

import dev.impetus.solver.state.Precision;
import java.util.ArrayList;
import java.util.List;

/**
 * What a dense net costs at least: its matrix products, each by OpenBLAS on native memory or by a
 * Java loop, whichever is faster on its shape, and its activations by vectorised loops. The parts
 * are run one after the other on numbers of their own; copies, biases and everything else cost
 * nothing here.
 */
public final class NetLimit {

  private final List<Runnable> forward = new ArrayList<>();
  private final List<Runnable> backward = new ArrayList<>();

  private NetLimit() {}

  /**
   * The parts of a net.
   *
   * @param activations one a layer
   */
  public static NetLimit of(Precision precision, int rows, int[] widths, String... activations) {
    NetLimit limit = new NetLimit();
    for (int layer = 1; layer < widths.length; layer++) {
      int in = widths[layer - 1];
      int out = widths[layer];
      limit.forward.add(Products.fastest(precision, rows, out, in));
      // The cotangents of the input and of the weights.
      limit.backward.add(Products.fastest(precision, rows, in, out));
      limit.backward.add(Products.fastest(precision, out, in, rows));
      if (!activations[layer - 1].equals("identity")) {
        Activations loops = Activations.of(precision, rows * out);
        limit.forward.add(loops.value(activations[layer - 1]));
        limit.backward.add(loops.derivative());
      }
    }
    return limit;
  }

  /** One evaluation. */
  public void forward() {
    run(forward);
  }

  /** One vector–Jacobian product, without the evaluation before it. */
  public void backward() {
    run(backward);
  }

  private static void run(List<Runnable> parts) {
    for (int i = 0; i < parts.size(); i++) {
      parts.get(i).run();
    }
  }
}
