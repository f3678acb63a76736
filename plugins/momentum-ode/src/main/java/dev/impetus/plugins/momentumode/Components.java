// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumode;

import java.util.function.ObjDoubleConsumer;

/**
 * What models of both kinds of task have in common.
 *
 * @param dynamics the equations
 * @param field the equations, compiled
 * @param readout what is predicted from the state
 */
record Components(Dynamics dynamics, Part field, Readout readout) {

  /** Reports damping and the like. */
  void measure(ObjDoubleConsumer<String> figures) {
    dynamics.measure(field.parameters(), figures);
  }
}
