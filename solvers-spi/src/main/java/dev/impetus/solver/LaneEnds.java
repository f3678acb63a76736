// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver;

import dev.impetus.solver.event.Event;
import java.util.Arrays;

/** Which lanes have ended, and how. */
final class LaneEnds {

  private final boolean ofRows;
  private final SolveStatus[] statuses;
  private final int[] rows;
  private final String[] details;
  private final Event[] events;
  private final int[] running;
  private int stillRunning;

  /**
   * Room for the ends of lanes.
   *
   * @param ofRows whether each lane is that of a row
   */
  LaneEnds(int lanes, boolean ofRows) {
    this.ofRows = ofRows;
    statuses = new SolveStatus[lanes];
    running = new int[lanes];
    rows = new int[lanes];
    details = new String[lanes];
    events = new Event[lanes];
  }

  /** Begins a solve, in which none has ended. */
  void clear() {
    Arrays.fill(statuses, null);
    Arrays.fill(rows, -1);
    Arrays.fill(details, "");
    Arrays.fill(events, null);
    Arrays.fill(running, 1);
    stillRunning = running.length;
  }

  /** A lane ends; the row is the one that is to blame, -1 for none. */
  void end(int lane, SolveStatus status, int row, String detail) {
    stillRunning -= running[lane];
    running[lane] = 0;
    statuses[lane] = status;
    rows[lane] = ofRows && status != SolveStatus.REACHED_END ? lane : row;
    details[lane] = detail;
  }

  /** The step just accepted will end that lane at that event; null if at none. */
  void stopAt(int lane, Event event) {
    events[lane] = event;
  }

  /** The event that ends or ended a lane; null if there is none. */
  Event event(int lane) {
    return events[lane];
  }

  /** Whether each lane is that of a row. */
  boolean areOfRows() {
    return ofRows;
  }

  boolean hasEnded(int lane) {
    return running[lane] == 0;
  }

  /** 0 for a lane that has ended, else 1. */
  int running(int lane) {
    return running[lane];
  }

  /** Sets to 0 what is said of lanes that have ended. */
  void silence(int[] ofLanes) {
    if (stillRunning < running.length) {
      for (int i = 0; i < running.length; i++) {
        ofLanes[i] &= -running[i];
      }
    }
  }

  /** Whether any lane has not ended. */
  boolean anyRuns() {
    return stillRunning > 0;
  }

  /** The lane that speaks for all: a failure outranks an event, an event the end. */
  int foremost() {
    int foremost = 0;
    for (int lane = 1; lane < statuses.length; lane++) {
      foremost = rank(lane) > rank(foremost) ? lane : foremost;
    }
    return foremost;
  }

  private int rank(int lane) {
    if (!statuses[lane].isSuccess()) {
      return 2;
    }
    return statuses[lane] == SolveStatus.STOPPED_BY_EVENT ? 1 : 0;
  }

  SolveStatus status(int lane) {
    return statuses[lane];
  }

  /** The row that failed or that an event stopped; -1 if none. */
  int row(int lane) {
    return rows[lane];
  }

  String detail(int lane) {
    return details[lane];
  }
}
