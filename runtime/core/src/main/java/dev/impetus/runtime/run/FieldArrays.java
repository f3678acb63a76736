// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.run;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.api.error.Suggestions;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.Scaling;
import dev.impetus.solver.state.Precision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * ND4J arrays into fields of a batch, and predictions into ND4J arrays, with or without scaling.
 */
final class FieldArrays {

  private final DataShape data;
  private final DataField prediction;
  private final Precision precision;

  FieldArrays(DataShape data, DataField prediction, Precision precision) {
    this.data = data;
    this.prediction = prediction;
    this.precision = precision;
  }

  /**
   * The numbers of every field but the targets, row-major.
   *
   * @throws ImpetusException of kind DATA with everything that does not fit
   */
  Map<String, double[]> read(Map<String, INDArray> arrays, boolean originalUnits) {
    List<Problem> problems = new ArrayList<>();
    Map<String, double[]> numbers = new LinkedHashMap<>();
    List<String> names = data.fields().stream().map(DataField::name).toList();
    for (String name : arrays.keySet()) {
      if (!names.contains(name)) {
        problems.add(
            problem(
                "the model has no field \"" + name + "\"",
                "it was given for prediction",
                Suggestions.didYouMean(name, names, "fields")));
      }
    }
    int rows = arrays.isEmpty() ? 0 : rows(arrays);
    for (DataField field : data.fields()) {
      INDArray array = arrays.get(field.name());
      if (array != null) {
        check(field, array, rows, problems);
        numbers.put(field.name(), scaled(field, array, originalUnits));
      } else if (field.name().equals(DataField.MASK)
          || field.name().equals(DataField.TARGET_MASK)) {
        double[] ones = new double[Math.multiplyExact(rows, field.width())];
        Arrays.fill(ones, 1);
        numbers.put(field.name(), ones);
      } else if (!field.name().equals(DataField.TARGETS)) {
        problems.add(
            problem(
                "the field \"" + field.name() + "\" is missing",
                "the model predicts from it",
                "give an array of shape rows × " + field.shape()));
      }
    }
    if (!problems.isEmpty()) {
      throw new ImpetusException(problems);
    }
    return numbers;
  }

  int rows(Map<String, INDArray> arrays) {
    return Math.toIntExact(arrays.values().iterator().next().size(0));
  }

  private static void check(DataField field, INDArray array, int rows, List<Problem> problems) {
    List<Long> wanted = new ArrayList<>(List.of((long) rows));
    field.shape().forEach(dimension -> wanted.add((long) dimension));
    List<Long> given = Arrays.stream(array.shape()).boxed().toList();
    if (!given.equals(wanted)) {
      problems.add(
          problem(
              "the array of field \"" + field.name() + "\" has the wrong shape",
              "it is " + given + ", but has to be " + wanted,
              "give all fields the same number of rows, and a sample the shape " + field.shape()));
    }
  }

  private double[] scaled(DataField field, INDArray array, boolean originalUnits) {
    double[] numbers = array.castTo(DataType.DOUBLE).dup('c').data().asDouble();
    Scaling scaling = data.scalings().get(field.name());
    if (originalUnits && scaling != null) {
      int columns = scaling.offsets().size();
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = scaling.toScaled(i % columns, numbers[i]);
      }
    }
    return numbers;
  }

  /**
   * The scaling of the targets, if the prediction's last dimension has their columns.
   *
   * @throws ImpetusException of kind DATA if it has others
   */
  Optional<Scaling> predictionScaling() {
    Scaling scaling = data.scalings().get(DataField.TARGETS);
    if (scaling == null) {
      return Optional.empty();
    }
    List<Integer> shape = prediction.shape();
    int last = shape.isEmpty() ? 1 : shape.get(shape.size() - 1);
    if (scaling.offsets().size() != last) {
      throw new ImpetusException(
          problem(
              "predictions cannot be given in the data's own units",
              "the targets were scaled in "
                  + scaling.offsets().size()
                  + " columns, but the prediction has "
                  + last,
              "ask for scaled predictions, or train with data that are not scaled"));
    }
    return Optional.of(scaling);
  }

  /** Predictions as an array, rows × shape of the prediction. */
  INDArray write(double[] numbers, int rows, boolean originalUnits) {
    Optional<Scaling> scaling = originalUnits ? predictionScaling() : Optional.empty();
    if (scaling.isPresent()) {
      int columns = scaling.get().offsets().size();
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = scaling.get().toOriginal(i % columns, numbers[i]);
      }
    }
    List<Integer> shape = prediction.shape();
    long[] dimensions = new long[shape.size() + 1];
    dimensions[0] = rows;
    for (int i = 0; i < shape.size(); i++) {
      dimensions[i + 1] = shape.get(i);
    }
    INDArray array = Nd4j.create(numbers, dimensions, 'c');
    return precision == Precision.FLOAT32 ? array.castTo(DataType.FLOAT) : array;
  }

  private static Problem problem(String what, String why, String fix) {
    return new Problem(ErrorKind.DATA, what, "prediction", why, fix);
  }
}
