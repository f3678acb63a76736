// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.problem;

import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.state.StateVector;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * An initial value problem {@code y' = f(t, y), y(t0) = y0} on an interval, and what is known of
 * its solution: a closed form, values at the end that were computed once with great care, or
 * nothing. A value; its fields are made anew on demand, since a field may keep work arrays.
 *
 * <p>The scale of a component is the magnitude below which nobody asks for relative accuracy: 1 by
 * default, very small where components are (Robertson's reaction has one of 1e-13). Errors are
 * measured relative to {@code scale + |y|}, as in the {@code mescd} of the Bari test set for IVP
 * solvers (Mazzia, Magherini, 2008).
 */
public final class OdeProblem {

  private final String id;
  private final String title;
  private final String source;
  private final Supplier<VectorField> field;
  private final double t0;
  private final double end;
  private final double[] initial;
  private final List<String> components;
  private final boolean stiff;
  private final DoubleFunction<double[]> exact;
  private final double[] reference;
  private final int digits;
  private final double[] scale;
  private final ToDoubleFunction<double[]> energy;

  OdeProblem(OdeProblemBuilder builder) {
    id = builder.id;
    title = builder.title;
    source = builder.source;
    field = builder.field;
    t0 = builder.t0;
    end = builder.end;
    initial = builder.initial;
    components = builder.components;
    stiff = builder.stiff;
    exact = builder.exact;
    reference = builder.reference;
    digits = builder.digits;
    scale = builder.scale;
    energy = builder.energy;
  }

  /**
   * Begins a problem.
   *
   * @param id lower-case words and numbers with hyphens
   * @param title what people call it
   */
  public static OdeProblemBuilder named(String id, String title) {
    return new OdeProblemBuilder(id, title);
  }

  /** The same problem, to be changed. */
  public OdeProblemBuilder toBuilder() {
    OdeProblemBuilder builder = new OdeProblemBuilder(id, title);
    builder.source = source;
    builder.field = field;
    builder.t0 = t0;
    builder.end = end;
    builder.initial = initial;
    builder.components = components;
    builder.stiff = stiff;
    builder.exact = exact;
    builder.reference = reference;
    builder.digits = digits;
    builder.scale = scale;
    builder.energy = energy;
    return builder;
  }

  /**
   * The same equation, solution and start on an interval that ends elsewhere.
   *
   * @throws IllegalStateException if the solution is not known in closed form
   */
  public OdeProblem until(double newEnd) {
    requireExact();
    return toBuilder().interval(t0, newEnd).build();
  }

  /**
   * The same equation and start on an interval that ends elsewhere. A solution in closed form is
   * known there as well, a state at the old end is not.
   */
  public OdeProblem endingAt(double newEnd) {
    if (newEnd == end) {
      return this;
    }
    OdeProblemBuilder builder = toBuilder().interval(t0, newEnd);
    return exact != null ? builder.build() : builder.unknownSolution().build();
  }

  /** The name by which it is asked for. */
  public String id() {
    return id;
  }

  /** The name by which people know it. */
  public String title() {
    return title;
  }

  /** Where problem and solution are from: authors, title or journal, year. */
  public String source() {
    return source;
  }

  /** A new field, for one solve at a time. */
  public VectorField newField() {
    return field.get();
  }

  /** The initial time. */
  public double t0() {
    return t0;
  }

  /** The time at which the solution is asked for; it may lie before the initial one. */
  public double end() {
    return end;
  }

  /** Numbers in the state. */
  public int width() {
    return initial.length;
  }

  /** A copy of the initial state. */
  public double[] initial() {
    return initial.clone();
  }

  /** A new vector of one row with the initial state, in float64. */
  public StateVector initialState() {
    return StateVector.of(initial);
  }

  /** The components' names: {@code y1, y2, …} unless they have better ones. */
  public List<String> components() {
    return components;
  }

  /** Whether explicit methods are held back by stability instead of accuracy. */
  public boolean isStiff() {
    return stiff;
  }

  /** Whether {@link #exact} is known at every time. */
  public boolean hasExactSolution() {
    return exact != null;
  }

  /**
   * The solution at a time, by a closed form.
   *
   * @throws IllegalStateException if there is none
   */
  public double[] exact(double t) {
    requireExact();
    return exact.apply(t);
  }

  private void requireExact() {
    if (exact == null) {
      throw new IllegalStateException("problem " + id + " has no solution in closed form");
    }
  }

  /** Whether anything is known of the state at the end. */
  public boolean hasReference() {
    return exact != null || reference != null;
  }

  /**
   * The state at the end, as good as it is known; NaN for a component that is not.
   *
   * @throws IllegalStateException if nothing is known of it
   */
  public double[] reference() {
    if (!hasReference()) {
      throw new IllegalStateException("problem " + id + " has no known solution");
    }
    return exact != null ? exact.apply(end) : reference.clone();
  }

  /**
   * How many decimal digits of {@link #reference} can be trusted, relative to its components; 0 if
   * there is none.
   */
  public int referenceDigits() {
    return digits;
  }

  /** The magnitude below which nobody asks for relative accuracy, one a component. */
  public double[] scale() {
    return scale.clone();
  }

  /**
   * The absolute tolerance that goes with a relative one: {@code rtol} times the smallest scale.
   */
  public double absoluteTolerance(double rtol) {
    return rtol * Arrays.stream(scale).min().orElseThrow();
  }

  /** The energy that the exact solution never increases, if the problem is a gradient flow. */
  public Optional<ToDoubleFunction<double[]>> energy() {
    return Optional.ofNullable(energy);
  }

  /**
   * The error of a state at the end, {@code max_i |y_i - ref_i| / (scale_i + |ref_i|)}, over the
   * components whose reference is known.
   *
   * @throws IllegalStateException if there is none
   */
  public double error(double[] state) {
    return difference(state, reference());
  }

  /**
   * The error of a state at a time of the closed form.
   *
   * @throws IllegalStateException if there is none
   */
  public double errorAt(double t, double[] state) {
    return difference(state, exact(t));
  }

  private double difference(double[] state, double[] wanted) {
    if (state.length != wanted.length) {
      throw new IllegalArgumentException(
          "problem " + id + " has " + wanted.length + " components, the state " + state.length);
    }
    double largest = 0;
    for (int i = 0; i < wanted.length; i++) {
      if (!Double.isNaN(wanted[i])) {
        // Math.max keeps a NaN of the state, which must not look like a small error.
        double error = Math.abs(state[i] - wanted[i]) / (scale[i] + Math.abs(wanted[i]));
        largest = Math.max(largest, error);
      }
    }
    return largest;
  }

  /** {@code -log10} of {@link #error}; infinity for an exact hit, NaN for a state with NaN. */
  public double correctDigits(double[] state) {
    return -Math.log10(error(state));
  }

  @Override
  public String toString() {
    return id;
  }
}
