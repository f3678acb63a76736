// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.problem;

import dev.impetus.solver.field.VectorField;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleFunction;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;

/** Collects the facts about a problem and checks that they fit each other. */
public final class OdeProblemBuilder {

  private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  final String id;
  final String title;
  String source;
  Supplier<VectorField> field;
  double t0 = Double.NaN;
  double end = Double.NaN;
  double[] initial = {};
  List<String> components;
  boolean stiff;
  DoubleFunction<double[]> exact;
  double[] reference;
  int digits;
  double[] scale;
  ToDoubleFunction<double[]> energy;

  OdeProblemBuilder(String id, String title) {
    this.id = Objects.requireNonNull(id, "id");
    this.title = Objects.requireNonNull(title, "title");
  }

  /** Where problem and solution are from: authors, title or journal, year. */
  public OdeProblemBuilder source(String citation) {
    source = Objects.requireNonNull(citation, "citation");
    return this;
  }

  /** How a new field is made. */
  public OdeProblemBuilder field(Supplier<VectorField> supplier) {
    field = Objects.requireNonNull(supplier, "supplier");
    return this;
  }

  /** Initial and last time. */
  public OdeProblemBuilder interval(double from, double to) {
    t0 = from;
    end = to;
    return this;
  }

  /** The initial state. */
  public OdeProblemBuilder initial(double... state) {
    initial = state.clone();
    return this;
  }

  /** Names of the components. */
  public OdeProblemBuilder components(String... names) {
    components = List.of(names);
    return this;
  }

  /** Says that explicit methods are held back by stability. */
  public OdeProblemBuilder stiff() {
    stiff = true;
    return this;
  }

  /** The solution in closed form; each call gives a new array. */
  public OdeProblemBuilder exact(DoubleFunction<double[]> solution) {
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
  public OdeProblemBuilder reference(int trustedDigits, double... state) {
    exact = null;
    reference = state.clone();
    digits = trustedDigits;
    return this;
  }

  /** Says that nothing is known of the solution, which is so unless it is given. */
  public OdeProblemBuilder unknownSolution() {
    exact = null;
    reference = null;
    digits = 0;
    return this;
  }

  /** The magnitudes below which nobody asks for relative accuracy: one, or one a component. */
  public OdeProblemBuilder scale(double... magnitudes) {
    scale = magnitudes.clone();
    return this;
  }

  /** The energy whose gradient flow this is. */
  public OdeProblemBuilder energy(ToDoubleFunction<double[]> function) {
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
    require(components.size() == width, components.size() + " names for " + width + " components");
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
    require(!known || (digits >= 1 && digits <= 17), digits + " trusted digits are not in 1 to 17");
    return new OdeProblem(this);
  }

  private void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException("problem " + id + ": " + otherwise);
    }
  }
}
