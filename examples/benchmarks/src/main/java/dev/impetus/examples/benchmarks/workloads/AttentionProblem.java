// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks.workloads;

import dev.impetus.examples.benchmarks.measure.Check;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Inputs of W9, and its outputs and gradients in double by the formula, for a cotangent of four
 * tokens alone, on both sides of borders between chunks and at the end: that touches every key and
 * is linear in the length. Gradients of the other queries are 0.
 */
final class AttentionProblem {

  private static final int HEADS = CausalAttention.HEADS;
  private static final int WIDTH = CausalAttention.WIDTH;
  private static final double TOLERANCE = 1e-4;

  private final String kind;
  private final int length;
  private final float[] queries;
  private final float[] keys;
  private final float[] values;
  private final float[] cotangents;
  private final int[] gate;
  private final double[] out;
  private final double[] queryGradient;
  private final double[] keyGradient;
  private final double[] valueGradient;

  AttentionProblem(String kind, int length) {
    this.kind = kind;
    this.length = length;
    Random random = new Random(42);
    int count = length * HEADS * WIDTH;
    queries = draw(random, count);
    keys = draw(random, count);
    values = draw(random, count);
    cotangents = draw(random, count);
    gate = new int[] {63, 64, length / 2, length - 1};
    out = new double[count];
    queryGradient = new double[count];
    keyGradient = new double[count];
    valueGradient = new double[count];
    for (int head = 0; head < HEADS; head++) {
      for (int query : gate) {
        if (kind.equals("softmax")) {
          softmax(query, head);
        } else {
          linear(query, head);
        }
      }
    }
  }

  private static float[] draw(Random random, int count) {
    double[] draws = Draws.uniform(random, Math.sqrt(3), count);
    float[] narrow = new float[count];
    for (int i = 0; i < count; i++) {
      narrow[i] = (float) draws[i];
    }
    return narrow;
  }

  int length() {
    return length;
  }

  float[] queries() {
    return queries;
  }

  float[] keys() {
    return keys;
  }

  float[] values() {
    return values;
  }

  float[] cotangents() {
    return cotangents;
  }

  /** Zeros but for the tokens of the gate. */
  float[] gateCotangents() {
    return atGate(cotangents);
  }

  private float[] atGate(float[] all) {
    float[] some = new float[all.length];
    int width = HEADS * WIDTH;
    for (int token : gate) {
      System.arraycopy(all, token * width, some, token * width, width);
    }
    return some;
  }

  Check outputCheck(float[] found) {
    return check("four outputs", atGate(found), out);
  }

  List<Check> checks(
      float[] found, float[] queryCotangent, float[] keyCotangent, float[] valueCotangent) {
    return List.of(
        outputCheck(found),
        check("gradient of queries", queryCotangent, queryGradient),
        check("gradient of keys", keyCotangent, keyGradient),
        check("gradient of values", valueCotangent, valueGradient));
  }

  private static Check check(String what, float[] found, double[] reference) {
    double[] wide = new double[found.length];
    Arrays.setAll(wide, i -> found[i]);
    double distance = Check.relativeDistance(wide, reference);
    return Check.absolute(what + ", relative distance", distance, 0, TOLERANCE);
  }

  private static int at(int token, int head) {
    return (token * HEADS + head) * WIDTH;
  }

  private void softmax(int query, int head) {
    double scale = 1 / Math.sqrt(WIDTH);
    double[] weights = new double[query + 1];
    double largest = Double.NEGATIVE_INFINITY;
    for (int key = 0; key <= query; key++) {
      for (int i = 0; i < WIDTH; i++) {
        weights[key] += scale * queries[at(query, head) + i] * keys[at(key, head) + i];
      }
      largest = Math.max(largest, weights[key]);
    }
    double sum = 0;
    for (int key = 0; key <= query; key++) {
      weights[key] = Math.exp(weights[key] - largest);
      sum += weights[key];
    }
    for (int key = 0; key <= query; key++) {
      weights[key] /= sum;
    }
    double mean = average(query, head, weights, 1);
    for (int key = 0; key <= query; key++) {
      double cotangent = scale * weights[key] * (throughValue(query, key, head) - mean);
      for (int i = 0; i < WIDTH; i++) {
        queryGradient[at(query, head) + i] += cotangent * keys[at(key, head) + i];
        keyGradient[at(key, head) + i] += cotangent * queries[at(query, head) + i];
        valueGradient[at(key, head) + i] += weights[key] * cotangents[at(query, head) + i];
      }
    }
  }

  /** Writes the output; the product of it with its cotangent. */
  private double average(int query, int head, double[] weights, double sum) {
    double product = 0;
    for (int i = 0; i < WIDTH; i++) {
      double output = 0;
      for (int key = 0; key <= query; key++) {
        output += weights[key] * values[at(key, head) + i];
      }
      out[at(query, head) + i] = output / sum;
      product += cotangents[at(query, head) + i] * output / sum;
    }
    return product;
  }

  private double throughValue(int query, int key, int head) {
    double product = 0;
    for (int i = 0; i < WIDTH; i++) {
      product += (double) cotangents[at(query, head) + i] * values[at(key, head) + i];
    }
    return product;
  }

  private void linear(int query, int head) {
    double b = CausalAttention.MOMENTUM;
    double g = CausalAttention.STEP_SIZE;
    double[] factors = new double[query + 1];
    double[] weights = new double[query + 1];
    double sum = 1e-6;
    for (int key = 0; key <= query; key++) {
      double product = 0;
      for (int i = 0; i < WIDTH; i++) {
        product += phi(queries[at(query, head) + i]) * phi(keys[at(key, head) + i]);
      }
      boolean momentum = kind.equals("momentum");
      factors[key] = momentum ? g * (1 - Math.pow(b, query - key + 1)) / (1 - b) : 1;
      weights[key] = factors[key] * product;
      sum += product;
    }
    double mean = average(query, head, weights, sum);
    for (int key = 0; key <= query; key++) {
      double cotangent = (factors[key] * throughValue(query, key, head) - mean) / sum;
      for (int i = 0; i < WIDTH; i++) {
        float q = queries[at(query, head) + i];
        float k = keys[at(key, head) + i];
        queryGradient[at(query, head) + i] += cotangent * phi(k) * Math.min(phi(q), 1);
        keyGradient[at(key, head) + i] += cotangent * phi(q) * Math.min(phi(k), 1);
        valueGradient[at(key, head) + i] += weights[key] / sum * cotangents[at(query, head) + i];
      }
    }
  }

  private static double phi(double x) {
    return x > 0 ? x + 1 : Math.exp(x);
  }
}
