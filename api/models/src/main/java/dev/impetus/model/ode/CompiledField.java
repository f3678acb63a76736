// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.model.ode;

import dev.impetus.model.engine.CompiledFunction;
import dev.impetus.model.engine.Evaluation;
import dev.impetus.model.engine.FunctionGraph;
import dev.impetus.model.engine.Port;
import dev.impetus.solver.field.Capability;
import dev.impetus.solver.field.FieldTraits;
import dev.impetus.solver.field.Linearization;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import java.util.List;
import java.util.Set;

/**
 * A compiled function as the right-hand side of {@code dy/dt = F(y; θ)} or {@code dy/dt = F(y, t;
 * θ)}.
 *
 * <p>The function has one output. Its first input is the state {@code y}, as wide as the output; a
 * second input, if there is one, is the time {@code t}, one number a row. Each {@link
 * Linearization} is an {@link Evaluation}, so that values and vector–Jacobian products come from
 * the engine:
 *
 * <pre>{@code
 * GraphDefinition decay = graph -> {
 *   SDVariable y = graph.input("state", 3);
 *   graph.output("slope", y.mul(graph.parameter("rate", 3)).neg(), 3);
 * };
 * CompiledFunction function = engine.compile(FunctionGraph.of("decay", Precision.FLOAT64, 8, decay));
 * OdeSession session = solver.newSession(CompiledField.of(function), Precision.FLOAT64, 8);
 * }</pre>
 *
 * <p>States must have the precision and the rows for which the function was compiled. As every
 * field, one object is used by one solve at a time; any number of them may share a function.
 */
public final class CompiledField implements VectorField {

  private final CompiledFunction function;
  private final FieldTraits traits;
  private final int width;
  private final int[] parameterSizes;
  private final int parameterCount;
  private final boolean timed;
  private final StateVector[] inputs;
  private final StateVector[] outputs = new StateVector[1];
  private final StateVector[] outputCotangents = new StateVector[1];
  private final StateVector[] inputCotangents;
  private final Evaluation place;

  private CompiledField(CompiledFunction function, FieldTraits traits) {
    FunctionGraph graph = function.graph();
    List<Port> ports = graph.inputs();
    boolean fits =
        graph.outputs().size() == 1
            && (ports.size() == 1 || (ports.size() == 2 && ports.get(1).size() == 1))
            && ports.get(0).size() == graph.outputs().get(0).size();
    if (!fits) {
      throw new IllegalArgumentException(
          "function "
              + graph.name()
              + " is no vector field: it needs a state, perhaps a time of one number a row, and one"
              + " output as wide as the state, but its inputs are "
              + ports
              + " and its outputs are "
              + graph.outputs());
    }
    this.function = function;
    this.width = ports.get(0).size();
    this.parameterSizes = graph.parameters().stream().mapToInt(Port::size).toArray();
    this.parameterCount = graph.parameterCount();
    this.timed = ports.size() == 2;
    if (timed && traits.autonomous()) {
      throw new IllegalArgumentException(
          "function " + graph.name() + " has a time input, so the field is not autonomous");
    }
    this.traits = traits;
    this.inputs = new StateVector[timed ? 2 : 1];
    this.inputCotangents = new StateVector[inputs.length];
    if (timed) {
      inputs[1] = StateVector.zeros(graph.precision(), graph.batch(), 1);
    }
    this.place = function.newForwardEvaluation();
  }

  /**
   * A field whose rows are independent of each other, and autonomous if the function has no time
   * input.
   *
   * @throws IllegalArgumentException if the function's ports are not those of a field
   */
  public static CompiledField of(CompiledFunction function) {
    boolean autonomous = function.graph().inputs().size() == 1;
    return of(function, new FieldTraits(autonomous, true, false));
  }

  /**
   * A field of which more or less is known: rows that are coupled, as nodes of a graph, or a
   * symmetric Jacobian.
   *
   * @throws IllegalArgumentException if the function's ports are not those of a field, or if it is
   *     said to be autonomous and has a time input
   */
  public static CompiledField of(CompiledFunction function, FieldTraits traits) {
    return new CompiledField(function, traits);
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public void evaluate(RowScalar t, StateVector y, StateVector dy) {
    apply(place, t, y, dy);
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.VJP);
  }

  @Override
  public FieldTraits traits() {
    return traits;
  }

  @Override
  public int[] parameterSizes() {
    return parameterSizes.clone();
  }

  @Override
  public int parameterCount() {
    return parameterCount;
  }

  @Override
  public Linearization newLinearization() {
    return new CompiledLinearization();
  }

  private void apply(Evaluation evaluation, RowScalar t, StateVector y, StateVector dy) {
    FunctionGraph graph = function.graph();
    if (y.rows() != graph.batch() || y.width() != width || y.precision() != graph.precision()) {
      throw new IllegalArgumentException(
          "function %s is compiled for %d × %d of %s, but the state is %d × %d of %s"
              .formatted(
                  graph.name(),
                  graph.batch(),
                  width,
                  graph.precision(),
                  y.rows(),
                  y.width(),
                  y.precision()));
    }
    inputs[0] = y;
    outputs[0] = dy;
    if (timed && t.isShared()) {
      inputs[1].fill(t.get(0));
    } else if (timed) {
      for (int row = 0; row < y.rows(); row++) {
        inputs[1].set(row, 0, t.get(row));
      }
    }
    evaluation.apply(inputs, outputs);
  }

  private final class CompiledLinearization implements Linearization {

    private final Evaluation point = function.newEvaluation();

    @Override
    public void evaluate(RowScalar t, StateVector y, StateVector dy) {
      // A stepper overwrites its stage vectors before it asks for the derivative here, and may:
      // the evaluation keeps what it needs.
      apply(point, t, y, dy);
    }

    @Override
    public void vjp(
        StateVector cotangent, StateVector stateCotangent, StateVector parameterCotangent) {
      outputCotangents[0] = cotangent;
      inputCotangents[0] = stateCotangent;
      point.vjp(outputCotangents, inputCotangents, parameterCotangent);
    }

    @Override
    public int savedSize() {
      return point.savedSize();
    }

    @Override
    public void save(StateVector record) {
      point.save(record);
    }

    @Override
    public void restore(StateVector record) {
      point.restore(record);
    }
  }
}
