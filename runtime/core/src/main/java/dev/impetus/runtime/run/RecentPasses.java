// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.run;

import dev.impetus.model.ModelPass;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Passes for the row counts that were asked for last. To pad rows up to fewer counts would be
 * cheaper still, but where a batch shares its steps, padding changes the error norm and with it the
 * predictions.
 */
final class RecentPasses {

  private final IntFunction<ModelPass> creation;
  private final Map<Integer, ModelPass> passes;

  /**
   * No passes yet.
   *
   * @param creation makes a pass for a number of rows
   * @param most how many are kept
   */
  RecentPasses(IntFunction<ModelPass> creation, int most) {
    this.creation = creation;
    this.passes =
        new LinkedHashMap<>(most, 0.75f, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Integer, ModelPass> eldest) {
            return size() > most;
          }
        };
  }

  ModelPass ofRows(int rows) {
    ModelPass pass = passes.get(rows);
    if (pass == null) {
      pass = creation.apply(rows);
      passes.put(rows, pass);
    }
    return pass;
  }
}
