// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks.measure;

import java.util.Arrays;
import java.util.Optional;

/** Who takes part: each in processes of its own. */
public enum Library {
  /** This project, by its public interfaces. */
  IMPETUS("impetus", false),
  /** What the machine can do: hand-written loops and bare OpenBLAS, without generality. */
  LIMIT("limit", false),
  /** ND4J's graphs, by the engine that runs them as they are. */
  SAMEDIFF("samediff", false),
  /** Hipparchus. */
  HIPPARCHUS("hipparchus", false),
  /** Apache Commons Math 3. */
  COMMONS_MATH("commons-math", false),
  /** torch alone. */
  TORCH("torch", true),
  /** torchdiffeq on torch. */
  TORCHDIFFEQ("torchdiffeq", true),
  /** torchode on torch. */
  TORCHODE("torchode", true),
  /** diffrax on JAX. */
  DIFFRAX("diffrax", true),
  /** SciPy. */
  SCIPY("scipy", true);

  private final String id;
  private final boolean python;

  Library(String id, boolean python) {
    this.id = id;
    this.python = python;
  }

  /** Its name on the command line and in the results. */
  public String id() {
    return id;
  }

  /** Whether Python runs it. */
  public boolean isPython() {
    return python;
  }

  /** The library of that name. */
  public static Optional<Library> find(String id) {
    return Arrays.stream(values()).filter(library -> library.id.equals(id)).findFirst();
  }
}
