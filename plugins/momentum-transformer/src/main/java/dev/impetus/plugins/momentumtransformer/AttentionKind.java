// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

/**
 * How a query weighs the keys, φ being the feature map, j ≤ i for causal kinds, and N a sample's
 * real tokens.
 */
public enum AttentionKind {
  /** exp(q_i·k_j / √E) over all keys, normalised. */
  SOFTMAX(false),
  /** The same over j ≤ i. */
  CAUSAL_SOFTMAX(true),
  /** φ(q_i)·φ(k_j) over all keys (Katharopoulos et al., ICML 2020). */
  LINEAR(false),
  /** The same over j ≤ i: s_i = s_{i-1} + φ(k_i) v_iᵀ. */
  CAUSAL_LINEAR(true),
  /**
   * m_i = b m_{i-1} - φ(k_i) v_iᵀ, s_i = s_{i-1} - g m_i, which weighs key j by g (1 - b^(i-j+1)) /
   * (1 - b) (Nguyen et al., MSML 2022, equation of the recurrence).
   */
  CAUSAL_MOMENTUM(true),
  /** φ(q_i)·φ(k_j) g (1 - b^(N-j+1)) / (1 - b) over all keys: the weights of the last query. */
  MOMENTUM(false),
  /**
   * As the published code trains: g (1 - b^(L-j+1)) / (1 - b) for every query, L with padding.
   * Outputs depend on padding and are not those of the recurrence; for comparison only. Token by
   * token it is {@link #CAUSAL_MOMENTUM}, as the published code generates.
   */
  CAUSAL_MOMENTUM_LEGACY(true);

  private final boolean causal;

  AttentionKind(boolean causal) {
    this.causal = causal;
  }

  /** Whether a query sees the keys up to its own alone. */
  public boolean isCausal() {
    return causal;
  }

  /** Whether it reads b and g. */
  public boolean hasMomentum() {
    return this == CAUSAL_MOMENTUM || this == MOMENTUM || this == CAUSAL_MOMENTUM_LEGACY;
  }

  /** Whether it is normalised exponentials, without a feature map. */
  public boolean isSoftmax() {
    return this == SOFTMAX || this == CAUSAL_SOFTMAX;
  }
}
