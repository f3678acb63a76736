// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.proximalbdf;

import org.testng.SkipException;
import org.testng.annotations.Test;

/** With its defaults: order 5. */
public class ProximalBdfConformanceTest extends BdfConformance {

  @Override
  protected boolean isAStable() {
    return false;
  }

  @Override
  protected int stiffOrder() {
    return 5;
  }

  /** {@link OrderTest} has this problem with the 160 steps and more at which order 5 is seen. */
  @Override
  @Test(groups = "order")
  public void required_spec104_theOrderIsNotHigherThanDeclared() {
    throw new SkipException("known: of the few steps before rounding, a tenth are starting steps");
  }

  /** Known: errors of 1.0e-5, with a differenced Jacobian 1.6e-5; SciPy's BDF has 5.5e-5. */
  @Override
  protected double oregonatorDigits() {
    return 4.5;
  }
}
