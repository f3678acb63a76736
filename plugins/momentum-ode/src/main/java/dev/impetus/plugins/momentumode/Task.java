// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumode;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataSignature;
import java.util.ArrayList;
import java.util.List;

/** What is to be learnt, as the shapes of the data say. */
sealed interface Task {

  /** Numbers in one input. */
  int inputs();

  /** Numbers in one prediction. */
  int outputs();

  /** The shape of the prediction for one sample. */
  List<Integer> shape();

  /** Names of the prediction's columns; may be empty. */
  List<String> columns();

  /**
   * One solve from the inputs: to the end time and then a readout, or through the times of a
   * trajectory.
   *
   * @param start time of the inputs
   * @param times times of the predictions, the last being the end
   * @param trajectory whether the predictions are a trajectory of the inputs' own quantities
   */
  record OneSolve(
      int inputs,
      int outputs,
      List<Integer> shape,
      List<String> columns,
      double start,
      List<Double> times,
      boolean trajectory)
      implements Task {}

  /**
   * A solve after each observation of a sequence.
   *
   * @param steps observations in a sequence
   * @param everyStep whether each of them has a prediction, or the sequence has one
   */
  record Sequence(
      int inputs,
      int outputs,
      List<Integer> shape,
      List<String> columns,
      int steps,
      boolean everyStep)
      implements Task {}

  /**
   * Reads the task off the data.
   *
   * @param reader who asks, for messages
   * @param endTime end of the solve where the data have no times
   * @throws ImpetusException if the data fit none
   */
  static Task of(DataSignature data, String reader, double endTime) {
    DataField inputs = data.require(DataField.INPUTS, reader);
    DataField targets = data.require(DataField.TARGETS, reader);
    List<Integer> shape = new ArrayList<>(targets.shape());
    if (targets.classes() > 0) {
      shape.add(targets.classes());
    }
    List<String> columns = targets.classes() > 0 ? List.of() : targets.columns();
    int rank = inputs.shape().size();
    List<Problem> problems = new ArrayList<>();
    if (inputs.classes() > 0) {
      problems.add(
          problem(
              reader + " reads real numbers",
              "the inputs are class indices or token ids",
              "encode them as numbers, or take an architecture with an embedding"));
    }
    if (rank > 2 || (rank == 2 && !data.times().isEmpty())) {
      problems.add(
          problem(
              reader + " does not fit inputs of the shape " + inputs.shape(),
              data.times().isEmpty()
                  ? "a sample is a vector, or a sequence of vectors"
                  : "data with common times need one initial state as inputs",
              "give inputs of the shape [features], or [steps, features] without common times"));
    }
    if (!problems.isEmpty()) {
      throw new ImpetusException(problems);
    }
    if (!data.times().isEmpty()) {
      return trajectory(data.times(), inputs, shape, columns, reader);
    }
    if (rank == 2) {
      return sequence(data, inputs, shape, columns, reader);
    }
    if (shape.size() > 1) {
      throw misfit(
          reader, shape, inputs, "one vector of inputs gives one vector of targets", "[outputs]");
    }
    return new OneSolve(inputs.width(), product(shape), shape, columns, 0, List.of(endTime), false);
  }

  private static Task trajectory(
      List<Double> times,
      DataField inputs,
      List<Integer> shape,
      List<String> columns,
      String reader) {
    int observed = shape.isEmpty() ? 0 : shape.get(0);
    int missing = times.size() - observed;
    if (shape.size() > 2 || missing < 0 || missing > 1 || missing == times.size()) {
      throw misfit(
          reader,
          shape,
          inputs,
          "the data have " + times.size() + " common times, the first being that of the inputs",
          "[" + (times.size() - 1) + ", outputs] or [" + times.size() + ", outputs]");
    }
    return new OneSolve(
        inputs.width(),
        product(shape.subList(1, shape.size())),
        shape,
        columns,
        times.get(0),
        times.subList(missing, times.size()),
        true);
  }

  private static Task sequence(
      DataSignature data,
      DataField inputs,
      List<Integer> shape,
      List<String> columns,
      String reader) {
    int steps = inputs.shape().get(0);
    boolean everyStep = shape.size() == 2;
    if (shape.size() > 2 || (everyStep && shape.get(0) != steps)) {
      throw misfit(
          reader,
          shape,
          inputs,
          "the inputs have " + steps + " steps",
          "[" + steps + ", outputs] or [outputs]");
    }
    List<Problem> problems = new ArrayList<>();
    for (String name : List.of(DataField.GAPS, DataField.MASK)) {
      data.find(name)
          .filter(field -> field.width() != steps)
          .ifPresent(
              field ->
                  problems.add(
                      problem(
                          "the field \"" + name + "\" has the shape " + field.shape(),
                          "the inputs have " + steps + " steps",
                          "give one number a step")));
    }
    if (!problems.isEmpty()) {
      throw new ImpetusException(problems);
    }
    int outputs = everyStep ? shape.get(1) : product(shape);
    return new Sequence(inputs.shape().get(1), outputs, shape, columns, steps, everyStep);
  }

  private static int product(List<Integer> shape) {
    return shape.stream().reduce(1, Math::multiplyExact);
  }

  private static ImpetusException misfit(
      String reader, List<Integer> shape, DataField inputs, String why, String fitting) {
    return new ImpetusException(
        problem(
            reader
                + " does not fit targets of the shape "
                + shape
                + " for inputs of "
                + inputs.shape(),
            why,
            "give targets of the shape " + fitting));
  }

  private static Problem problem(String what, String why, String fix) {
    return new Problem(ErrorKind.DATA, what, "data", why, fix);
  }
}
