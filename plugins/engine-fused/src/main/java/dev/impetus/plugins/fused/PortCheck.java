// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import dev.impetus.model.engine.FunctionGraph;
import dev.impetus.model.engine.Port;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.List;

/** Refuses arguments of another number, size or precision than the ports of a function. */
final class PortCheck {

  private final FunctionGraph function;
  private final String what;
  private final List<Port> ports;
  private final boolean optional;
  private final int[] sizes;
  private final Precision precision;

  /**
   * Prepares a check.
   *
   * @param what what messages call the arguments
   * @param optional whether null is an argument
   */
  PortCheck(FunctionGraph function, String what, List<Port> ports, boolean optional) {
    this.function = function;
    this.what = what;
    this.ports = ports;
    this.optional = optional;
    this.sizes = ports.stream().mapToInt(port -> function.batch() * port.size()).toArray();
    this.precision = function.precision();
  }

  void check(StateVector[] arguments) {
    if (arguments.length != sizes.length) {
      throw new IllegalArgumentException(
          "function %s has %d %ss, given are %d"
              .formatted(function.name(), sizes.length, what, arguments.length));
    }
    for (int i = 0; i < sizes.length; i++) {
      StateVector argument = arguments[i];
      if (argument == null
          ? !optional
          : argument.size() != sizes[i] || argument.precision() != precision) {
        throw new IllegalArgumentException(message(i, argument));
      }
    }
  }

  private String message(int index, StateVector argument) {
    return "%s \"%s\" of function %s is %s, given is %s"
        .formatted(
            what,
            ports.get(index).name(),
            function.name(),
            sizes[index] + " numbers of " + precision,
            argument == null ? "null" : argument.size() + " of " + argument.precision());
  }
}
