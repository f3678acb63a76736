// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks.limits;

/** In float32. */
final class Float32Activations implements Activations {

  private static final float LOG2_E = (float) 1.4426950408889634;
  private static final float LN2 = (float) 0.6931471805599453;

  /** Added to a small number it rounds it to an integer. */
  private static final float ROUND = 12582912f;

  private final float[] in;
  private final float[] out;
  private final float[] cotangent;

  Float32Activations(int size) {
    in = new float[size];
    out = new float[size];
    cotangent = new float[size];
    for (int i = 0; i < size; i++) {
      in[i] = (float) (4.0 * i / size - 2);
    }
  }

  @Override
  public Runnable value(String activation) {
    return switch (activation) {
      case "tanh" -> () -> tanh(out, in);
      case "softplus" -> () -> softplus(out, in);
      case "elu" -> () -> elu(out, in);
      case "exp" -> () -> exponential(out, in);
      default -> throw new IllegalArgumentException("activation " + activation);
    };
  }

  @Override
  public Runnable derivative() {
    return () -> derivative(cotangent, out);
  }

  private static void tanh(float[] out, float[] in) {
    for (int i = 0; i < out.length; i++) {
      float x = Math.min(Math.max(in[i], -9.02f), 9.02f);
      float z = x * x;
      float p =
          1f + z * (0.13379718f + z * (0.0034940343f + z * (2.058348e-05f + z * 1.331907e-08f)));
      float q =
          1f + z * (0.46713033f + z * (0.025871074f + z * (0.00032830928f + z * 7.762019e-07f)));
      out[i] = x * p / q;
    }
  }

  private static void exponential(float[] out, float[] in) {
    for (int i = 0; i < out.length; i++) {
      float n = in[i] * LOG2_E + ROUND - ROUND;
      float r = in[i] - n * LN2;
      out[i] =
          1f
              + r
                  * (1f
                      + r
                          * (0.5f
                              + r * (1 / 6f + r * (1 / 24f + r * (1 / 120f + r * (1 / 720f))))));
    }
  }

  private static void elu(float[] out, float[] in) {
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.min(in[i], 0);
    }
    exponential(out, out);
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.max(in[i], 0) + out[i] - 1;
    }
  }

  private static void softplus(float[] out, float[] in) {
    for (int i = 0; i < out.length; i++) {
      out[i] = -Math.abs(in[i]);
    }
    exponential(out, out);
    for (int i = 0; i < out.length; i++) {
      float w = out[i] / (out[i] + 2);
      float z = w * w;
      out[i] =
          Math.max(in[i], 0)
              + 2
                  * w
                  * (1f
                      + z
                          * (0.3333334f
                              + z
                                  * (0.19999357f
                                      + z * (0.14310104f + z * (0.1069928f + z * 0.12196954f)))));
    }
  }

  private static void derivative(float[] cotangent, float[] value) {
    for (int i = 0; i < cotangent.length; i++) {
      cotangent[i] = cotangent[i] * (1 - value[i] * value[i]);
    }
  }
}
