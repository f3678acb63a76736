// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.sweep;

import dev.impetus.runtime.pipeline.PipelineSpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One combination of values.
 *
 * @param label what it is called: {@code momentum-lstm, mu 0.6, s 1}
 * @param folder name of its folder
 * @param variant name of its variant; empty if there is one without a name
 * @param values values of the axes as they would stand in a specification, by path; none for an
 *     option that is left out
 * @param control whether its model has a method that can be switched off, and it is off
 * @param method whether its model has such a method, on or off
 * @param added whether nobody asked for it but the rule that every sweep has a control
 * @param spec the resolved specification, whose seed is replaced in each run
 * @param off the same specification with the method switched off, if its model has one that is on
 */
public record Setting(
    String label,
    String folder,
    String variant,
    Map<String, String> values,
    boolean control,
    boolean method,
    boolean added,
    PipelineSpec spec,
    Optional<PipelineSpec> off) {

  /** Copies the values. */
  public Setting {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The resolved specification with this seed, as a run records it. */
  String yaml(long seed) {
    return spec.toBuilder().seed(seed).build().toYaml();
  }
}
