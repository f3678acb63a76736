// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.event;

import dev.impetus.solver.state.StateVector;
import java.util.Objects;

/**
 * Watches the sign of a function {@code g(t, y)} along the solution, row by row.
 *
 * @param name what people call it
 * @param function the function
 * @param direction which sign changes count, in the direction of integration
 * @param terminal whether the solve stops there
 * @param interiorSamples places inside a step at which the sign is also looked at, to find two
 *     crossings in one step; 0 looks at step ends only
 */
public record EventDetector(
    String name, Function function, Direction direction, boolean terminal, int interiorSamples) {

  /** Checks that nothing is missing. */
  public EventDetector {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(function, "function");
    Objects.requireNonNull(direction, "direction");
    if (interiorSamples < 0) {
      throw new IllegalArgumentException(
          "interiorSamples is " + interiorSamples + ", but must be >= 0");
    }
  }

  /** An event that ends the solve at any sign change. */
  public static EventDetector terminal(String name, Function function) {
    return new EventDetector(name, function, Direction.ANY, true, 0);
  }

  /** An event that is noted and passed. */
  public static EventDetector passing(String name, Function function) {
    return new EventDetector(name, function, Direction.ANY, false, 0);
  }

  /** The same event for sign changes of one direction only. */
  public EventDetector in(Direction newDirection) {
    return new EventDetector(name, function, newDirection, terminal, interiorSamples);
  }

  /** The same event, looked at also at so many places inside each step. */
  public EventDetector withInteriorSamples(int samples) {
    return new EventDetector(name, function, direction, terminal, samples);
  }

  /** Which sign changes count. */
  public enum Direction {
    /** From negative to positive. */
    RISING,
    /** From positive to negative. */
    FALLING,
    /** Both. */
    ANY
  }

  /** A continuous function whose zeros are the events. */
  @FunctionalInterface
  public interface Function {
    /**
     * The value for one row. Where rows have their own steps the other rows of {@code y} belong to
     * other times and mean nothing.
     */
    double value(double t, StateVector y, int row);
  }
}
