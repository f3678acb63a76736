// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import dev.impetus.kernel.Arithmetic;
import dev.impetus.kernel.RowWorkers;

/**
 * What an attention computes: o_i = Σ_j w_ij φ(q_i)·φ(k_j) v_j / (Σ_j u_ij φ(q_i)·φ(k_j) + 1e-6),
 * with w of the kind, and u either 1 as in the paper or w; or softmax.
 *
 * @param kind the weights
 * @param map φ; not read by softmax
 * @param momentum b in [0, 1); read by kinds with momentum
 * @param stepSize g, above 0; read by kinds with momentum
 * @param weighsNormalizer whether the normaliser has the weights of the numerator; outputs are then
 *     means of values, and g cancels
 */
public record Attention(
    AttentionKind kind,
    FeatureMap map,
    double momentum,
    double stepSize,
    boolean weighsNormalizer) {

  /** Tokens that are worked on together: 32 and 128 were slower. */
  private static final int CHUNK = 64;

  /** The same of softmax: 192 were slower, and 64 too where OpenBLAS knows no AVX-512. */
  private static final int SOFTMAX_BLOCK = 128;

  /** Checks b and g. */
  public Attention {
    if (!(momentum >= 0 && momentum < 1)) {
      throw new IllegalArgumentException("momentum is " + momentum + ", not in [0, 1)");
    }
    if (!(stepSize > 0 && Double.isFinite(stepSize))) {
      throw new IllegalArgumentException("the step size is " + stepSize + ", not above 0");
    }
  }

  /** Softmax attention. */
  public static Attention softmax(boolean causal) {
    return of(
        causal ? AttentionKind.CAUSAL_SOFTMAX : AttentionKind.SOFTMAX,
        FeatureMap.of(FeatureMap.Kind.ELU_PLUS_ONE));
  }

  /** An attention without momentum, or with b = 0 and g = 1. */
  public static Attention of(AttentionKind kind, FeatureMap map) {
    return new Attention(kind, map, 0, 1, false);
  }

  /**
   * The same with momentum.
   *
   * @throws IllegalArgumentException if the kind has none
   */
  public Attention withMomentum(double newMomentum, double newStepSize) {
    if (!kind.hasMomentum()) {
      throw new IllegalArgumentException(kind + " attention has no momentum");
    }
    return new Attention(kind, map, newMomentum, newStepSize, weighsNormalizer);
  }

  /**
   * The attention of a layer over a batch.
   *
   * @param on says the precision
   * @param shape of the batch
   * @param workers share pairs of sample and head; may be shared with others, stays the caller's
   */
  public <A> AttentionPass<A> newPass(Arithmetic<A> on, AttentionShape shape, RowWorkers workers) {
    return newPass(on, shape, workers, newKernels(on, shape), true);
  }

  /** The same with chunks of another size. */
  <A> AttentionPass<A> newPass(
      Arithmetic<A> on, AttentionShape shape, RowWorkers workers, int chunk) {
    return newPass(on, shape, workers, newKernels(on, shape, chunk), true);
  }

  /**
   * The same with kernels that others use too, when this one does not.
   *
   * @param kernels of {@link #newKernels} for the same heads and length, any number of samples
   */
  <A> AttentionPass<A> newPass(
      Arithmetic<A> on, AttentionShape shape, RowWorkers workers, HeadKernels<A> kernels) {
    return newPass(on, shape, workers, kernels, false);
  }

  private static <A> AttentionPass<A> newPass(
      Arithmetic<A> other,
      AttentionShape shape,
      RowWorkers workers,
      HeadKernels<A> kernels,
      boolean owns) {
    AttentionArithmetic<A> on = AttentionArithmetic.of(other);
    HeadArrays<A> arrays = new HeadArrays<>(on, shape, kernels.stateNumbers());
    return new HeadwisePass<>(on, arrays, workers, kernels, owns);
  }

  /** Working arrays for passes over batches of this shape, whatever its number of samples. */
  <A> HeadKernels<A> newKernels(Arithmetic<A> on, AttentionShape shape) {
    int chunk = kind.isSoftmax() ? SOFTMAX_BLOCK : CHUNK;
    return newKernels(on, shape, Math.min(chunk, shape.length()));
  }

  private <A> HeadKernels<A> newKernels(Arithmetic<A> other, AttentionShape shape, int chunk) {
    AttentionArithmetic<A> on = AttentionArithmetic.of(other);
    if (kind.isSoftmax()) {
      return new HeadKernels<>(
          () -> new SoftmaxKernel<>(shape, kind.isCausal(), chunk, on.another()), 0, 0);
    }
    KeyScales<A> scales = KeyScales.of(on, this, shape);
    long shared = scales == null ? 0 : (long) shape.length() * on.bytes();
    if (!kind.isCausal()) {
      return new HeadKernels<>(
          () -> new FullKernel<>(shape, map, chunk, scales, on.another()),
          map.width(shape.keys()) * (shape.values() + 1),
          shared);
    }
    ChunkWeights<A> weights =
        new ChunkWeights<>(on, this, chunk, map.width(shape.keys()), shape.values());
    return new HeadKernels<>(
        () -> new CausalKernel<>(shape, map, weights, scales, on.another()),
        CausalKernel.stateNumbers(shape, map, chunk, weights.hasMomentum()),
        shared + weights.numbers() * on.bytes());
  }

  /**
   * The recurrent form.
   *
   * @param on says the precision
   * @param rows sequences that go along
   * @param heads H
   * @param keys E, numbers of a query and of a key of one head
   * @param values M, numbers of a value of one head
   * @throws IllegalArgumentException if the kind is not causal
   */
  public <A> AttentionSteps<A> newSteps(
      Arithmetic<A> on, int rows, int heads, int keys, int values) {
    if (!kind.isCausal()) {
      throw new IllegalArgumentException(kind + " attention sees later tokens");
    }
    AttentionArithmetic<A> own = AttentionArithmetic.of(on);
    return kind.isSoftmax()
        ? new SoftmaxSteps<>(own, rows * heads, keys, values)
        : new LinearSteps<>(own, this, rows * heads, keys, values);
  }
}
