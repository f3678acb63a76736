// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.training;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.model.Parameter;
import dev.impetus.model.ParameterLayout;
import dev.impetus.solver.state.StateVector;
import java.util.List;
import java.util.Optional;

/** Errors of training, with the place in training where they happened. */
public final class TrainingFailure {

  private static final String ADVICE =
      "lower the optimizer's learning-rate, set training.clip-norm, or tighten the solver's tolerances";

  private TrainingFailure() {}

  /**
   * A failure of numbers after the training, as a note beside what else there is.
   *
   * @param what what is missing because of it
   * @throws ImpetusException the error itself if it is of another kind than NUMERICAL
   */
  public static String note(String what, ImpetusException error) {
    if (error.kind() != ErrorKind.NUMERICAL) {
      throw error;
    }
    Problem problem = error.problems().get(0);
    return what + ": " + problem.what() + " (" + problem.where() + "): " + problem.why();
  }

  /** The same error with the place in training before its own. */
  static ImpetusException at(String place, ImpetusException error) {
    List<Problem> problems =
        error.problems().stream()
            .map(
                problem ->
                    new Problem(
                        problem.kind(),
                        problem.what(),
                        problem.where().isEmpty() ? place : place + ": " + problem.where(),
                        problem.why(),
                        problem.fix()))
            .toList();
    // An exception with several problems takes no cause; the first problem alone would lose the
    // others.
    ImpetusException wrapped =
        problems.size() == 1
            ? new ImpetusException(problems.get(0), error)
            : new ImpetusException(problems);
    if (problems.size() > 1) {
      wrapped.addSuppressed(error);
    }
    return wrapped;
  }

  static ImpetusException loss(
      String place,
      double loss,
      StateVector prediction,
      StateVector parameters,
      ParameterLayout layout) {
    Optional<Place> parameter = firstNonFinite(parameters, layout);
    String why;
    if (parameter.isPresent()) {
      why = parameter.get() + " already";
    } else if (prediction.firstNonFiniteRow() >= 0) {
      why =
          "the prediction of row " + prediction.firstNonFiniteRow() + " of the batch is not finite";
    } else {
      why = "prediction and parameters are finite: check the targets";
    }
    return new ImpetusException(
        new Problem(
            ErrorKind.NUMERICAL, "training failed: the loss is " + loss, place, why, ADVICE));
  }

  static ImpetusException gradient(String place, StateVector gradient, ParameterLayout layout) {
    return new ImpetusException(
        new Problem(
            ErrorKind.NUMERICAL,
            "training failed: the gradient is not finite",
            place,
            "that of "
                + firstNonFinite(gradient, layout).map(Place::toString).orElse("no parameter"),
            ADVICE));
  }

  static ImpetusException update(String place, StateVector parameters, ParameterLayout layout) {
    return new ImpetusException(
        new Problem(
            ErrorKind.NUMERICAL,
            "training failed: an update made a parameter infinite or not a number",
            place,
            firstNonFinite(parameters, layout).map(Place::toString).orElse(""),
            ADVICE));
  }

  private static Optional<Place> firstNonFinite(StateVector flat, ParameterLayout layout) {
    for (Parameter parameter : layout.parameters()) {
      for (int i = 0; i < parameter.size(); i++) {
        double value = flat.get(0, parameter.offset() + i);
        if (!Double.isFinite(value)) {
          return Optional.of(new Place(parameter.name(), i, value));
        }
      }
    }
    return Optional.empty();
  }

  private record Place(String parameter, int index, double value) {
    @Override
    public String toString() {
      return "parameter " + parameter + " is " + value + " at position " + index;
    }
  }
}
