// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.problem;

import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.state.StateVector;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;

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

  private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

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

  private OdeProblem(Builder builder) {
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
  public static Builder named(String id, String title) {
    return new Builder(id, title);
  }

  /** The same problem, to be changed. */
  public Builder toBuilder() {
    Builder builder = new Builder(id, title);
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
    Builder builder = toBuilder().interval(t0, newEnd);
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

  /** Collects the facts about a problem. */
  public static final class Builder {

    private final String id;
    private final String title;
    private String source;
    private Supplier<VectorField> field;
    private double t0 = Double.NaN;
    private double end = Double.NaN;
    private double[] initial = {};
    private List<String> components;
    private boolean stiff;
    private DoubleFunction<double[]> exact;
    private double[] reference;
    private int digits;
    private double[] scale;
    private ToDoubleFunction<double[]> energy;

    private Builder(String id, String title) {
      this.id = Objects.requireNonNull(id, "id");
      this.title = Objects.requireNonNull(title, "title");
    }

    /** Where problem and solution are from: authors, title or journal, year. */
    public Builder source(String citation) {
      source = Objects.requireNonNull(citation, "citation");
      return this;
    }

    /** How a new field is made. */
    public Builder field(Supplier<VectorField> supplier) {
      field = Objects.requireNonNull(supplier, "supplier");
      return this;
    }

    /** Initial and last time. */
    public Builder interval(double from, double to) {
      t0 = from;
      end = to;
      return this;
    }

    /** The initial state. */
    public Builder initial(double... state) {
      initial = state.clone();
      return this;
    }

    /** Names of the components. */
    public Builder components(String... names) {
      components = List.of(names);
      return this;
    }

    /** Says that explicit methods are held back by stability. */
    public Builder stiff() {
      stiff = true;
      return this;
    }

    /** The solution in closed form; each call gives a new array. */
    public Builder exact(DoubleFunction<double[]> solution) {
      exact = Objects.requireNonNull(solution, "solution");
      reference = null;
      digits = 14;
      return this;
    }

    /**
     * The state at the end.
     *
     * @param trustedDigits decimal digits that can be trusted
     * @param state NaN for a component that is not known
     */
    public Builder reference(int trustedDigits, double... state) {
      exact = null;
      reference = state.clone();
      digits = trustedDigits;
      return this;
    }

    /** Says that nothing is known of the solution, which is so unless it is given. */
    public Builder unknownSolution() {
      exact = null;
      reference = null;
      digits = 0;
      return this;
    }

    /** The magnitudes below which nobody asks for relative accuracy: one, or one a component. */
    public Builder scale(double... magnitudes) {
      scale = magnitudes.clone();
      return this;
    }

    /** The energy whose gradient flow this is. */
    public Builder energy(ToDoubleFunction<double[]> function) {
      energy = Objects.requireNonNull(function, "function");
      return this;
    }

    /**
     * The problem.
     *
     * @throws IllegalArgumentException if something is missing or does not fit, with what
     */
    public OdeProblem build() {
      int width = initial.length;
      require(ID.matcher(id).matches(), "an id is lower-case words with hyphens");
      require(!title.isBlank(), "a title is missing");
      require(source != null && !source.isBlank(), "a source is missing");
      require(field != null, "a field is missing");
      require(width > 0, "an initial state is missing");
      require(Arrays.stream(initial).allMatch(Double::isFinite), "the initial state is not finite");
      int fieldWidth = field.get().width();
      require(
          fieldWidth == width,
          "the field has " + fieldWidth + " components, the initial state " + width);
      require(
          Double.isFinite(t0) && Double.isFinite(end) && t0 != end,
          "the interval from " + t0 + " to " + end + " is none");
      if (components == null) {
        String[] names = new String[width];
        Arrays.setAll(names, i -> "y" + (i + 1));
        components = List.of(names);
      }
      require(
          components.size() == width, components.size() + " names for " + width + " components");
      scale = scale == null ? new double[] {1} : scale;
      if (scale.length == 1 && width > 1) {
        double[] all = new double[width];
        Arrays.fill(all, scale[0]);
        scale = all;
      }
      require(scale.length == width, scale.length + " scales for " + width + " components");
      require(
          Arrays.stream(scale).allMatch(s -> s > 0 && s < Double.POSITIVE_INFINITY),
          "scales must be > 0 and finite, but are " + Arrays.toString(scale));
      if (reference != null) {
        require(
            reference.length == width,
            reference.length + " reference values for " + width + " components");
        require(
            Arrays.stream(reference).anyMatch(Double::isFinite),
            "no component of the reference is known");
      }
      boolean known = exact != null || reference != null;
      require(
          !known || (digits >= 1 && digits <= 17), digits + " trusted digits are not in 1 to 17");
      return new OdeProblem(this);
    }

    private void require(boolean condition, String otherwise) {
      if (!condition) {
        throw new IllegalArgumentException("problem " + id + ": " + otherwise);
      }
    }
  }
}
