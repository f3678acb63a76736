// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import dev.impetus.model.engine.Port;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A layer with an orthogonal recurrent matrix,
 *
 * <pre>{@code
 * h_t = modReLU(W x_t + h_{t-1} B)     B = Base · map(A - Aᵀ)
 * }</pre>
 *
 * A being strictly upper triangular. Static (expRNN, Cayley): Base is the identity. Dynamic (DTRIV,
 * Lezcano-Casado, NeurIPS 2019): every K updates Base takes over B and A begins anew at zero, so
 * that gradients are taken where the map is an isometry; Base is kept among the parameters, without
 * a gradient, and brought back to the orthogonal matrices every hundred times.
 */
final class OrthogonalParameters implements CellParameters {

  private static final int REBASES_TO_PROJECTION = 100;

  /**
   * What is fixed about it.
   *
   * @param map from skew-symmetric to orthogonal matrices
   * @param start of the skew-symmetric matrix
   * @param dynamic whether there is a Base; it takes over the start
   * @param rebaseEvery K; 0 for never again
   * @param scale A is this times what is learnt: with Adam or RMSProp its learning rate is the
   *     optimiser's times this
   */
  record Form(OrthogonalMap map, SkewStart start, boolean dynamic, int rebaseEvery, double scale) {}

  private final Form form;
  private final LayerShape shape;
  private final InitialWeights initial;
  private final SquareMatrices matrices;
  private double[] skew;
  private double[] image;

  OrthogonalParameters(Form form, int inputs, int hidden, InitialWeights initial) {
    this.form = form;
    this.initial = initial;
    shape = new LayerShape(inputs, hidden, 1);
    matrices = new SquareMatrices(hidden);
  }

  @Override
  public LayerShape shape() {
    return shape;
  }

  private int skewEntries() {
    return shape.hidden() * (shape.hidden() - 1) / 2;
  }

  private int biasOffset() {
    return shape.hidden() * shape.inputs();
  }

  private int skewOffset() {
    return biasOffset() + shape.hidden();
  }

  private int baseOffset() {
    return skewOffset() + skewEntries();
  }

  @Override
  public List<Port> ports() {
    long hidden = shape.hidden();
    List<Port> ports = new ArrayList<>();
    ports.add(new Port("input-weight", List.of(hidden, (long) shape.inputs())));
    ports.add(new Port("modrelu-bias", List.of(hidden)));
    if (skewEntries() > 0) {
      ports.add(new Port("skew", List.of((long) skewEntries())));
    }
    if (form.dynamic()) {
      ports.add(new Port("base", List.of(hidden, hidden)));
    }
    return ports;
  }

  @Override
  public void initialize(double[] parameters, RandomGenerator random) {
    initial.input(parameters, 0, shape.hidden(), shape.inputs(), shape.hidden(), random);
    InitialWeights.uniform(parameters, biasOffset(), shape.hidden(), 0.01, random);
    double[] start = form.start().entries(shape.hidden(), form.map(), random);
    for (int i = 0; i < start.length; i++) {
      parameters[skewOffset() + i] = start[i] / form.scale();
    }
    if (form.dynamic()) {
      copyToBase(form.map().apply(matrices, skewMatrix(parameters)), parameters);
    }
  }

  private void copyToBase(double[] matrix, double[] parameters) {
    System.arraycopy(matrix, 0, parameters, baseOffset(), matrix.length);
    Arrays.fill(parameters, skewOffset(), baseOffset(), 0);
  }

  private double[] skewMatrix(double[] parameters) {
    int n = shape.hidden();
    double[] matrix = new double[n * n];
    int entry = skewOffset();
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        double a = form.scale() * parameters[entry++];
        matrix[i * n + j] = a;
        matrix[j * n + i] = -a;
      }
    }
    return matrix;
  }

  private double[] base(double[] parameters) {
    int n = shape.hidden();
    return Arrays.copyOfRange(parameters, baseOffset(), baseOffset() + n * n);
  }

  private double[] recurrent(double[] parameters) {
    return form.dynamic() ? matrices.multiply(base(parameters), image) : image;
  }

  @Override
  public void pack(double[] parameters, double[] packed) {
    int n = shape.hidden();
    skew = skewMatrix(parameters);
    image = form.map().apply(matrices, skew);
    double[] b = recurrent(parameters);
    for (int row = 0; row < n; row++) {
      int at = row * shape.packedColumns();
      for (int column = 0; column < n; column++) {
        // h B for a row vector h.
        packed[at + column] = b[column * n + row];
      }
      System.arraycopy(
          parameters, row * shape.inputs(), packed, at + shape.inputColumn(), shape.inputs());
    }
  }

  @Override
  public void unpack(
      double[] parameters,
      double[] packedCotangent,
      double[] biasCotangent,
      double[] parameterCotangent) {
    int n = shape.hidden();
    double[] cotangent = new double[n * n];
    for (int row = 0; row < n; row++) {
      int at = row * shape.packedColumns();
      for (int column = 0; column < n; column++) {
        cotangent[column * n + row] = packedCotangent[at + column];
      }
      Stretch.move(
          parameterCotangent,
          row * shape.inputs(),
          packedCotangent,
          at + shape.inputColumn(),
          shape.inputs(),
          true);
      parameterCotangent[biasOffset() + row] += biasCotangent[row];
    }
    if (form.dynamic()) {
      cotangent = matrices.multiply(base(parameters), true, cotangent, false);
    }
    double[] skewCotangent = form.map().pullBack(matrices, skew, image, cotangent);
    int entry = skewOffset();
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        parameterCotangent[entry++] +=
            form.scale() * (skewCotangent[i * n + j] - skewCotangent[j * n + i]);
      }
    }
  }

  @Override
  public double[] cellBias(double[] parameters) {
    return Arrays.copyOfRange(parameters, biasOffset(), skewOffset());
  }

  @Override
  public <A> Cell<A> newCell(CellArithmetic<A> on, int size, A bias, A biasCotangent) {
    return new ModReluCell<>(on, size, bias, biasCotangent);
  }

  @Override
  public boolean reparametrize(double[] parameters, long updates) {
    if (!form.dynamic() || form.rebaseEvery() == 0 || updates % form.rebaseEvery() != 0) {
      return false;
    }
    image = form.map().apply(matrices, skewMatrix(parameters));
    double[] b = recurrent(parameters);
    long rebases = updates / form.rebaseEvery();
    copyToBase(
        rebases % REBASES_TO_PROJECTION == 0 ? matrices.nearestOrthogonal(b) : b, parameters);
    return true;
  }

  @Override
  public void close() {
    matrices.close();
  }
}
