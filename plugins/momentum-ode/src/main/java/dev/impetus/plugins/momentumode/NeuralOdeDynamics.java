// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumode;

import dev.impetus.model.engine.GraphBuilder;
import dev.impetus.solver.state.StateVector;
import java.util.random.RandomGenerator;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The neural ODE, and the augmented one where some positions begin at zero:
 *
 * <pre>{@code h' = f(h[, t]) }</pre>
 *
 * <p>Chen, Rubanova, Bettencourt and Duvenaud, NeurIPS 2018; augmented: Dupont, Doucet and Teh,
 * NeurIPS 2019.
 */
record NeuralOdeDynamics(int positions, Force f) implements Dynamics {

  @Override
  public SDVariable derivative(GraphBuilder graph, SDVariable h, SDVariable t) {
    return f.apply(graph, h, t);
  }

  @Override
  public int stateWidth() {
    return positions;
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
