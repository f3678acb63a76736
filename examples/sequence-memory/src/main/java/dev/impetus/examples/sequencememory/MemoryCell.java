// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.sequencememory;

import java.util.List;
import java.util.Map;

/**
 * A cell of the comparison.
 *
 * @param name what tables call it
 * @param id the architecture
 * @param options its options but the width
 */
record MemoryCell(String name, String id, Map<String, Object> options) {

  /** Momentum beside its plain cell and beside its step size without momentum. */
  static final List<MemoryCell> ALL =
      List.of(
          new MemoryCell("lstm", "lstm", Map.of()),
          new MemoryCell("lstm, s 0.6", "momentum-lstm", Map.of("mu", 0.0, "s", 0.6)),
          new MemoryCell("momentum-lstm", "momentum-lstm", Map.of("mu", 0.6, "s", 0.6)),
          new MemoryCell(
              "adam-lstm", "adam-lstm", Map.of("mu", 0.6, "s", 0.6, "beta", 0.9, "epsilon", 1e-3)),
          new MemoryCell(
              "rmsprop-lstm", "rmsprop-lstm", Map.of("s", 0.6, "beta", 0.9, "epsilon", 1e-3)),
          new MemoryCell("sr-lstm", "sr-lstm", Map.of("s", 0.6, "restart", 40)),
          new MemoryCell("dtriv", "dtriv", Map.of()),
          new MemoryCell("momentum-dtriv", "momentum-dtriv", Map.of("mu", 0.6, "s", 0.6)));
}
