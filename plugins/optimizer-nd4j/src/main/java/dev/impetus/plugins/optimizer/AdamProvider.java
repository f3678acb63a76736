// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.optimizer;

/**
 * Adam (Kingma and Ba, ICLR 2015, algorithm 1): {@code p ← p − η m̂ / (√v̂ + ε)}. ND4J's updater of
 * that name adds ε to √v before its bias is corrected, so that first updates of small gradients
 * come out smaller than elsewhere.
 */
public final class AdamProvider extends CorrectedMomentProvider {

  /** Does nothing but remember its default weight decay. */
  public AdamProvider() {
    super(0);
  }

  @Override
  public String id() {
    return "adam";
  }
}
