// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.field;

/** What a {@link VectorField} can compute besides its value. */
public enum Capability {
  /** Vector–Jacobian products with respect to state and parameters: {@link Linearization#vjp}. */
  VJP,
  /** Jacobian–vector products with respect to the state: {@link Linearization#jvp}. */
  JVP
}
