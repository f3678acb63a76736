// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.gradient;

import dev.impetus.solver.SolvePlan;
import dev.impetus.solver.field.Capability;
import dev.impetus.solver.step.MethodInfo;
import java.util.Optional;
import java.util.Set;

/**
 * The exact gradient of the discrete solution: the chain rule through the accepted steps, each
 * repeated from its accepted state. Step sizes count as constants; rejected steps contribute
 * nothing.
 *
 * <p>Either every accepted state is kept, or at most a number of them, evenly spaced; then the
 * states between two of them are computed again when the backward pass comes to them. Both give the
 * same bits, or with implicit methods the same up to the tolerance of their inner solver. The
 * spacing is doubled whenever the number is exceeded, since the number of steps is not known
 * beforehand; for n steps and c checkpoints at most {@code c + 2n/c} states are alive and each step
 * is taken at most twice more.
 */
public final class CheckpointedDiscrete implements GradientMode {

  private final int checkpoints;

  private CheckpointedDiscrete(int checkpoints) {
    this.checkpoints = checkpoints;
  }

  /** Keeps every accepted state. */
  public static CheckpointedDiscrete everyStep() {
    return new CheckpointedDiscrete(Integer.MAX_VALUE);
  }

  /** Keeps at most so many accepted states. */
  public static CheckpointedDiscrete withCheckpoints(int checkpoints) {
    if (checkpoints < 2) {
      throw new IllegalArgumentException(
          "checkpointing needs at least 2 checkpoints, not " + checkpoints);
    }
    return new CheckpointedDiscrete(checkpoints);
  }

  @Override
  public String name() {
    return "discrete";
  }

  @Override
  public Set<Capability> needs() {
    return Set.of(Capability.VJP);
  }

  @Override
  public Optional<String> refusal(SolvePlan plan) {
    MethodInfo method = plan.method().info();
    if (checkpoints < Integer.MAX_VALUE && method.historyLength() > 0) {
      return Optional.of(
          "discrete gradient with "
              + checkpoints
              + " checkpoints does not fit "
              + method.name()
              + ", whose steps depend on "
              + method.historyLength()
              + " earlier states: keep every step");
    }
    return Optional.empty();
  }

  @Override
  public GradientTape newTape(SolvePlan plan) {
    return new DiscreteTape(plan, checkpoints);
  }
}
