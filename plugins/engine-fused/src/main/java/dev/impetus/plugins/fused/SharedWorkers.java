// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import dev.impetus.kernel.RowWorkers;
import java.util.HashMap;
import java.util.Map;

/** Threads that an engine's functions share, for as long as one of them is open. */
final class SharedWorkers {

  private final Map<Integer, RowWorkers> workers = new HashMap<>();
  private final Map<Integer, Integer> users = new HashMap<>();

  synchronized RowWorkers acquire(int threads) {
    users.merge(threads, 1, Integer::sum);
    return workers.computeIfAbsent(threads, RowWorkers::new);
  }

  synchronized void release(int threads) {
    if (users.merge(threads, -1, Integer::sum) == 0) {
      users.remove(threads);
      workers.remove(threads).close();
    }
  }
}
