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

  /** The same with momentum; the normaliser is that of the paper. */
  public Attention withMomentum(double newMomentum, double newStepSize) {
    return new Attention(kind, map, newMomentum, newStepSize, weighsNormalizer);
  }

  /**
   * The attention of a layer over a batch.
   *
   * @param on says the precision
   * @param workers share pairs of sample and head; may be shared with others, stays the caller's
   */
  public <A> AttentionPass<A> newPass(Arithmetic<A> on, AttentionShape shape, RowWorkers workers) {
    int chunk = kind.isSoftmax() ? SOFTMAX_BLOCK : CHUNK;
    return newPass(on, shape, workers, Math.min(chunk, shape.length()));
  }

  /** The same with chunks of another size. */
  <A> AttentionPass<A> newPass(
      Arithmetic<A> other, AttentionShape shape, RowWorkers workers, int chunk) {
    AttentionArithmetic<A> on = AttentionArithmetic.of(other);
    HeadArrays<A> arrays = new HeadArrays<>(shape);
    if (kind.isSoftmax()) {
      A[] logNormalizers = on.zeros(arrays.pairs(), shape.length());
      long kept = (long) arrays.pairs() * shape.length() * on.bytes();
      return new HeadwisePass<>(
          on,
          arrays,
          workers,
          kept,
          () -> new SoftmaxKernel<>(arrays, kind.isCausal(), logNormalizers, chunk, on.another()));
    }
    KeyScales<A> scales = KeyScales.of(on, this, shape);
    if (!kind.isCausal()) {
      int numbers = map.width(shape.keys()) * (shape.values() + 1);
      LinearMemory<A> memory = new LinearMemory<>(on, arrays.pairs(), shape.length(), numbers);
      return new HeadwisePass<>(
          on,
          arrays,
          workers,
          memory.bytes(),
          () -> new FullKernel<>(arrays, map, chunk, scales, memory, on.another()));
    }
    ChunkWeights<A> weights =
        new ChunkWeights<>(on, this, chunk, map.width(shape.keys()), shape.values());
    int numbers = CausalKernel.stateNumbers(shape, map, chunk, weights.hasMomentum());
    LinearMemory<A> memory = new LinearMemory<>(on, arrays.pairs(), shape.length(), numbers);
    return new HeadwisePass<>(
        on,
        arrays,
        workers,
        memory.bytes(),
        () -> new CausalKernel<>(arrays, map, weights, scales, memory, on.another()));
  }

  /**
   * The recurrent form.
   *
   * @param on says the precision
   * @param rows sequences that go along
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
