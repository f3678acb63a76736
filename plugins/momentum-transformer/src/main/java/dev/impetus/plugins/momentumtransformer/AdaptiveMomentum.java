// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

/**
 * The momentum of the connection across layers from what the layers do, one number a token, instead
 * of a constant: clip(c, 0, 1 - δ), where G is this layer's attention output, P that of the layer
 * below, Y = G - P, and u the velocity up to the layer below.
 *
 * <p>Guards. Where a denominator is 0 the momentum is 0: there is nothing to carry on. Where the
 * ratio is infinite or negative it is clipped as any number. Clipped momentum has no gradient. The
 * root in the rules of the step is therefore differentiated only where c &lt; 1 - δ, that is where
 * |Y| is at least (1 - √(1 - δ))² of the denominator, so that its infinite slope at Y = 0 (equal
 * outputs of two layers, where c = 1) is never met.
 *
 * @param rule what c is
 * @param delta how far below 1 momentum stays
 */
record AdaptiveMomentum(Rule rule, double delta) {

  /** What c is. */
  enum Rule {
    /** (1 - √(|Y| / |P|))²: equation 18 of Nguyen et al., MSML 2022. */
    PAPER,
    /** (1 - √(|Y| / |u|))²: the published code's form. */
    VELOCITY,
    /** |G|² / |P|². */
    FLETCHER_REEVES,
    /** ⟨G, Y⟩ / |P|². */
    POLAK_RIBIERE,
    /** ⟨G, Y⟩ / ⟨u, Y⟩. */
    HESTENES_STIEFEL,
    /** |G|² / ⟨u, Y⟩. */
    DAI_YUAN;

    /** Whether it reads the velocity. */
    boolean readsVelocity() {
      return this == VELOCITY || this == HESTENES_STIEFEL || this == DAI_YUAN;
    }
  }

  /**
   * The arrays that a rule reads: blocks of tokens, row-major.
   *
   * @param g this layer's attention output
   * @param p that of the layer below
   * @param y their difference
   * @param u velocity up to the layer below; null for rules that do not read it
   */
  record Terms<A>(A g, A p, A y, A u) {}

  /** The momentum of the token whose row of {@code width} numbers begins at {@code from}. */
  <A> double coefficient(TokenArithmetic<A> on, Terms<A> terms, int from, int width) {
    double bottom = denominator(on, terms, from, width);
    if (bottom == 0) {
      return 0;
    }
    double ratio = numerator(on, terms, from, width) / bottom;
    double c = isStep() ? square(1 - Math.sqrt(ratio)) : ratio;
    return Math.min(Math.max(c, 0), 1 - delta);
  }

  /**
   * Adds to the cotangents of G, P and u what a cotangent of the momentum gives.
   *
   * @param coefficient what {@link #coefficient} was
   * @param cotangent of it
   */
  <A> void pullBack(
      TokenArithmetic<A> on,
      double coefficient,
      double cotangent,
      Terms<A> terms,
      Terms<A> cotangents,
      int from,
      int width) {
    if (!(coefficient > 0 && coefficient < 1 - delta) || cotangent == 0) {
      return;
    }
    double top = numerator(on, terms, from, width);
    double bottom = denominator(on, terms, from, width);
    A dg = cotangents.g();
    A dp = cotangents.p();
    A du = cotangents.u();
    if (isStep()) {
      double root = Math.sqrt(top / bottom);
      double slope = -(1 - root) / root * cotangent;
      double alongY = slope / (top * bottom);
      double alongBottom = -slope * top / (bottom * bottom * bottom);
      on.addRow(dg, alongY, terms.y(), from, width);
      on.addRow(dp, -alongY, terms.y(), from, width);
      if (rule == Rule.VELOCITY) {
        on.addRow(du, alongBottom, terms.u(), from, width);
      } else {
        on.addRow(dp, alongBottom, terms.p(), from, width);
      }
      return;
    }
    double ofTop = cotangent / bottom;
    double ofBottom = -cotangent * top / (bottom * bottom);
    if (rule == Rule.FLETCHER_REEVES || rule == Rule.DAI_YUAN) {
      on.addRow(dg, 2 * ofTop, terms.g(), from, width);
    } else {
      on.addRow(dg, ofTop, terms.y(), from, width);
      on.addRow(dg, ofTop, terms.g(), from, width);
      on.addRow(dp, -ofTop, terms.g(), from, width);
    }
    if (rule.readsVelocity()) {
      on.addRow(dg, ofBottom, terms.u(), from, width);
      on.addRow(dp, -ofBottom, terms.u(), from, width);
      on.addRow(du, ofBottom, terms.y(), from, width);
    } else {
      on.addRow(dp, 2 * ofBottom, terms.p(), from, width);
    }
  }

  /** Whether it is the optimal momentum for a step, a function of a ratio of norms. */
  private boolean isStep() {
    return rule == Rule.PAPER || rule == Rule.VELOCITY;
  }

  private <A> double numerator(TokenArithmetic<A> on, Terms<A> terms, int from, int width) {
    return switch (rule) {
      case PAPER, VELOCITY -> Math.sqrt(on.rowDot(terms.y(), terms.y(), from, width));
      case FLETCHER_REEVES, DAI_YUAN -> on.rowDot(terms.g(), terms.g(), from, width);
      case POLAK_RIBIERE, HESTENES_STIEFEL -> on.rowDot(terms.g(), terms.y(), from, width);
    };
  }

  private <A> double denominator(TokenArithmetic<A> on, Terms<A> terms, int from, int width) {
    return switch (rule) {
      case PAPER -> Math.sqrt(on.rowDot(terms.p(), terms.p(), from, width));
      case VELOCITY -> Math.sqrt(on.rowDot(terms.u(), terms.u(), from, width));
      case FLETCHER_REEVES, POLAK_RIBIERE -> on.rowDot(terms.p(), terms.p(), from, width);
      case HESTENES_STIEFEL, DAI_YUAN -> on.rowDot(terms.u(), terms.y(), from, width);
    };
  }

  private static double square(double x) {
    return x * x;
  }
}
