// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.gradient;

import dev.impetus.solver.SolvePlan;
import dev.impetus.solver.field.Capability;
import dev.impetus.solver.step.MethodInfo;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The exact gradient of the discrete solution: the chain rule through the accepted steps, each
 * repeated from its accepted state. Step sizes count as constants; rejected steps contribute
 * nothing.
 *
 * <p>Either every accepted state is kept, or some of them; then the others are computed again when
 * the backward pass comes to them. All give the same bits, or with implicit methods the same up to
 * the tolerance of their inner solver. With n steps and c states kept
 *
 * <ul>
 *   <li>evenly spaced, the spacing is doubled whenever there would be more, since n is not known
 *       beforehand: at most {@code c + 2n/c} states are alive and a step is taken at most twice
 *       more;
 *   <li>in binomial places at most {@code c + 2} states are alive, and a step is taken at most
 *       {@code r + 1} times more where {@code n <= C(c + r, c)} (Griewank, Walther, "Algorithm 799:
 *       Revolve", ACM TOMS 26, 2000; forwards, where n is not known, as Wang, Moin, Iaccarino, SIAM
 *       J. Sci. Comput. 31, 2009).
 * </ul>
 */
public final class CheckpointedDiscrete implements GradientMode {

  private final int checkpoints;
  private final boolean binomial;

  private CheckpointedDiscrete(int checkpoints, boolean binomial) {
    this.checkpoints = checkpoints;
    this.binomial = binomial;
  }

  /** Keeps every accepted state. */
  public static CheckpointedDiscrete everyStep() {
    return new CheckpointedDiscrete(Integer.MAX_VALUE, false);
  }

  /** Keeps at most so many accepted states. */
  public static CheckpointedDiscrete withCheckpoints(int checkpoints) {
    requireTwo(checkpoints);
    return new CheckpointedDiscrete(checkpoints, false);
  }

  /**
   * Keeps at most so many accepted states at any time, the initial one included and two that move;
   * they are placed anew in the backward pass.
   */
  public static CheckpointedDiscrete binomial(int checkpoints) {
    requireTwo(checkpoints);
    return new CheckpointedDiscrete(checkpoints, true);
  }

  private static void requireTwo(int checkpoints) {
    if (checkpoints < 2) {
      throw new IllegalArgumentException(
          "checkpointing needs at least 2 checkpoints, not " + checkpoints);
    }
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
    return new DiscreteTape(
        plan,
        binomial
            ? like -> new BinomialCheckpoints(checkpoints, like)
            : like -> new EvenCheckpoints(checkpoints, like),
        OptionalLong.empty());
  }
}
