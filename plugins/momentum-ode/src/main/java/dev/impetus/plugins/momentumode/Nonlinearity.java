// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumode;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** A function of each number on its own, as nodes of a graph. */
@FunctionalInterface
interface Nonlinearity {

  /** The names that {@link #activation} knows. */
  List<String> ACTIVATIONS = List.of("elu", "relu", "tanh", "softplus", "none");

  /** The names that {@link #saturation} knows. */
  List<String> SATURATIONS = List.of("tanh", "identity", "hardtanh");

  /** Adds the function of {@code x} to the graph. */
  SDVariable apply(SameDiff graph, SDVariable x);

  /** What stands between the layers of a dense net; {@code none} makes the net linear. */
  static Nonlinearity activation(String name) {
    return switch (name) {
      case "elu" -> (graph, x) -> graph.nn().elu(x);
      case "relu" -> (graph, x) -> graph.nn().relu(x, 0);
      case "tanh" -> (graph, x) -> graph.math().tanh(x);
      case "softplus" -> (graph, x) -> graph.nn().softplus(x);
      case "none" -> (graph, x) -> x;
      default -> throw new IllegalArgumentException("no activation is called " + name);
    };
  }

  /**
   * A function with values in {@code [-bound, bound]} that is {@code x} near 0: {@code tanh} is the
   * smooth {@code bound · tanh(x / bound)}, {@code hardtanh} cuts off, {@code identity} does
   * nothing.
   */
  static Nonlinearity saturation(String name, double bound) {
    return switch (name) {
      case "tanh" ->
          (graph, x) ->
              bound == 1 ? graph.math().tanh(x) : graph.math().tanh(x.div(bound)).mul(bound);
      case "hardtanh" -> (graph, x) -> graph.math().clipByValue(x, -bound, bound);
      case "identity" -> (graph, x) -> x;
      default -> throw new IllegalArgumentException("no saturation is called " + name);
    };
  }
}
