// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.proximalbdf;

import java.util.Map;

/** The A-stable formula of order 2. */
public class Bdf2ConformanceTest extends BdfConformance {

  @Override
  protected Map<String, ?> options() {
    return Map.of("order", 2);
  }
}
