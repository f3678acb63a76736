// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.training;

import dev.impetus.model.Model;
import dev.impetus.model.ModelPass;
import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataSignature;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.HashMap;
import java.util.Map;

/**
 * One work space for each size of batch: the full one, and the short last ones of the parts of the
 * data. At most four sizes occur.
 */
final class Workspaces {

  private final Model model;
  private final DataSignature signature;
  private final Precision precision;
  private final Map<Integer, Workspace> bySize = new HashMap<>();

  Workspaces(Model model, DataSignature signature, Precision precision) {
    this.model = model;
    this.signature = signature;
    this.precision = precision;
  }

  Workspace ofRows(int rows) {
    return bySize.computeIfAbsent(
        rows,
        size ->
            new Workspace(
                model.newPass(size),
                new Batch(signature, precision, size),
                StateVector.zeros(precision, size, model.prediction().width())));
  }

  /** A pass, its batch, and the cotangent of its prediction. */
  record Workspace(ModelPass pass, Batch batch, StateVector cotangent) {}
}
