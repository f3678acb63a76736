// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.model.data;

import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.LinkedHashMap;
import java.util.Map;

/** Some samples, a row each, one vector a field. Reused from batch to batch. */
public final class Batch {

  private final DataSignature signature;
  private final Precision precision;
  private final int rows;
  private final Map<String, StateVector> vectors = new LinkedHashMap<>();

  /** Room for {@code rows} samples of this signature. */
  public Batch(DataSignature signature, Precision precision, int rows) {
    this.signature = signature;
    this.precision = precision;
    this.rows = rows;
    for (DataField field : signature.fields()) {
      vectors.put(field.name(), StateVector.zeros(precision, rows, field.width()));
    }
  }

  /** The fields. */
  public DataSignature signature() {
    return signature;
  }

  /** The floating-point type. */
  public Precision precision() {
    return precision;
  }

  /** Number of samples. */
  public int rows() {
    return rows;
  }

  /**
   * The numbers of a field, rows × width of the field.
   *
   * @throws IllegalArgumentException if the signature has no such field
   */
  public StateVector vector(String field) {
    StateVector vector = vectors.get(field);
    if (vector == null) {
      throw new IllegalArgumentException(
          "the batch has no field " + field + ", only " + vectors.keySet());
    }
    return vector;
  }
}
