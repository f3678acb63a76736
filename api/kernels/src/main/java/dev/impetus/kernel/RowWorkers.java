// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.kernel;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Shares rows over threads of its own. The ranges follow from the numbers of rows and threads
 * alone, so results depend on nothing else, and sums over rows are reproducible where each worker's
 * partial sums are added in the order of the workers.
 *
 * <p>The caller is worker 0. Handing over is a write that the others see at once while they still
 * spin for work, which they do for {@value #SPIN_MICROSECONDS} µs before they sleep; waking them is
 * a call of the operating system. On cores that other programs use as well it was measured at 90
 * µs. With one thread everything runs in the caller, as it does range by range while another task
 * is running. Runs allocate nothing.
 */
public final class RowWorkers implements AutoCloseable {

  static final int SPIN_MICROSECONDS = 50;

  /** Looks at the clock once in so many turns. */
  private static final int TURNS = 64;

  private final Worker[] others;
  private final AtomicBoolean busy = new AtomicBoolean();
  private final AtomicInteger pending = new AtomicInteger();
  private RowTask task;
  private int rows;
  private volatile int round;
  private volatile boolean closed;
  private volatile Thread waiting;

  /**
   * Starts {@code threads - 1} daemon threads.
   *
   * @param threads how many work, the caller included; at least 1
   */
  public RowWorkers(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads are " + threads);
    }
    others = new Worker[threads - 1];
    for (int i = 0; i < others.length; i++) {
      others[i] = new Worker(i + 1);
    }
    for (Worker worker : others) {
      worker.start();
    }
  }

  /** How many work, the caller included. */
  public int threads() {
    return others.length + 1;
  }

  /** The first row of a worker; that of the worker behind the last is the number of rows. */
  public static int firstRow(int rows, int worker, int threads) {
    return (int) ((long) rows * worker / threads);
  }

  /**
   * Runs a task on all rows and returns when all is done. What a worker throws is thrown here, that
   * of the lowest worker if there are several, the others suppressed.
   *
   * @throws IllegalStateException if it is closed
   */
  public void run(int newRows, RowTask newTask) {
    if (closed) {
      throw new IllegalStateException("the row workers are closed");
    }
    if (others.length == 0) {
      if (newRows > 0) {
        newTask.run(0, 0, newRows);
      }
      return;
    }
    if (!busy.compareAndSet(false, true)) {
      runAlone(newRows, newTask);
      return;
    }
    try {
      task = newTask;
      rows = newRows;
      pending.set(others.length);
      nextRound();
      Throwable failure = attempt(0);
      awaitOthers();
      for (Worker worker : others) {
        failure = combined(failure, worker.failure);
        worker.failure = null;
      }
      rethrow(failure);
    } finally {
      task = null;
      busy.set(false);
    }
  }

  private void runAlone(int allRows, RowTask aTask) {
    for (int worker = 0; worker < threads(); worker++) {
      int from = firstRow(allRows, worker, threads());
      int to = firstRow(allRows, worker + 1, threads());
      if (from < to) {
        aTask.run(worker, from, to);
      }
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // Only the caller that is busy writes it.
  private void nextRound() {
    round = round + 1;
    for (Worker worker : others) {
      if (worker.asleep) {
        LockSupport.unpark(worker);
      }
    }
  }

  private Throwable attempt(int worker) {
    int from = firstRow(rows, worker, threads());
    int to = firstRow(rows, worker + 1, threads());
    try {
      if (from < to) {
        task.run(worker, from, to);
      }
      return null;
    } catch (RuntimeException | Error e) {
      return e;
    }
  }

  private void awaitOthers() {
    long end = 0;
    for (int turn = 1; pending.get() > 0; turn++) {
      Thread.onSpinWait();
      if (turn % TURNS == 0) {
        long now = System.nanoTime();
        end = end == 0 ? now + SPIN_MICROSECONDS * 1000L : end;
        if (now - end > 0) {
          waiting = Thread.currentThread();
          while (pending.get() > 0) {
            LockSupport.park(this);
          }
          waiting = null;
        }
      }
    }
  }

  private static Throwable combined(Throwable first, Throwable second) {
    if (first == null) {
      return second;
    }
    if (second != null && second != first) {
      first.addSuppressed(second);
    }
    return first;
  }

  private static void rethrow(Throwable failure) {
    if (failure instanceof RuntimeException exception) {
      throw exception;
    } else if (failure instanceof Error error) {
      throw error;
    }
  }

  /** Ends the threads; idempotent. Not to be called from a task. */
  @Override
  public void close() {
    if (!busy.compareAndSet(false, true)) {
      throw new IllegalStateException("the row workers are running a task");
    }
    try {
      if (!closed) {
        closed = true;
        nextRound();
      }
    } finally {
      busy.set(false);
    }
  }

  private final class Worker extends Thread {

    private final int index;
    private volatile boolean asleep;
    private Throwable failure;

    Worker(int index) {
      super("impetus-rows-" + index);
      this.index = index;
      setDaemon(true);
    }

    @Override
    public void run() {
      int seen = 0;
      while (true) {
        seen = awaitRound(seen);
        if (closed) {
          return;
        }
        failure = attempt(index);
        if (pending.decrementAndGet() == 0) {
          LockSupport.unpark(waiting);
        }
      }
    }

    private int awaitRound(int seen) {
      long end = 0;
      for (int turn = 1; round == seen; turn++) {
        Thread.onSpinWait();
        if (turn % TURNS == 0) {
          long now = System.nanoTime();
          end = end == 0 ? now + SPIN_MICROSECONDS * 1000L : end;
          if (now - end > 0) {
            sleep(seen);
          }
        }
      }
      return round;
    }

    private void sleep(int seen) {
      asleep = true;
      while (round == seen) {
        LockSupport.park(RowWorkers.this);
      }
      asleep = false;
    }
  }
}
