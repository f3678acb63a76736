// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import dev.impetus.model.engine.Port;
import dev.impetus.solver.state.StateVector;
import java.util.ArrayList;
import java.util.List;

/**
 * Which drive a layer has, with its scalars, fixed or learnt. Learnt μ and β are logistic functions
 * of what is learnt, so that they stay between 0 and 1.
 *
 * @param kind the rule
 * @param mu momentum
 * @param stepSize s, the factor of the input
 * @param beta decay of the squares
 * @param epsilon what is added to them
 * @param restart steps after which Nesterov's rule begins anew; 0 for never; -1 for constant μ
 * @param learned whether μ, s and β are learnt where the rule has them
 */
record DriveChoice(
    Kind kind,
    double mu,
    double stepSize,
    double beta,
    double epsilon,
    int restart,
    boolean learned) {

  /** The rules. */
  enum Kind {
    /** {@link FilteredDrive}. */
    FILTERED,
    /** {@link AdaptiveDrive}. */
    ADAPTIVE,
    /** {@link ExtrapolatedDrive}. */
    EXTRAPOLATED
  }

  /** Inputs enter as they are. */
  static final DriveChoice PLAIN = new DriveChoice(Kind.FILTERED, 0, 1, 0, 0, -1, false);

  DriveScalars newScalars() {
    return new DriveScalars(mu, stepSize, beta, epsilon, restart);
  }

  /** Steps that a sequence may have. */
  long stepLimit() {
    // An extrapolated drive counts them in arrays, which may be of float32.
    return kind == Kind.EXTRAPOLATED ? 1L << 24 : Integer.MAX_VALUE;
  }

  /** The learnt scalars. */
  List<Port> ports() {
    List<Port> ports = new ArrayList<>();
    if (learned) {
      if (restart < 0 && mu > 0) {
        ports.add(new Port("mu-logit", List.of()));
      }
      ports.add(new Port("step-size", List.of()));
      if (kind == Kind.ADAPTIVE) {
        ports.add(new Port("beta-logit", List.of()));
      }
    }
    return ports;
  }

  void initialize(StateVector own, int offset) {
    int at = offset;
    for (Port port : ports()) {
      own.set(
          0,
          at++,
          switch (port.name()) {
            case "mu-logit" -> logit(mu);
            case "beta-logit" -> logit(beta);
            default -> stepSize;
          });
    }
  }

  private static double logit(double p) {
    return Math.log(p / (1 - p));
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** Takes over learnt values. */
  void set(DriveScalars scalars, double[] values, int offset) {
    double newMu = mu;
    double newStepSize = stepSize;
    double newBeta = beta;
    int at = offset;
    for (Port port : ports()) {
      double value = values[at++];
      switch (port.name()) {
        case "mu-logit" -> newMu = sigmoid(value);
        case "beta-logit" -> newBeta = sigmoid(value);
        default -> newStepSize = value;
      }
    }
    scalars.set(newMu, newStepSize, newBeta);
  }

  /** Adds the cotangents of what is learnt. */
  void addCotangents(double[] ofScalars, double[] values, double[] cotangent, int offset) {
    int at = offset;
    for (Port port : ports()) {
      double slope = sigmoid(values[at]) * (1 - sigmoid(values[at]));
      cotangent[at++] +=
          switch (port.name()) {
            case "mu-logit" -> slope * ofScalars[0];
            case "beta-logit" -> slope * ofScalars[2];
            default -> ofScalars[1];
          };
    }
  }

  /** A drive for a block of rows. */
  <A> Drive<A> newDrive(
      CellArithmetic<A> on,
      LayerShape shape,
      int rows,
      int slots,
      DriveScalars scalars,
      StepProducts<A> products) {
    return switch (kind) {
      case FILTERED -> new FilteredDrive<>(on, shape, rows, slots, scalars, learned, products);
      case ADAPTIVE -> new AdaptiveDrive<>(on, shape, rows, slots, scalars, learned, products);
      case EXTRAPOLATED -> {
        DriveScalars minus = new DriveScalars(0, -stepSize, 0, 0, -1);
        yield new ExtrapolatedDrive<>(
            on,
            shape,
            rows,
            slots,
            new FilteredDrive<>(on, shape, rows, slots, minus, false, products),
            scalars);
      }
    };
  }
}
