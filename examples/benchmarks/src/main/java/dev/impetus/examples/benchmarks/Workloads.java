// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks;

import dev.impetus.examples.benchmarks.measure.Workload;
import dev.impetus.examples.benchmarks.workloads.AllWorkloads;
import java.util.Optional;

/** Finds workloads by name. */
final class Workloads {

  private Workloads() {}

  static Optional<Workload> find(String id) {
    return AllWorkloads.list().stream().filter(workload -> workload.id().equals(id)).findFirst();
  }
}
