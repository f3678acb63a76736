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
    throw new SkipException("of the few steps before rounding, a tenth are starting steps");
  }

  /** It is tested by {@link OrderTest}, with the last step at one place. */
  @Override
  @Test(groups = "order")
  public void required_spec111_theErrorEstimateHasItsOrder() {
    throw new SkipException("eighteen steps of history move the place where order 6 is observed");
  }

  @Override
  @Test(groups = "stiff")
  public void required_spec305_theOregonator() {
    throw new SkipException("known: 4.6 to 5 digits at 1e-6 instead of five; SciPy's BDF has 4.3");
  }
}
