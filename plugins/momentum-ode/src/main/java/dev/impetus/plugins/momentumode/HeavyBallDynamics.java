// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumode;

import dev.impetus.model.engine.GraphBuilder;
import dev.impetus.solver.state.StateVector;
import java.util.function.ObjDoubleConsumer;
import java.util.random.RandomGenerator;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The heavy-ball neural ODE, {@code h'' + γ h' = f(h[, t])}:
 *
 * <pre>{@code
 * h' = m
 * m' = -γ m + f(h[, t])        γ = ε σ(w)
 * }</pre>
 *
 * <p>Xia, Suliafu, Ji, Nguyen, Bertozzi, Osher and Wang, Heavy ball neural ordinary differential
 * equations, NeurIPS 2021.
 */
record HeavyBallDynamics(int positions, Force f, Damping damping) implements Dynamics {

  @Override
  public SDVariable derivative(GraphBuilder graph, SDVariable y, SDVariable t) {
    Phase state = Phase.of(graph, y, positions);
    SDVariable force = f.apply(graph, state.h(), t);
    SDVariable gamma = damping.declare(graph);
    return Phase.join(graph, state.m(), force.sub(state.m().mul(gamma)));
  }

  @Override
  public int stateWidth() {
    return 2 * positions;
  }

  @Override
  public boolean timed() {
    return f.timed();
  }

  @Override
  public void initialize(StateVector parameters, RandomGenerator random) {
    f.initialize(parameters, random);
    damping.initialize(parameters, f.parameterCount());
  }

  @Override
  public void measure(StateVector parameters, ObjDoubleConsumer<String> figures) {
    figures.accept("gamma", damping.value(parameters, f.parameterCount()));
  }
}
