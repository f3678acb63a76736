// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.stiffneuralode;

import dev.impetus.model.engine.CompiledFunction;
import dev.impetus.model.engine.FunctionGraph;
import dev.impetus.plugins.fused.FusedEngineProvider;
import dev.impetus.solver.state.Precision;
import java.util.Map;
import java.util.Random;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The net 4 → 32 softplus → 4 tanh whose output is scaled, {@code f(y) = scale · tanh(W2
 * softplus(W1 y + b1) + b2)}, the scale being 5 for the two slow numbers and the rate of the data
 * for the fast ones: the larger it is, the stiffer the field may become.
 */
final class ScaledNet {

  private static final int HIDDEN = 32;
  private static final double SLOW = 5;
  private static final int[] SIZES = {4 * HIDDEN, HIDDEN, HIDDEN * 4, 4};

  private ScaledNet() {}

  static CompiledFunction compile(double rate, Precision precision, int batch) {
    FunctionGraph graph =
        FunctionGraph.of(
            "scaled net",
            precision,
            batch,
            g -> {
              SDVariable y = g.input("state", SlowFast.WIDTH);
              SDVariable w1 = g.parameter("w1", SlowFast.WIDTH, HIDDEN);
              SDVariable b1 = g.parameter("b1", HIDDEN);
              SDVariable w2 = g.parameter("w2", HIDDEN, SlowFast.WIDTH);
              SDVariable b2 = g.parameter("b2", SlowFast.WIDTH);
              SDVariable scale =
                  g.constant(Nd4j.createFromArray(SLOW, SLOW, rate, rate).castTo(g.dataType()));
              SDVariable hidden = g.sameDiff().nn().softplus(y.mmul(w1).add(b1));
              SDVariable bounded = g.sameDiff().math().tanh(hidden.mmul(w2).add(b2));
              g.output("slope", bounded.mul(scale), SlowFast.WIDTH);
            });
    FusedEngineProvider engine = new FusedEngineProvider();
    return engine.create(engine.schema().resolve(Map.of(), "engine")).compile(graph);
  }

  /**
   * Weights and biases uniform within ±1/√inputs of their layer, those of the last layer divided by
   * a fifth of the rate: a field that is slow at first.
   */
  static double[] initial(double rate, Random random) {
    double[] parameters = new double[SIZES[0] + SIZES[1] + SIZES[2] + SIZES[3]];
    double last = Math.min(1, 5 / rate) / Math.sqrt(HIDDEN);
    for (int i = 0; i < parameters.length; i++) {
      double bound = i < SIZES[0] + SIZES[1] ? 0.5 : last;
      parameters[i] = bound * (2 * random.nextDouble() - 1);
    }
    return parameters;
  }
}
