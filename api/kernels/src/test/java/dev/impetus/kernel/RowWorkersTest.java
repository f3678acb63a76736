// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

public final class RowWorkersTest {

  @DataProvider
  public Object[][] threads() {
    return new Object[][] {{1}, {2}, {3}, {7}};
  }

  private static List<Thread> alive() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("impetus-rows-"))
        .toList();
  }

  @Test(dataProvider = "threads")
  public void eachRowIsWorkedOnOnceByTheSameWorker(int threads) {
    try (RowWorkers workers = new RowWorkers(threads)) {
      for (int rows : new int[] {0, 1, 2, 5, 64, 1001}) {
        int[] visits = new int[rows];
        int[] by = new int[rows];
        for (int round = 1; round <= 200; round++) {
          workers.run(
              rows,
              (worker, from, to) -> {
                for (int row = from; row < to; row++) {
                  visits[row]++;
                  by[row] = worker;
                }
              });
          assertThat(visits).containsOnly(rows == 0 ? new int[0] : new int[] {round});
        }
        for (int worker = 0; worker < threads; worker++) {
          int from = RowWorkers.firstRow(rows, worker, threads);
          int to = RowWorkers.firstRow(rows, worker + 1, threads);
          assertThat(Arrays.copyOfRange(by, from, to))
              .containsOnly(from == to ? new int[0] : new int[] {worker});
        }
      }
    }
  }

  /** Work that comes after the others fell asleep, and work that outlasts the caller's patience. */
  @Test
  public void sleepersAreWoken() {
    try (RowWorkers workers = new RowWorkers(3)) {
      int[] done = new int[3];
      for (int round = 0; round < 20; round++) {
        workers.run(
            3,
            (worker, from, to) -> {
              if (worker > 0) {
                LockSupport.parkNanos(2_000_000);
              }
              done[worker]++;
            });
        LockSupport.parkNanos(2_000_000);
      }
      assertThat(done).containsOnly(20);
    }
  }

  @Test(dataProvider = "threads")
  public void whatAWorkerThrowsIsThrownToTheCallerWhenAllAreDone(int threads) {
    try (RowWorkers workers = new RowWorkers(threads)) {
      int[] done = new int[threads];
      for (int failing = 0; failing < threads; failing++) {
        int bad = failing;
        assertThatThrownBy(
                () ->
                    workers.run(
                        threads,
                        (worker, from, to) -> {
                          done[worker]++;
                          if (worker >= bad) {
                            throw new ArithmeticException("row " + from);
                          }
                        }))
            .isInstanceOf(ArithmeticException.class)
            .hasMessage("row " + failing)
            .satisfies(e -> assertThat(e.getSuppressed()).hasSize(threads - 1 - bad));
      }
      assertThat(done).containsOnly(threads);
      workers.run(threads, (worker, from, to) -> done[worker]++);
      assertThat(done).containsOnly(threads + 1);
    }
  }

  @Test
  public void runsAllocateNothing() {
    ThreadMXBean bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (RowWorkers workers = new RowWorkers(3)) {
      long[] sums = new long[64];
      RowTask task = (worker, from, to) -> sums[8 * worker] += to - from;
      long[] ids = alive().stream().mapToLong(Thread::getId).toArray();
      assertThat(ids.length).isGreaterThanOrEqualTo(2);
      long least = Long.MAX_VALUE;
      for (int attempt = 0; attempt < 5; attempt++) {
        long before = bean.getCurrentThreadAllocatedBytes();
        long beforeOthers = Arrays.stream(bean.getThreadAllocatedBytes(ids)).sum();
        long bookkeeping = bean.getCurrentThreadAllocatedBytes() - before;
        for (int i = 0; i < 500; i++) {
          workers.run(100, task);
        }
        long own = bean.getCurrentThreadAllocatedBytes() - before - bookkeeping;
        long others = Arrays.stream(bean.getThreadAllocatedBytes(ids)).sum() - beforeOthers;
        least = Math.min(least, own + others);
      }
      // The bean itself allocates a little.
      assertThat(least).isLessThan(200);
      assertThat(sums[0] + sums[8] + sums[16]).isEqualTo(5 * 500 * 100);
    }
  }

  @Test
  public void aTaskWithinATaskRunsInItsCaller() {
    try (RowWorkers workers = new RowWorkers(2)) {
      int[][] rows = new int[2][10];
      workers.run(
          2,
          (outer, first, last) ->
              workers.run(
                  10,
                  (worker, from, to) -> {
                    for (int row = from; row < to; row++) {
                      rows[outer][row] += 1 + worker;
                    }
                  }));
      assertThat(rows[0]).containsExactly(1, 1, 1, 1, 1, 2, 2, 2, 2, 2);
      assertThat(rows[1]).containsExactly(rows[0]);
    }
  }

  @Test
  public void noThreadIsRefused() {
    assertThatThrownBy(() -> new RowWorkers(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  public void closingEndsTheThreads() throws InterruptedException {
    List<Thread> before = alive();
    RowWorkers workers = new RowWorkers(4);
    List<Thread> own = alive().stream().filter(thread -> !before.contains(thread)).toList();
    assertThat(own).hasSize(3).allMatch(Thread::isDaemon);
    workers.close();
    workers.close();
    for (Thread thread : own) {
      thread.join(10_000);
      assertThat(thread.isAlive()).isFalse();
    }
    assertThatThrownBy(() -> workers.run(1, (worker, from, to) -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }
}
