// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks.limits;

import dev.impetus.solver.state.Precision;
import java.util.ArrayList;
import java.util.List;

/**
 * What a training step of an LSTM costs at least if it goes step by step: for each step of the
 * sequences one product forward and two backward, and five activations, by each thread on its share
 * of the rows. No copies, no other arithmetic, no optimiser. Products that need not wait for the
 * step before, those of the inputs and of the gradient by the weights, could be taken over all
 * steps at once, and then cost less.
 */
public final class RecurrentLimit {

  private final int steps;
  private final List<List<Runnable>> parts = new ArrayList<>();

  /**
   * The parts.
   *
   * @param threads that share the rows
   */
  public RecurrentLimit(int threads, int steps, int rows, int hidden, int inputs) {
    this.steps = steps;
    int gates = 4 * hidden;
    int width = hidden + inputs + 2;
    int own = (rows - 1) / threads + 1;
    for (int thread = 0; thread < threads; thread++) {
      Runnable tanh = Activations.of(Precision.FLOAT32, hidden * own).value("tanh");
      List<Runnable> step = new ArrayList<>();
      step.add(Products.blas(Precision.FLOAT32, gates, own, width));
      step.add(Products.blas(Precision.FLOAT32, hidden, own, gates));
      step.add(Products.blas(Precision.FLOAT32, gates, width, own));
      for (int activation = 0; activation < 5; activation++) {
        step.add(tanh);
      }
      parts.add(step);
    }
  }

  /** Forward and backward over all steps. */
  public void trainingStep() {
    List<Thread> others = new ArrayList<>();
    for (List<Runnable> own : parts.subList(1, parts.size())) {
      Thread thread = new Thread(() -> run(own));
      thread.start();
      others.add(thread);
    }
    run(parts.get(0));
    try {
      for (Thread thread : others) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(List<Runnable> step) {
    for (int i = 0; i < steps; i++) {
      for (int part = 0; part < step.size(); part++) {
        step.get(part).run();
      }
    }
  }
}
