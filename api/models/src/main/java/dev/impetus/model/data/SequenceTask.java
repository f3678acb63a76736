// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.model.data;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * What a model of sequences is to learn, as the shapes of the data say: {@code inputs} are token
 * ids [steps] or vectors [steps, features]; {@code targets} are a class or a vector for the whole
 * sequence, or one a step; {@code mask}, if there is one, has a number a step.
 *
 * @param steps steps of a sequence
 * @param features numbers in an input; 1 for tokens
 * @param tokens number of different token ids; 0 for real inputs
 * @param outputs numbers in a prediction
 * @param everyStep whether every step has a prediction
 * @param shape of the prediction for one sample: [outputs], or [steps, outputs]
 * @param columns names of the prediction's columns; may be empty
 */
public record SequenceTask(
    int steps,
    int features,
    int tokens,
    int outputs,
    boolean everyStep,
    List<Integer> shape,
    List<String> columns) {

  /** Copies the lists. */
  public SequenceTask {
    shape = List.copyOf(shape);
    columns = List.copyOf(columns);
  }

  /**
   * Reads the task off the data.
   *
   * @param reader who asks, for messages
   * @throws ImpetusException of kind DATA if the data fit none
   */
  public static SequenceTask of(DataSignature data, String reader) {
    DataField inputs = data.require(DataField.INPUTS, reader);
    DataField targets = data.require(DataField.TARGETS, reader);
    boolean tokens = inputs.classes() > 0;
    int rank = inputs.shape().size();
    if (rank != (tokens ? 1 : 2)) {
      throw misfit(
          reader + " does not fit inputs of the shape " + inputs.shape(),
          tokens ? "a sample of tokens is a sequence of ids" : "a sample is a sequence of vectors",
          tokens
              ? "give inputs of the shape [steps]"
              : "give inputs of the shape [steps, features]");
    }
    int steps = inputs.shape().get(0);
    List<Integer> shape = new ArrayList<>(targets.shape());
    // Class indices stand alone or one a step; real targets are vectors, one or one a step.
    boolean everyStep = shape.size() == (targets.classes() > 0 ? 1 : 2);
    if (targets.classes() > 0) {
      shape.add(targets.classes());
    }
    if (shape.size() > 2 || (everyStep && shape.get(0) != steps)) {
      throw misfit(
          reader + " does not fit targets of the shape " + targets.shape(),
          "the inputs have " + steps + " steps",
          targets.classes() > 0
              ? "give one class, or one a step: [" + steps + "]"
              : "give targets of the shape [outputs] or [" + steps + ", outputs]");
    }
    data.find(DataField.MASK)
        .filter(mask -> mask.width() != steps)
        .ifPresent(
            mask -> {
              throw misfit(
                  "the field \"mask\" has the shape " + mask.shape(),
                  "the inputs have " + steps + " steps",
                  "give one number a step");
            });
    int outputs = shape.stream().skip(everyStep ? 1 : 0).reduce(1, Math::multiplyExact);
    return new SequenceTask(
        steps,
        tokens ? 1 : inputs.shape().get(1),
        inputs.classes(),
        outputs,
        everyStep,
        shape,
        targets.classes() > 0 ? List.of() : targets.columns());
  }

  /**
   * The token id that a number of the inputs stands for.
   *
   * @param value of the field {@code inputs}
   * @param row of the batch, for messages
   * @param step of the sequence, for messages
   * @throws ImpetusException of kind DATA if it is not one of 0 … tokens - 1; a fraction and NaN
   *     are none
   */
  public int token(double value, int row, long step) {
    int id = (int) value;
    if (id != value || id < 0 || id >= tokens) {
      throw new ImpetusException(
          new Problem(
              ErrorKind.DATA,
              "%s is no token".formatted(value == id ? Integer.toString(id) : value),
              "row %d of a batch, step %d of the field \"inputs\"".formatted(row, step),
              "tokens are whole numbers from 0 to " + (tokens - 1),
              "number them from 0 on, and mark padding in the field \"mask\""));
    }
    return id;
  }

  private static ImpetusException misfit(String what, String why, String fix) {
    return new ImpetusException(new Problem(ErrorKind.DATA, what, "data", why, fix));
  }
}
