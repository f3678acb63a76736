// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks.workloads;

import dev.impetus.examples.benchmarks.measure.Workload;
import java.util.List;

/**
 * The workloads, in the order of the tables. A new one is a class here and a function in each
 * Python peer.
 */
public final class AllWorkloads {

  private AllWorkloads() {}

  /** All of them. */
  public static List<Workload> list() {
    return List.of(
        new MachineLimits(),
        new DenseNetEvaluation(),
        new VanDerPol(),
        new SmallNeuralOde(),
        new SpiralFit(),
        new OscillatorFit(),
        new LotkaVolterra(),
        new Diffusion(),
        new Robertson(),
        new NestedDiscs(),
        new LongSpiral(),
        new CausalAttention(),
        new PixelSequences());
  }
}
