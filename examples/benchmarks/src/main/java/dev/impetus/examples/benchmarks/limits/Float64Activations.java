// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks.limits;

/** In float64. */
final class Float64Activations implements Activations {

  private static final double LOG2_E = 1.4426950408889634;
  private static final double LN2 = 0.6931471805599453;

  /** Added to a small number it rounds it to an integer. */
  private static final double ROUND = 6755399441055744.0;

  private final double[] in;
  private final double[] out;
  private final double[] cotangent;

  Float64Activations(int size) {
    in = new double[size];
    out = new double[size];
    cotangent = new double[size];
    for (int i = 0; i < size; i++) {
      in[i] = (4.0 * i / size - 2);
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

  private static void tanh(double[] out, double[] in) {
    for (int i = 0; i < out.length; i++) {
      out[i] = 2 * in[i];
    }
    exponential(out, out);
    for (int i = 0; i < out.length; i++) {
      out[i] = 1 - 2 / (out[i] + 1);
    }
  }

  private static void exponential(double[] out, double[] in) {
    for (int i = 0; i < out.length; i++) {
      double n = in[i] * LOG2_E + ROUND - ROUND;
      double r = in[i] - n * LN2;
      out[i] =
          1.0
              + r
                  * (1.0
                      + r
                          * (0.5
                              + r
                                  * (0.16666666666666666
                                      + r
                                          * (0.041666666666666664
                                              + r
                                                  * (0.008333333333333333
                                                      + r
                                                          * (0.001388888888888889
                                                              + r
                                                                  * (0.0001984126984126984
                                                                      + r
                                                                          * (2.48015873015873e-05
                                                                              + r
                                                                                  * (2.7557319223985893e-06
                                                                                      + r
                                                                                          * (2.755731922398589e-07
                                                                                              + r
                                                                                                  * (2.505210838544172e-08
                                                                                                      + r
                                                                                                          * 2.08767569878681e-09)))))))))));
    }
  }

  private static void elu(double[] out, double[] in) {
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.min(in[i], 0);
    }
    exponential(out, out);
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.max(in[i], 0) + out[i] - 1;
    }
  }

  private static void softplus(double[] out, double[] in) {
    for (int i = 0; i < out.length; i++) {
      out[i] = -Math.abs(in[i]);
    }
    exponential(out, out);
    for (int i = 0; i < out.length; i++) {
      double w = out[i] / (out[i] + 2);
      double z = w * w;
      out[i] =
          Math.max(in[i], 0)
              + 2
                  * w
                  * (1
                      + z
                          * (0.3333333333333333
                              + z
                                  * (0.20000000000000134
                                      + z
                                          * (0.14285714285687826
                                              + z
                                                  * (0.11111111113820867
                                                      + z
                                                          * (0.09090908926090614
                                                              + z
                                                                  * (0.0769231411063232
                                                                      + z
                                                                          * (0.06666499760192586
                                                                              + z
                                                                                  * (0.05885309277624154
                                                                                      + z
                                                                                          * (0.05227473757765432
                                                                                              + z
                                                                                                  * (0.050490927343170296
                                                                                                      + z
                                                                                                          * (0.02892704498833825
                                                                                                              + z
                                                                                                                  * 0.08036283067339135))))))))))));
    }
  }

  private static void derivative(double[] cotangent, double[] value) {
    for (int i = 0; i < cotangent.length; i++) {
      cotangent[i] = cotangent[i] * (1 - value[i] * value[i]);
    }
  }
}
