// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.api.error;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The exception that Impetus and its plugins throw for everything that somebody outside can mend.
 * It carries every problem found, not only the first.
 *
 * <p>Arguments that only a programming error can make wrong are refused with {@link
 * IllegalArgumentException} instead.
 */
public final class ImpetusException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /** One problem without a deeper cause. */
  public ImpetusException(Problem problem) {
    this(List.of(problem), null);
  }

  /** One problem and the exception that revealed it. */
  public ImpetusException(Problem problem, Throwable cause) {
    this(List.of(problem), cause);
  }

  /** Several problems found together; {@code problems} must not be empty. */
  public ImpetusException(List<Problem> problems) {
    this(problems, null);
  }

  private ImpetusException(List<Problem> problems, Throwable cause) {
    super(message(problems), cause);
    this.problems = List.copyOf(problems);
  }

  /** All problems, at least one, in the order in which they were found. */
  public List<Problem> problems() {
    return problems;
  }

  /** The kind of the first problem. */
  public ErrorKind kind() {
    return problems.get(0).kind();
  }

  private static String message(List<Problem> problems) {
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("an ImpetusException needs at least one problem");
    }
    return problems.stream().map(Problem::oneLine).collect(Collectors.joining("\n"));
  }
}
