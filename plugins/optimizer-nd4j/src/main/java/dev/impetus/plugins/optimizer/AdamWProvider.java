// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.optimizer;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, ICLR 2019, algorithm 2): {@code p ← p −
 * η (m̂ / (√v̂ + ε) + λ p)}, λ = 0.01 unless it is set.
 */
public final class AdamWProvider extends CorrectedMomentProvider {

  /** Does nothing but remember its default weight decay. */
  public AdamWProvider() {
    super(0.01);
  }

  @Override
  public String id() {
    return "adamw";
  }
}
