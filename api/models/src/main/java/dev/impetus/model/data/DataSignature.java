// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.model.data;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.api.error.Suggestions;
import java.util.List;
import java.util.Optional;

/**
 * The fields of every sample of a data set, and the times at which its sequences are observed.
 *
 * @param fields the fields; names differ
 * @param times for trajectories observed at the same times in all samples, those times, the first
 *     being that of the initial state; else empty
 */
public record DataSignature(List<DataField> fields, List<Double> times) {

  /** Copies the lists. */
  public DataSignature {
    fields = List.copyOf(fields);
    times = List.copyOf(times);
    if (fields.stream().map(DataField::name).distinct().count() != fields.size()) {
      throw new IllegalArgumentException("two fields of " + fields + " have the same name");
    }
  }

  /** A signature without common times. */
  public static DataSignature of(DataField... fields) {
    return new DataSignature(List.of(fields), List.of());
  }

  /** The field of that name, if there is one. */
  public Optional<DataField> find(String name) {
    return fields.stream().filter(field -> field.name().equals(name)).findFirst();
  }

  /**
   * The field of that name.
   *
   * @param reader who needs it, for the message
   * @throws ImpetusException of kind DATA if there is none
   */
  public DataField require(String name, String reader) {
    return find(name)
        .orElseThrow(
            () ->
                new ImpetusException(
                    new Problem(
                        ErrorKind.DATA,
                        reader + " needs the field \"" + name + "\"",
                        "data",
                        "the data set has no such field",
                        Suggestions.didYouMean(
                            name, fields.stream().map(DataField::name).toList(), "fields"))));
  }
}
