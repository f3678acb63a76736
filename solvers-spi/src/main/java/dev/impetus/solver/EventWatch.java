// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver;

import dev.impetus.solver.event.Event;
import dev.impetus.solver.event.EventDetector;
import dev.impetus.solver.event.EventDetector.Direction;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.Stepper;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the events of a solve. It remembers the last sign of each function in each row; a value of
 * exactly zero counts as the sign after the crossing, a NaN as no news.
 */
final class EventWatch {

  private final List<EventDetector> detectors;
  private final double[][] signs;
  private final StateVector place;
  private final RowScalar theta;
  private final int[] only;
  private final List<Crossing> crossings = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();

  private Stepper stepper;
  private double t;
  private double h;
  private double end;
  private StateVector result;
  private int firstRow;
  private int pastRows;

  EventWatch(List<EventDetector> detectors, StateVector like, BatchPolicy policy) {
    this.detectors = detectors;
    signs = new double[detectors.size()][like.rows()];
    place = like.newLike();
    boolean perSample = policy.isPerSample();
    theta = perSample ? RowScalar.perRow(like.rows()) : RowScalar.shared(0);
    only = perSample ? new int[1] : null;
    pastRows = like.rows();
  }

  private record Crossing(double theta, int detector, int row, boolean rising) {}

  /** Forgets the events of the solve before. */
  void clear() {
    events.clear();
  }

  /**
   * Begins a solve of a lane's rows. A function that is exactly zero at the start is an event there
   * if its detector takes any direction; with a direction it is none, so that a solve can be
   * continued from its last event.
   *
   * @return the terminal event at the start, or null
   */
  Event begin(Lanes lanes, int lane, StateVector y0) {
    show(lane);
    double t0 = lanes.now(lane);
    Event terminal = null;
    for (int d = 0; d < signs.length; d++) {
      EventDetector detector = detectors.get(d);
      for (int row = firstRow; row < pastRows; row++) {
        double value = detector.function().value(t0, y0, row);
        signs[d][row] = sign(value);
        if (value == 0 && detector.direction() == Direction.ANY && terminal == null) {
          Event event = new Event(detector, row, t0, copy(y0, row), false);
          events.add(event);
          terminal = detector.terminal() ? event : null;
        }
      }
    }
    return terminal;
  }

  /**
   * Finds the events of a lane's accepted step and keeps them, up to the first terminal one.
   *
   * @param newResult the state at the step's end
   * @return that terminal event, or null
   */
  Event scan(Lanes lanes, int lane, Stepper newStepper, StateVector newResult) {
    show(lane);
    stepper = newStepper;
    t = lanes.now(lane);
    h = lanes.step(lane);
    end = lanes.reached(lane);
    result = newResult;
    double horizon = lanes.horizon(lane);
    crossings.clear();
    for (int d = 0; d < signs.length; d++) {
      int pieces = detectors.get(d).interiorSamples() + 1;
      for (int piece = 1; piece <= pieces; piece++) {
        scan(d, (piece - 1.0) / pieces, (double) piece / pieces);
      }
    }
    crossings.sort(Comparator.comparingDouble(Crossing::theta));
    for (Crossing crossing : crossings) {
      if ((timeAt(crossing.theta()) - horizon) * h > 0) {
        return null;
      }
      EventDetector detector = detectors.get(crossing.detector());
      Event event =
          new Event(
              detector,
              crossing.row(),
              timeAt(crossing.theta()),
              copy(stateAt(crossing.theta()), crossing.row()),
              crossing.rising());
      events.add(event);
      if (detector.terminal()) {
        return event;
      }
    }
    return null;
  }

  private void scan(int d, double from, double to) {
    EventDetector detector = detectors.get(d);
    StateVector state = stateAt(to);
    for (int row = firstRow; row < pastRows; row++) {
      double before = signs[d][row];
      double value = detector.function().value(timeAt(to), state, row);
      if (before == 0) {
        signs[d][row] = sign(value);
      } else if (value * before <= 0) {
        signs[d][row] = -before;
        boolean rising = before < 0;
        if (detector.direction() == Direction.ANY
            || (detector.direction() == Direction.RISING) == rising) {
          double root = value == 0 ? to : root(detector, row, before, from, to, value);
          state = stateAt(to);
          crossings.add(new Crossing(root, d, row, rising));
        }
      }
    }
  }

  /**
   * The sign change between two places of the step: regula falsi with the Illinois weights, each
   * third time a bisection. Returns the far side of a bracket of two units in the last place of the
   * time.
   */
  private double root(
      EventDetector detector, int row, double before, double from, double to, double valueAtTo) {
    double a = from;
    double b = to;
    double fa = detector.function().value(timeAt(a), stateAt(a), row);
    double fb = valueAtTo;
    double width =
        Math.max(2 * Math.ulp(Math.max(Math.abs(t), Math.abs(t + h))) / Math.abs(h), 1e-15);
    int side = 0;
    for (int i = 0; i < 200 && b - a > width; i++) {
      double c = i % 3 == 2 ? 0.5 * (a + b) : a - fa * (b - a) / (fb - fa);
      if (!(c > a + 0.5 * width)) {
        c = Math.min(a + 0.5 * width, 0.5 * (a + b));
      } else if (c > b - 0.5 * width) {
        c = Math.max(b - 0.5 * width, 0.5 * (a + b));
      }
      double fc = detector.function().value(timeAt(c), stateAt(c), row);
      if (fc * before > 0) {
        a = c;
        fa = fc;
        fb = side < 0 ? 0.5 * fb : fb;
        side = -1;
      } else {
        b = c;
        fb = fc;
        fa = side > 0 ? 0.5 * fa : fa;
        side = 1;
      }
    }
    return b;
  }

  private double timeAt(double place01) {
    return place01 == 1 ? end : t + place01 * h;
  }

  private StateVector stateAt(double place01) {
    if (place01 == 1) {
      return result;
    }
    theta.setAll(place01);
    if (only == null) {
      stepper.interpolate(theta, place);
    } else {
      stepper.interpolate(theta, only, 1, place);
    }
    return place;
  }

  /** Turns to the rows of a lane: all of them, or its own. */
  private void show(int lane) {
    if (only != null) {
      firstRow = lane;
      pastRows = firstRow + 1;
      only[0] = firstRow;
    }
  }

  private static double sign(double value) {
    return Double.isNaN(value) ? 0 : Math.signum(value);
  }

  private StateVector copy(StateVector state, int row) {
    StateVector source = only == null ? state : state.row(row);
    StateVector copy = source.newLike();
    copy.copyFrom(source);
    return copy;
  }

  /** The events so far, in the order of time. */
  List<Event> events() {
    if (only != null) {
      Comparator<Event> inTime = Comparator.comparingDouble(Event::time);
      events.sort(h < 0 ? inTime.reversed() : inTime);
    }
    return List.copyOf(events);
  }
}
