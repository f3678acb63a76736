// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import dev.impetus.kernel.ProductLayout;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;

/**
 * Loops over plain arrays of one floating-point type. Every loop has one index for all of its
 * operands and at most five of them: what C2 vectorises. Operations work on the first {@code count}
 * numbers; an output may be one of the inputs. An object is for one thread.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
interface Arithmetic<A> {

  /** Those of a precision. */
  static Arithmetic<?> of(Precision precision) {
    return switch (precision) {
      case FLOAT32 -> new Float32Arithmetic();
      case FLOAT64 -> new Float64Arithmetic();
    };
  }

  /** The same for one more thread. */
  Arithmetic<A> another();

  /** An array of zeros. */
  A zeros(int size);

  /** {@code count} arrays of zeros. */
  A[] zeros(int count, int size);

  /** Room for {@code count} arrays, without them. */
  A[] places(int count);

  /** One number, widened. */
  double get(A x, int index);

  /** Sets one number. */
  void set(A x, int index, double value);

  /** Sets {@code count} numbers from {@code from} on. */
  void fill(A x, int from, int count, double value);

  /** Copies a stretch. */
  void copy(A source, int from, A target, int to, int count);

  /**
   * Copies the numbers of rows, of which each has {@code width} in {@code source} from column
   * {@code column} on, to {@code width × rows}: a feature's numbers of all rows stand together.
   */
  void gather(StateVector source, int firstRow, int rows, int column, int width, A target);

  /** The other way. */
  void scatter(A source, StateVector target, int firstRow, int rows, int column, int width);

  /** x ← factor · x. */
  void scale(A x, double factor, int count);

  /** y ← y + factor · x. */
  void add(A y, double factor, A x, int count);

  /** out ← a x + b y. */
  void combine(A out, double a, A x, double b, A y, int count);

  /** out ← x · y. */
  void multiply(A out, A x, A y, int count);

  /** out ← out + x · y. */
  void addProduct(A out, A x, A y, int count);

  /** out ← x + w (y - x). */
  void interpolate(A out, A x, A y, A w, int count);

  /** out ← x (y - z) · s (1 - s): a cotangent through a sigmoid gate between y and z. */
  void gateSlope(A out, A x, A y, A z, A s, int count);

  /** out ← x · (1 - w). */
  void multiplyComplement(A out, A x, A w, int count);

  /** x ← σ(x). */
  void sigmoid(A x, int count);

  /** out ← tanh x. */
  void tanh(A out, A x, int count);

  /** x ← max(x, 0). */
  void relu(A x, int count);

  /** out ← x · y · s (1 - s): a cotangent through a sigmoid of value s. */
  void sigmoidSlope(A out, A x, A y, A s, int count);

  /** out ← x · y · (1 - v²): a cotangent through a tanh of value v. */
  void tanhSlope(A out, A x, A y, A v, int count);

  /** out ← out + x · y · (1 - v²). */
  void addTanhSlope(A out, A x, A y, A v, int count);

  /** out ← x where v is positive, else 0: a cotangent through a rectifier of value v. */
  void reluSlope(A out, A x, A v, int count);

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

  /** The sum of x · y. */
  double dot(A x, A y, int count);

  /** Adds, to each row, the sum over features of x². */
  void addRowSquares(A x, double[] sums, int features, int rows);

  /** Makes zeros of denormal numbers. */
  void flush(A x, int count);

  /** Native memory of zeros. */
  Matrix<A> matrix(int size);

  /** C = op(A) op(B) + β C on native memory, from the given positions on. */
  void product(
      ProductLayout layout,
      Matrix<A> a,
      int fromA,
      Matrix<A> b,
      int fromB,
      double beta,
      Matrix<A> c,
      int fromC);

  /** Numbers in native memory, where matrix products find them. */
  interface Matrix<A> extends AutoCloseable {

    /** Copies a stretch of an array to position {@code at}. */
    void put(int at, A source, int from, int count);

    /** Copies a stretch at position {@code at} to an array. */
    void get(int at, A target, int to, int count);

    @Override
    void close();
  }
}
