// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.sweep;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a sweep is asked for: a specification, values of it that are varied, and seeds. Every
 * combination of values is a setting, and each setting is trained once with every seed.
 *
 * @param title heading of the report
 * @param base text of the specification
 * @param baseName name of its file, for messages
 * @param folder folder against which relative paths in it are resolved
 * @param set values by path that replace those of the base in every run
 * @param variants things to compare; none is one without a name and changes
 * @param grid what is varied, in every variant
 * @param seeds seeds of the runs of each setting
 * @param figure the figure to choose and to compare settings by, {@code loss} or the name of a
 *     metric; empty for what the training monitors
 * @param withoutControl why settings with the method switched off are not added; empty if they are
 */
public record SweepSpec(
    String title,
    String base,
    String baseName,
    Path folder,
    Map<String, Object> set,
    List<SweepVariant> variants,
    List<SweepAxis> grid,
    List<Long> seeds,
    Optional<String> figure,
    Optional<String> withoutControl) {

  /** Copies the collections. */
  public SweepSpec {
    folder = folder.toAbsolutePath().normalize();
    set = Collections.unmodifiableMap(new LinkedHashMap<>(set));
    variants = List.copyOf(variants);
    grid = List.copyOf(grid);
    seeds = List.copyOf(seeds);
  }
}
