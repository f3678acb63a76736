// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumode;

import dev.impetus.model.engine.GraphBuilder;
import dev.impetus.solver.state.StateVector;
import java.util.function.ObjDoubleConsumer;
import java.util.random.RandomGenerator;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The generalised heavy-ball neural ODE, whose velocity saturates and whose position is pulled
 * back:
 *
 * <pre>{@code
 * h' = act(m)
 * m' = -γ m + f(h[, t]) - ξ h        γ = ε σ(w),  ξ = log(1 + exp(c)) or fixed
 * }</pre>
 *
 * <p>Xia, Suliafu, Ji, Nguyen, Bertozzi, Osher and Wang, Heavy ball neural ordinary differential
 * equations, NeurIPS 2021.
 */
record GeneralizedHeavyBallDynamics(
    int positions, Force f, Damping damping, Stiffness stiffness, Nonlinearity act)
    implements Dynamics {

  @Override
  public SDVariable derivative(GraphBuilder graph, SDVariable y, SDVariable t) {
    Phase state = Phase.of(graph, y, positions);
    SDVariable force = f.apply(graph, state.h(), t);
    SDVariable gamma = damping.declare(graph);
    SDVariable xi = stiffness.declare(graph);
    return Phase.join(
        graph,
        act.apply(graph.sameDiff(), state.m()),
        force.sub(state.m().mul(gamma)).sub(state.h().mul(xi)));
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
    stiffness.initialize(parameters, damping.initialize(parameters, f.parameterCount()));
  }

  @Override
  public void measure(StateVector parameters, ObjDoubleConsumer<String> figures) {
    figures.accept("gamma", damping.value(parameters, f.parameterCount()));
    figures.accept("xi", stiffness.value(parameters, damping.next(f.parameterCount())));
  }
}
