// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.kernel;

/**
 * Loops over plain arrays of one floating-point type, so that what is built of them is written once
 * for both. Every loop has one index for all of its operands and at most five of them: what C2
 * vectorises. Operations work on the first {@code count} numbers; an output may be one of the
 * inputs. An object is for one thread. A caller that needs more loops extends the interface and its
 * two classes.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public interface Arithmetic<A> {

  /**
   * An object of the same kind for one more thread, which shares no work space with this one. What
   * extends the two classes overrides it to return its own kind.
   */
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

  /** x ← σ(x). */
  void sigmoid(A x, int count);

  /** x ← σ(x), as exact as what gates multiply needs it: {@link Float32Functions#gate}. */
  void gate(A x, int count);

  /** out ← tanh x. */
  void tanh(A out, A x, int count);

  /** x ← max(x, 0). */
  void relu(A x, int count);

  /** out ← x where v is positive, else 0: a cotangent through a rectifier of value v. */
  void reluSlope(A out, A x, A v, int count);

  /** The sum of x · y. */
  double dot(A x, A y, int count);

  /** Makes zeros of denormal numbers. */
  void flush(A x, int count);

  /** Native memory of zeros. */
  NativeArray<A> matrix(int size);

  /** C = op(A) op(B) + β C on native memory, from the given positions on. */
  void product(
      ProductLayout layout,
      NativeArray<A> a,
      int fromA,
      NativeArray<A> b,
      int fromB,
      double beta,
      NativeArray<A> c,
      int fromC);
}
