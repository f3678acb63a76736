// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import dev.impetus.kernel.Arithmetic;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;

/**
 * The loops of recurrent cells.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
interface CellArithmetic<A> extends Arithmetic<A> {

  /** Those of a precision. */
  static CellArithmetic<?> of(Precision precision) {
    return switch (precision) {
      case FLOAT32 -> new Float32CellArithmetic();
      case FLOAT64 -> new Float64CellArithmetic();
    };
  }

  /**
   * Copies the numbers of rows, of which each has {@code width} in {@code source} from column
   * {@code column} on, to {@code width × rows}: a feature's numbers of all rows stand together.
   */
  void gather(StateVector source, int firstRow, int rows, int column, int width, A target);

  /** The other way. */
  void scatter(A source, StateVector target, int firstRow, int rows, int column, int width);

  /**
   * out ← h / o within ±1, finite where o is 0: tanh c of an LSTM's h = o tanh c, in less time than
   * a tanh takes.
   */
  void quotient(A out, A h, A o, int count);

  /** out ← x + w (y - x). */
  void interpolate(A out, A x, A y, A w, int count);

  /** out ← x (y - z) · s (1 - s): a cotangent through a sigmoid gate between y and z. */
  void gateSlope(A out, A x, A y, A z, A s, int count);

  /** out ← x · (1 - w). */
  void multiplyComplement(A out, A x, A w, int count);

  /** out ← x · y · s (1 - s): a cotangent through a sigmoid of value s. */
  void sigmoidSlope(A out, A x, A y, A s, int count);

  /** out ← x · y · (1 - v²): a cotangent through a tanh of value v. */
  void tanhSlope(A out, A x, A y, A v, int count);

  /** out ← out + x · y · (1 - v²). */
  void addTanhSlope(A out, A x, A y, A v, int count);

  /** out ← sign(z) max(|z| + b, 0): modReLU. */
  void modRelu(A out, A z, A bias, int count);

  /**
   * The cotangent of modReLU's argument, and that of its bias added to {@code biasCotangent}; 0
   * where the value v is 0.
   */
  void modReluSlope(A out, A x, A v, A biasCotangent, int count);

  /** r ← β r + (1 - β) g². */
  void decaySquares(A r, double beta, A g, int count);

  /** out ← v / √(r + ε). */
  void divideByRoot(A out, A v, A r, double epsilon, int count);

  /** out ← out - v x (r + ε)^(-3/2) / 2: the cotangent of r through v / √(r + ε). */
  void addRootSlope(A out, A x, A v, A r, double epsilon, int count);

  /** fresh ← mask · fresh + (1 - mask) · held, exactly one of them. */
  void keep(A fresh, A held, A mask, int count);

  /** Copies a number a row to all of {@code features × rows}. */
  void spread(A perRow, A target, int features, int rows);

  /** Copies a number a feature to all of {@code features × rows}. */
  void spreadFeatures(A perFeature, A target, int features, int rows);

  /** Adds the sum over the rows of each feature of {@code features × rows}. */
  void addRowSums(A x, double[] sums, int features, int rows);

  @Override
  CellArithmetic<A> another();
}
