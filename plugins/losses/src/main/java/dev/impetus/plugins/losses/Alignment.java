// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.losses;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataSignature;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the entries of one array of a sample find their partners in another.
 *
 * @param partners position in the other array, one for each entry of the first
 */
record Alignment(int[] partners) {

  /**
   * Stretches targets to the shape of the prediction: from the right, dimensions are equal or the
   * target's is 1 or missing (NumPy's rule). Shapes that differ only in dimensions of 1 are taken
   * as equal, so that 32 targets do not silently become a 32 × 32 comparison with predictions of
   * shape [32, 1].
   *
   * @throws ImpetusException of kind DATA if the shapes do not fit
   */
  static Alignment ofTargets(DataSignature data, DataField prediction, String reader) {
    DataField targets = data.require(DataField.TARGETS, reader);
    List<Integer> wanted = prediction.shape();
    if (withoutOnes(wanted).equals(withoutOnes(targets.shape()))) {
      return identity(prediction.width());
    }
    List<Integer> given = targets.shape();
    int missing = wanted.size() - given.size();
    for (int i = 0; i < given.size(); i++) {
      if (missing < 0 || (given.get(i) != 1 && !given.get(i).equals(wanted.get(missing + i)))) {
        throw misfit(reader, prediction, targets);
      }
    }
    return new Alignment(stretch(wanted, given));
  }

  /**
   * Assigns class indices to groups of scores: the targets have the prediction's shape without its
   * last dimension.
   *
   * @throws ImpetusException of kind DATA if the shapes or the number of classes do not fit
   */
  static Alignment ofClasses(DataSignature data, DataField prediction, String reader) {
    DataField targets = data.require(DataField.TARGETS, reader);
    List<Integer> shape = prediction.shape();
    if (targets.classes() == 0) {
      throw new ImpetusException(
          new Problem(
              ErrorKind.DATA,
              reader + " needs class indices as targets",
              "data",
              "the targets of shape " + targets.shape() + " are real numbers",
              "choose data with classes, or a regression loss"));
    }
    if (shape.isEmpty()
        || shape.get(shape.size() - 1) != targets.classes()
        || !withoutOnes(shape.subList(0, shape.size() - 1)).equals(withoutOnes(targets.shape()))) {
      throw new ImpetusException(
          new Problem(
              ErrorKind.DATA,
              reader + " does not fit the model's prediction",
              "loss or metrics",
              "the targets are of "
                  + targets.classes()
                  + " classes and shape "
                  + targets.shape()
                  + ", but the prediction has the shape "
                  + shape,
              "let the model predict one score a class, classes last"));
    }
    return identity(prediction.width() / targets.classes());
  }

  /**
   * Finds the time step of each entry: the mask's shape has to be the beginning of {@code shape}.
   *
   * @return null if it is not
   */
  static Alignment ofMask(DataField mask, List<Integer> shape) {
    int depth = mask.shape().size();
    if (depth == 0 || depth > shape.size() || !shape.subList(0, depth).equals(mask.shape())) {
      return null;
    }
    int width = shape.stream().reduce(1, Math::multiplyExact);
    int repeats = width / mask.width();
    int[] partners = new int[width];
    for (int i = 0; i < width; i++) {
      partners[i] = i / repeats;
    }
    return new Alignment(partners);
  }

  int size() {
    return partners.length;
  }

  private static Alignment identity(int width) {
    int[] partners = new int[width];
    for (int i = 0; i < width; i++) {
      partners[i] = i;
    }
    return new Alignment(partners);
  }

  private static int[] stretch(List<Integer> wanted, List<Integer> given) {
    int width = wanted.stream().reduce(1, Math::multiplyExact);
    int[] partners = new int[width];
    for (int entry = 0; entry < width; entry++) {
      int rest = entry;
      int stride = 1;
      for (int i = given.size() - 1; i >= 0; i--) {
        int dimension = wanted.get(wanted.size() - given.size() + i);
        if (given.get(i) != 1) {
          partners[entry] += stride * (rest % dimension);
        }
        stride *= given.get(i);
        rest /= dimension;
      }
    }
    return partners;
  }

  private static List<Integer> withoutOnes(List<Integer> shape) {
    List<Integer> rest = new ArrayList<>(shape);
    rest.removeIf(dimension -> dimension == 1);
    return rest;
  }

  private static ImpetusException misfit(String reader, DataField prediction, DataField targets) {
    return new ImpetusException(
        new Problem(
            ErrorKind.DATA,
            reader + " cannot compare prediction and targets",
            "loss or metrics",
            "a prediction has the shape "
                + prediction.shape()
                + ", but the targets have "
                + targets.shape(),
            "change the model's output or the data's targets so that the shapes agree"));
  }
}
