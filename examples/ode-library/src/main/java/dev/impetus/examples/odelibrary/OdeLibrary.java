// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.odelibrary;

import dev.impetus.plugins.dopri5.DormandPrince54;
import dev.impetus.plugins.rk4.KuttaMethods;
import dev.impetus.solver.DenseSolution;
import dev.impetus.solver.OdeSession;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.Solution;
import dev.impetus.solver.control.FixedStep;
import dev.impetus.solver.event.Event;
import dev.impetus.solver.event.EventDetector;
import dev.impetus.solver.state.Float64State;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.io.PrintStream;
import java.util.Locale;

/** Solves the Lotka–Volterra equations, finds the peaks of the prey and differentiates the end. */
public final class OdeLibrary {

  private static final LotkaVolterra MODEL = new LotkaVolterra(1.5, 1, 3, 1);
  private static final StateVector START = StateVector.of(new double[] {1, 1});
  private static final double END = 10;

  private OdeLibrary() {}

  /** Prints three tables. */
  public static void main(String[] arguments) {
    printSolution(System.out);
    printMethods(System.out);
    printGradient(System.out);
  }

  static void printSolution(PrintStream out) {
    // The prey peak where their growth changes from positive to negative.
    EventDetector peak =
        EventDetector.passing("peak", (t, y, row) -> MODEL.alpha() - MODEL.beta() * y.get(row, 1))
            .in(EventDetector.Direction.FALLING);
    Solution solution =
        OdeSolver.with(DormandPrince54.shampine())
            .tolerances(1e-8, 1e-10)
            .event(peak)
            .dense(true)
            .build()
            .solve(MODEL.field(), START, 0, END)
            .orThrow();
    DenseSolution path = solution.dense().orElseThrow();
    StateVector y = START.newLike();
    out.println("     t      prey  predators");
    for (double t = 0; t <= END; t++) {
      path.evaluate(t, y);
      print(out, "%6.2f  %8.5f   %8.5f", t, y.get(0, 0), y.get(0, 1));
    }
    for (Event event : solution.events()) {
      print(
          out,
          "%6.2f  %8.5f   %8.5f  peak of the prey",
          event.time(),
          event.state().get(0, 0),
          event.state().get(0, 1));
    }
  }

  static void printMethods(PrintStream out) {
    out.println();
    out.println("method                    evaluations  prey at the end");
    OdeSolver adaptive = OdeSolver.with(DormandPrince54.shampine()).tolerances(1e-8, 1e-10).build();
    OdeSolver fixed =
        OdeSolver.with(KuttaMethods.classical()).controller(FixedStep.steps(500)).build();
    for (OdeSolver solver : new OdeSolver[] {adaptive, fixed}) {
      Solution solution = solver.solve(MODEL.field(), START, 0, END).orThrow();
      print(
          out,
          "%-25s %11d  %.9f",
          solver.method().info().name(),
          solution.statistics().evaluations(),
          solution.state().get(0, 0));
    }
  }

  static void printGradient(PrintStream out) {
    double[] gradient = gradient();
    out.println();
    out.println("parameter   d prey(end) / d parameter   by differences");
    String[] names = {"alpha", "beta", "gamma", "delta"};
    for (int i = 0; i < 4; i++) {
      print(out, "%-9s   %25.7f   %14.7f", names[i], gradient[i], difference(i));
    }
  }

  /** The derivative of the prey at the end by the four parameters: one solve forward, one back. */
  static double[] gradient() {
    OdeSession session =
        OdeSolver.with(DormandPrince54.shampine())
            .tolerances(1e-10, 1e-10)
            .build()
            .newSession(MODEL.field(), Precision.FLOAT64, 1);
    session.solve(START, 0, END).orThrow();
    StateVector preyAtEnd = StateVector.of(new double[] {1, 0});
    StateVector byStart = START.newLike();
    StateVector byParameters = Float64State.zeros(1, 4);
    session.pullback(new StateVector[] {preyAtEnd}, byStart, byParameters);
    return byParameters.toArray();
  }

  static double difference(int parameter) {
    double change = 1e-5;
    double value = MODEL.get(parameter);
    return (preyAtEnd(MODEL.with(parameter, value + change))
            - preyAtEnd(MODEL.with(parameter, value - change)))
        / (2 * change);
  }

  private static double preyAtEnd(LotkaVolterra model) {
    return OdeSolver.with(DormandPrince54.shampine())
        .tolerances(1e-11, 1e-11)
        .build()
        .solve(model.field(), START, 0, END)
        .orThrow()
        .state()
        .get(0, 0);
  }

  private static void print(PrintStream out, String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
