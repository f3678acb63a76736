// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumode;

import dev.impetus.model.engine.GraphBuilder;
import dev.impetus.solver.state.StateVector;
import java.util.random.RandomGenerator;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The second-order neural ODE, {@code h'' = f(h, h'[, t])}:
 *
 * <pre>{@code
 * h' = v
 * v' = f([h, v][, t])
 * }</pre>
 *
 * <p>Norcliffe, Bodnar, Day, Simidjievski and Liò, NeurIPS 2020.
 */
record SecondOrderDynamics(int positions, Force f) implements Dynamics {

  @Override
  public SDVariable derivative(GraphBuilder graph, SDVariable y, SDVariable t) {
    Phase state = Phase.of(graph, y, positions);
    return Phase.join(graph, state.m(), f.apply(graph, y, t));
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
  }
}
