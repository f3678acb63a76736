// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumode;

import dev.impetus.api.config.ConfigView;
import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.model.Model;
import dev.impetus.model.ModelContext;
import dev.impetus.model.data.DataField;
import dev.impetus.model.engine.GraphBuilder;
import dev.impetus.model.engine.GraphDefinition;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Puts a model together for a task: its parts are field, velocity net, update net and readout, in
 * this order.
 */
final class ModelAssembly {

  private final OdeArchitecture architecture;
  private final ConfigView config;
  private final ModelContext context;
  private final Precision precision;
  private final OdeSolver solver;
  private final List<Part> parts = new ArrayList<>();

  ModelAssembly(OdeArchitecture architecture, ConfigView config, ModelContext context) {
    this.architecture = architecture;
    this.config = config;
    this.context = context;
    precision = context.precision();
    solver = context.solver();
  }

  Model assemble(Task task) {
    return task instanceof Task.Sequence sequence
        ? assemble(sequence)
        : assemble((Task.OneSolve) task);
  }

  private Model assemble(Task.OneSolve task) {
    String velocity = architecture.secondOrder() ? config.get(OdeOptions.INITIAL_VELOCITY) : "none";
    if (velocity.equals("given") && task.inputs() % 2 != 0) {
      throw refusal(
          "initial-velocity",
          "the second half of the inputs is to be the velocity, but there are " + task.inputs(),
          "give positions and as many velocities, or take learned or zero");
    }
    int observed = velocity.equals("given") ? task.inputs() / 2 : task.inputs();
    Dynamics dynamics = architecture.dynamics(config, observed + architecture.augmented(config));
    Part field = part("field", dynamics.graph(), dynamics::initialize);
    Part velocityNet = null;
    if (velocity.equals("learned")) {
      DenseNet net = OdeOptions.velocity(config, task.inputs(), dynamics.positions());
      velocityNet =
          part(
              "velocity",
              InitialState.velocityGraph(net, task.inputs(), dynamics.positions()),
              net::initialize);
    }
    boolean ownWidth = task.trajectory() && task.outputs() == observed;
    Readout readout = readout(task, dynamics, task.times().size(), ownWidth);
    Components components = new Components(dynamics, field, readout);
    InitialState initial =
        new InitialState(task.inputs(), dynamics.positions(), dynamics.stateWidth(), velocityNet);
    return new OdeModel(
        placed(),
        prediction(task),
        rows -> new OneSolvePass(components, task, initial, solver, precision, rows));
  }

  private Model assemble(Task.Sequence task) {
    Dynamics dynamics =
        architecture.dynamics(
            config, config.getInt(OdeOptions.WIDTH) + architecture.augmented(config));
    Part field = part("field", dynamics.graph(), dynamics::initialize);
    int width = dynamics.stateWidth();
    DenseNet net =
        DenseNet.of(
            width + task.inputs(),
            config.get(OdeOptions.UPDATE_HIDDEN),
            width,
            Nonlinearity.activation("tanh"));
    Part update =
        part("update", graph -> declareUpdate(graph, net, width, task.inputs()), net::initialize);
    Readout readout = readout(task, dynamics, task.everyStep() ? task.steps() : 1, false);
    Components components = new Components(dynamics, field, readout);
    boolean updateFirst = config.get(OdeOptions.ORDER).equals("update-first");
    return new OdeModel(
        placed(),
        prediction(task),
        rows -> new SequencePass(components, task, update, updateFirst, solver, precision, rows));
  }

  /** G(z, x) = net([z | x]), plus z with the skip connection. */
  private void declareUpdate(GraphBuilder graph, DenseNet net, int width, int inputs) {
    SDVariable z = graph.input("state", width);
    SDVariable x = graph.input("inputs", inputs);
    SDVariable change = net.apply(graph, graph.sameDiff().concat(1, z, x));
    graph.output("updated", config.get(OdeOptions.SKIP) ? z.add(change) : change, width);
  }

  private Readout readout(Task task, Dynamics dynamics, int places, boolean ownWidth) {
    String kind = config.get(OdeOptions.READOUT);
    boolean linear = kind.equals("linear") || (kind.equals("auto") && !ownWidth);
    if (!linear && task.outputs() > dynamics.positions()) {
      throw refusal(
          "readout",
          "%d numbers are to be predicted from %d positions"
              .formatted(task.outputs(), dynamics.positions()),
          "take a linear readout");
    }
    if (!linear && config.find(OdeOptions.READOUT_CLAMP).isPresent()) {
      throw refusal(
          "readout-clamp",
          "the positions themselves are the prediction",
          "leave it out, or take a linear readout");
    }
    Part layer = null;
    if (linear) {
      DenseNet net =
          DenseNet.of(
              dynamics.positions(), List.of(), task.outputs(), Nonlinearity.activation("none"));
      double clamp = config.find(OdeOptions.READOUT_CLAMP).orElse(Double.POSITIVE_INFINITY);
      layer =
          part(
              "readout",
              Readout.graph(net, dynamics.positions(), task.outputs(), clamp),
              net::initialize);
    }
    return new Readout(dynamics.positions(), task.outputs(), places, layer);
  }

  private Part part(
      String name, GraphDefinition graph, BiConsumer<StateVector, RandomGenerator> initializer) {
    Part part = new Part(name, context.engine(), precision, graph, initializer);
    parts.add(part);
    return part;
  }

  private Parts placed() {
    return new Parts(parts, architecture.inert(config));
  }

  private static DataField prediction(Task task) {
    return new DataField("prediction", task.shape(), 0, task.columns());
  }

  private static ImpetusException refusal(String option, String why, String fix) {
    return new ImpetusException(
        new Problem(
            ErrorKind.CONFIGURATION,
            "option \"" + option + "\" does not fit the data",
            "model." + option,
            why,
            fix));
  }
}
