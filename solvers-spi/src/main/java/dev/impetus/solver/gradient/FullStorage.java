// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.gradient;

import dev.impetus.solver.SolvePlan;
import dev.impetus.solver.field.Capability;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.MethodInfo;
import dev.impetus.solver.step.StageStore;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
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
 * attempts leave nothing. A solve that would need more than {@linkplain #atMost a limit}, unless
 * set half of the largest heap, ends with {@link dev.impetus.solver.SolveStatus#STORAGE_LIMIT}
 * before it takes it. What counts is an estimate: a linearisation that cannot be saved counts as a
 * state, whatever else it keeps, and each session counts for itself.
 *
 * <p>Explicit methods can do it; those that solve equations, those that are somebody else's, and
 * rows with steps of their own are refused.
 */
public final class FullStorage implements GradientMode {

  private final long limit;

  private FullStorage(long limit) {
    this.limit = limit;
  }

  /** Keeps every stage, in at most half of the largest heap. */
  public static FullStorage everyStage() {
    return new FullStorage(Runtime.getRuntime().maxMemory() / 2);
  }

  /**
   * The same with another limit.
   *
   * @param bytes that the stages of a solve may take; those of its first step they take in any case
   */
  public FullStorage atMost(long bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException("full storage needs a limit above 0, not " + bytes);
    }
    return new FullStorage(bytes);
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
    if (method.evaluationsPerStep() < 1) {
      return Optional.of(
          "full storage gives each evaluation of a step its place, and "
              + method.name()
              + " does not say how many a step has: take the discrete gradient with every accepted"
              + " state");
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

  /** What a step takes at least, and how much all may. */
  @Override
  public Optional<String> warning(SolvePlan plan) {
    int evaluations = plan.method().info().evaluationsPerStep();
    int width = plan.field().width();
    long bytes =
        evaluations * StageStore.bytesOfPlace(plan.precision(), (long) plan.rows() * width);
    return Optional.of(
        "full storage keeps at least "
            + bytes
            + " bytes a step, "
            + evaluations
            + " evaluations of "
            + plan.rows()
            + " x "
            + width
            + " numbers and what else the field keeps of each; a solve that would keep more than "
            + mebibytes(limit)
            + " ends without a gradient");
  }

  static String mebibytes(long bytes) {
    return String.format(Locale.ROOT, "%.2f MiB", bytes / 1048576.0);
  }

  @Override
  public GradientTape newTape(SolvePlan plan) {
    return new DiscreteTape(plan, like -> new NoStates(), OptionalLong.of(limit));
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
