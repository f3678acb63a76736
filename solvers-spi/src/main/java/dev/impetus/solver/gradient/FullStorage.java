// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.gradient;

import dev.impetus.solver.SolvePlan;
import dev.impetus.solver.field.Capability;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.MethodInfo;
import java.util.Optional;
import java.util.Set;

/**
 * The exact gradient of the discrete solution with every stage of every accepted step stored
 * ("store all"): the bits of {@link CheckpointedDiscrete}, and nothing is computed twice. The
 * stages of the forward solve are evaluated at linearisations that stay alive, and the backward
 * pass is one vector–Jacobian product a stage.
 *
 * <p>Memory: accepted steps × evaluations of a step × what the field's {@link
 * dev.impetus.solver.field.Linearization} keeps, which is the state for a field that is written by
 * hand, and for a compiled network the inputs of its products and the slopes of its activations
 * besides. It stays allocated for the session's next solve, at the size of the longest. Rejected
 * attempts leave nothing.
 *
 * <p>Explicit methods can do it; those that solve equations, those that are somebody else's, and
 * rows with steps of their own are refused.
 */
public final class FullStorage implements GradientMode {

  private FullStorage() {}

  /** Keeps every stage. */
  public static FullStorage everyStage() {
    return new FullStorage();
  }

  @Override
  public String name() {
    return "full-storage";
  }

  @Override
  public Set<Capability> needs() {
    return Set.of(Capability.VJP);
  }

  @Override
  public Optional<String> refusal(SolvePlan plan) {
    MethodInfo method = plan.method().info();
    if (!plan.method().storesStages()) {
      return Optional.of(
          "full storage keeps the stages of explicit methods, and "
              + method.name()
              + (method.implicit()
                  ? " solves equations for its own, whose factorisations are not kept"
                  : " does not hand its own over")
              + ": take the discrete gradient with every accepted state");
    }
    if (plan.batchPolicy().isPerSample()) {
      return Optional.of(
          "full storage keeps the stages of whole batches, and with batch policy "
              + plan.batchPolicy()
              + " rows that reject an attempt have other stages than those that accept it: take the"
              + " discrete gradient with every accepted state");
    }
    return Optional.empty();
  }

  @Override
  public GradientTape newTape(SolvePlan plan) {
    return new DiscreteTape(plan, like -> new NoStates(), true);
  }

  /** Nothing is repeated, so no state is asked for. */
  private static final class NoStates implements Checkpoints {

    @Override
    public void clear() {}

    @Override
    public void offer(int n, StateVector state) {}

    @Override
    public void beginBackwards() {}

    @Override
    public StateVector reach(int n, Replay replay) {
      return null;
    }

    @Override
    public StateVector atHand(int n) {
      return null;
    }
  }
}
