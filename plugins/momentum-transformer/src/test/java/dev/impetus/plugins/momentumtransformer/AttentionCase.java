// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impetus.kernel.Float32Arithmetic;
import dev.impetus.kernel.Float64Arithmetic;
import dev.impetus.kernel.RowWorkers;
import java.util.Arrays;
import java.util.Random;

/** An attention with random inputs, and its outputs computed number by number from the formula. */
record AttentionCase(
    Attention attention,
    AttentionShape shape,
    int[] lengths,
    double[] queries,
    double[] keys,
    double[] values) {

  /**
   * Standard normal inputs; queries and keys a quarter of that for random Fourier features, whose
   * estimates of distant pairs' kernel are mostly noise, and then so is the normaliser.
   */
  static AttentionCase random(
      Attention attention, AttentionShape shape, long seed, int... lengths) {
    Random random = new Random(seed);
    double size = attention.map().kind() == FeatureMap.Kind.RANDOM_FOURIER ? 0.25 : 1;
    return new AttentionCase(
        attention,
        shape,
        lengths.length == 0 ? null : lengths,
        scaled(size, normal(random, shape.keyNumbers())),
        scaled(size, normal(random, shape.keyNumbers())),
        normal(random, shape.valueNumbers()));
  }

  private static double[] scaled(double factor, double[] x) {
    return Arrays.stream(x).map(v -> factor * v).toArray();
  }

  static double[] normal(Random random, int count) {
    double[] draws = new double[count];
    Arrays.setAll(draws, i -> random.nextGaussian());
    return draws;
  }

  AttentionCase with(Attention other) {
    return new AttentionCase(other, shape, lengths, queries, keys, values);
  }

  int length(int sample) {
    return lengths == null ? shape.length() : lengths[sample];
  }

  /** Weight of key j for query i before the features, by the closed form. */
  private double weight(int i, int j, int real) {
    double b = attention.momentum();
    double g = attention.stepSize();
    int distance =
        switch (attention.kind()) {
          case CAUSAL_MOMENTUM -> i - j;
          case MOMENTUM -> real - 1 - j;
          case CAUSAL_MOMENTUM_LEGACY -> shape.length() - 1 - j;
          default -> -1;
        };
    return distance < 0 ? 1 : g * -Math.expm1((distance + 1) * Math.log(b)) / (1 - b);
  }

  /** The direct formula, O(L²). */
  double[] direct() {
    double[] out = new double[shape.valueNumbers()];
    for (int sample = 0; sample < shape.samples(); sample++) {
      for (int head = 0; head < shape.heads(); head++) {
        int real = length(sample);
        double[][] left = new double[real][];
        double[][] right = new double[real][];
        for (int i = 0; i < real; i++) {
          double[] query = token(queries, shape.keys(), sample, head, i);
          double[] key = token(keys, shape.keys(), sample, head, i);
          left[i] = attention.kind().isSoftmax() ? query : features(query);
          right[i] = attention.kind().isSoftmax() ? key : features(key);
        }
        for (int i = 0; i < real; i++) {
          direct(sample, head, i, left[i], right, out);
        }
      }
    }
    return out;
  }

  private void direct(int sample, int head, int i, double[] query, double[][] right, double[] out) {
    int last = attention.kind().isCausal() ? i : right.length - 1;
    double[] numerator = new double[shape.values()];
    double normalizer = attention.kind().isSoftmax() ? 0 : 1e-6;
    double largest = Double.NEGATIVE_INFINITY;
    for (int j = 0; j <= last; j++) {
      largest = Math.max(largest, logit(query, right[j]));
    }
    for (int j = 0; j <= last; j++) {
      double[] value = token(values, shape.values(), sample, head, j);
      double weight;
      if (attention.kind().isSoftmax()) {
        weight = Math.exp(logit(query, right[j]) - largest);
        normalizer += weight;
      } else {
        double similarity = dot(query, right[j]);
        weight = weight(i, j, right.length) * similarity;
        normalizer += attention.weighsNormalizer() ? weight : similarity;
      }
      for (int m = 0; m < numerator.length; m++) {
        numerator[m] += weight * value[m];
      }
    }
    for (int m = 0; m < numerator.length; m++) {
      out[at(sample, head, i, shape.values()) + m] = numerator[m] / normalizer;
    }
  }

  private static double logit(double[] query, double[] key) {
    return dot(query, key) / Math.sqrt(key.length);
  }

  private double[] features(double[] x) {
    FeatureMap map = attention.map();
    if (map.kind() != FeatureMap.Kind.RANDOM_FOURIER) {
      return Arrays.stream(x)
          .map(
              v ->
                  switch (map.kind()) {
                    case ELU_PLUS_ONE -> v > 0 ? v + 1 : Math.exp(v);
                    case RELU_PLUS_ONE -> Math.max(v, 0) + 1;
                    default -> Math.log1p(Math.exp(v));
                  })
          .toArray();
    }
    int half = map.features() / 2;
    Random random = new Random(map.seed());
    double[] phi = new double[map.features()];
    for (int f = 0; f < half; f++) {
      double angle = 0;
      for (double v : x) {
        angle += random.nextGaussian() * v / Math.sqrt(Math.sqrt(x.length));
      }
      phi[f] = Math.cos(angle) / Math.sqrt(half);
      phi[half + f] = Math.sin(angle) / Math.sqrt(half);
    }
    return phi;
  }

  private int at(int sample, int head, int token, int width) {
    return ((sample * shape.length() + token) * shape.heads() + head) * width;
  }

  private double[] token(double[] x, int width, int sample, int head, int token) {
    int from = at(sample, head, token, width);
    return Arrays.copyOfRange(x, from, from + width);
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  /** Outputs of the parallel form. */
  double[] parallel(int chunk, int threads) {
    double[] out = new double[shape.valueNumbers()];
    Arrays.fill(out, Double.NaN);
    try (RowWorkers workers = new RowWorkers(threads);
        AttentionPass<double[]> pass =
            attention.newPass(new Float64Arithmetic(), shape, workers, chunk)) {
      pass.forward(queries, keys, values, lengths, out);
    }
    return out;
  }

  double[] parallel() {
    return parallel(Math.min(64, shape.length()), 1);
  }

  /** The same in float. */
  double[] parallelFloat32() {
    float[] out = new float[shape.valueNumbers()];
    Arrays.fill(out, Float.NaN);
    try (RowWorkers workers = new RowWorkers(1);
        AttentionPass<float[]> pass = attention.newPass(new Float32Arithmetic(), shape, workers)) {
      pass.forward(narrow(queries), narrow(keys), narrow(values), lengths, out);
    }
    return widen(out);
  }

  /** Outputs of the recurrent form, of samples without padding. */
  double[] recurrent() {
    AttentionSteps<double[]> steps =
        attention.newSteps(
            new Float64Arithmetic(), shape.samples(), shape.heads(), shape.keys(), shape.values());
    double[] out = new double[shape.valueNumbers()];
    int keyWidth = shape.heads() * shape.keys();
    int valueWidth = shape.heads() * shape.values();
    double[] token = new double[shape.samples() * valueWidth];
    for (int i = 0; i < shape.length(); i++) {
      steps.step(
          tokens(queries, keyWidth, i),
          tokens(keys, keyWidth, i),
          tokens(values, valueWidth, i),
          token);
      for (int sample = 0; sample < shape.samples(); sample++) {
        int to = (sample * shape.length() + i) * valueWidth;
        System.arraycopy(token, sample * valueWidth, out, to, valueWidth);
      }
    }
    return out;
  }

  double[] recurrentFloat32() {
    AttentionSteps<float[]> steps =
        attention.newSteps(
            new Float32Arithmetic(), shape.samples(), shape.heads(), shape.keys(), shape.values());
    float[] out = new float[shape.valueNumbers()];
    int keyWidth = shape.heads() * shape.keys();
    int valueWidth = shape.heads() * shape.values();
    float[] token = new float[shape.samples() * valueWidth];
    for (int i = 0; i < shape.length(); i++) {
      steps.step(
          narrow(tokens(queries, keyWidth, i)),
          narrow(tokens(keys, keyWidth, i)),
          narrow(tokens(values, valueWidth, i)),
          token);
      for (int sample = 0; sample < shape.samples(); sample++) {
        int to = (sample * shape.length() + i) * valueWidth;
        System.arraycopy(token, sample * valueWidth, out, to, valueWidth);
      }
    }
    return widen(out);
  }

  private double[] tokens(double[] x, int width, int token) {
    double[] rows = new double[shape.samples() * width];
    for (int sample = 0; sample < shape.samples(); sample++) {
      System.arraycopy(x, (sample * shape.length() + token) * width, rows, sample * width, width);
    }
    return rows;
  }

  static float[] narrow(double[] x) {
    float[] narrow = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      narrow[i] = (float) x[i];
    }
    return narrow;
  }

  static double[] widen(float[] x) {
    double[] wide = new double[x.length];
    Arrays.setAll(wide, i -> x[i]);
    return wide;
  }

  /** Norm of the difference over the norm of the reference. */
  static double distance(double[] found, double[] reference) {
    assertThat(found).hasSameSizeAs(reference);
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < found.length; i++) {
      difference += Math.pow(found[i] - reference[i], 2);
      norm += reference[i] * reference[i];
    }
    return Math.sqrt(difference / norm);
  }

  @Override
  public String toString() {
    return "%s %s b=%s g=%s weighted=%s %s, lengths %s"
        .formatted(
            attention.kind(),
            attention.map().kind(),
            attention.momentum(),
            attention.stepSize(),
            attention.weighsNormalizer(),
            shape,
            Arrays.toString(lengths));
  }
}
