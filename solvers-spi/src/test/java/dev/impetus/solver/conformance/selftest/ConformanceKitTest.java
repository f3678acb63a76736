// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.conformance.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.solver.SolverProvider;
import dev.impetus.solver.TestMethods;
import dev.impetus.solver.conformance.AdaptiveSolverConformance;
import dev.impetus.solver.conformance.FixedStepSolverConformance;
import dev.impetus.solver.conformance.ImplicitSolverConformance;
import dev.impetus.solver.conformance.SolverRules;
import dev.impetus.solver.rungekutta.ButcherTableau;
import dev.impetus.solver.rungekutta.ContinuousExtension;
import dev.impetus.solver.rungekutta.DiagonallyImplicitRungeKutta;
import dev.impetus.solver.step.SteppingMethod;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.testng.SkipException;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/**
 * The kit on solvers that are known to be right, which must pass it, and on the same with one fault
 * each, which must fail the rules that are listed here and no other: first the rule that is there
 * for this fault, then those that see its consequences. Rules about plugins (8xx) are left to the
 * plugins.
 */
public class ConformanceKitTest {

  private record Provider(Supplier<SteppingMethod> method) implements SolverProvider {

    @Override
    public String id() {
      return "under-test";
    }

    @Override
    public ConfigSchema schema() {
      return ConfigSchema.empty();
    }

    @Override
    public SteppingMethod create(ConfigView config) {
      return method.get();
    }
  }

  private static SolverRules explicit(SteppingMethod method) {
    return new AdaptiveSolverConformance() {
      @Override
      protected SolverProvider provider() {
        return new Provider(() -> method);
      }
    };
  }

  private static SolverRules fixedStep(SteppingMethod method) {
    return new FixedStepSolverConformance() {
      @Override
      protected SolverProvider provider() {
        return new Provider(() -> method);
      }
    };
  }

  private static SolverRules implicit(FaultyInnerSolver.Fault fault) {
    ButcherTableau tableau =
        ButcherTableau.of(new double[] {0, 1}, new double[][] {{}, {0, 1}}, new double[] {0, 1})
            .withErrorWeights(new double[] {-0.5, 0.5}, 1);
    SteppingMethod method =
        DiagonallyImplicitRungeKutta.of(
                "backward Euler",
                1,
                tableau,
                ContinuousExtension.of(1, new double[][] {{}, {1}}),
                "A.-L. Cauchy, 1824")
            .withInnerSolver(new FaultyInnerSolver(fault));
    return new ImplicitSolverConformance() {
      @Override
      protected SolverProvider provider() {
        return new Provider(() -> method);
      }
    };
  }

  /** The numbers of the rules that a solver fails. */
  private static Set<Integer> failures(SolverRules solver) throws IllegalAccessException {
    Set<Integer> failed = new TreeSet<>();
    for (Method rule : rules(solver.getClass())) {
      int number = number(rule);
      if (number >= 800) {
        continue;
      }
      try {
        rule.invoke(solver);
      } catch (InvocationTargetException ended) {
        if (!(ended.getCause() instanceof SkipException)) {
          failed.add(number);
        }
      }
    }
    return failed;
  }

  /**
   * Every rule is in the table of the module's README, with its name in words, and nothing else.
   */
  @Test
  public void theTableInTheManualListsTheRules() throws IOException {
    Set<String> written = new TreeSet<>();
    for (String line : Files.readAllLines(Path.of("README.md"))) {
      Matcher row = Pattern.compile("\\| (\\d{3}) \\|.*").matcher(line);
      if (row.matches()) {
        assertThat(written.add(row.group(1))).as("a second row %s", row.group(1)).isTrue();
      }
    }
    Set<String> numbers = new TreeSet<>();
    for (Class<?> kind :
        List.of(FixedStepSolverConformance.class, ImplicitSolverConformance.class)) {
      rules(kind).forEach(rule -> numbers.add(String.valueOf(number(rule))));
    }
    assertThat(written).isEqualTo(numbers);
  }

  private static List<Method> rules(Class<?> solver) {
    return Arrays.stream(solver.getMethods())
        .filter(method -> method.isAnnotationPresent(Test.class))
        .sorted(Comparator.comparing(Method::getName))
        .toList();
  }

  private static int number(Method rule) {
    return Integer.parseInt(rule.getName().replaceFirst(".*_spec(\\d+)_.*", "$1"));
  }

  @Test
  public void solversThatAreRightPass() throws IllegalAccessException {
    assertThat(failures(fixedStep(TestMethods.rungeKutta4()))).isEmpty();
    assertThat(failures(fixedStep(TestMethods.euler()))).isEmpty();
    assertThat(failures(explicit(TestMethods.heunEuler21()))).isEmpty();
    assertThat(failures(explicit(new FaultyBogackiShampine(Fault.NONE)))).isEmpty();
    assertThat(failures(implicit(FaultyInnerSolver.Fault.NONE))).isEmpty();
    assertThat(failures(fixedStep(new FaultyAdamsBashforth(FaultyAdamsBashforth.Fault.NONE))))
        .isEmpty();
  }

  @DataProvider
  Object[][] faults() {
    return new Object[][] {
      {
        Fault.WRONG_COEFFICIENT, List.of(101, 102, 103, 104, 121, 122, 206, 421, 601, 602, 603, 604)
      },
      {
        Fault.STAGE_TIME_IGNORED,
        List.of(101, 102, 111, 112, 121, 201, 205, 206, 402, 403, 421, 513, 601, 602, 603, 604, 605)
      },
      {Fault.ESTIMATE_WITHOUT_STEP, List.of(111)},
      {Fault.ESTIMATE_TOO_SMALL, List.of(112, 201, 202, 205, 402, 403, 411, 421, 513, 702)},
      {Fault.SLOPE_NOT_RESTORED, List.of(512, 121, 122, 421, 601, 602, 603)},
      {
        Fault.SLOPE_KEPT_BETWEEN_SOLVES,
        List.of(514, 101, 102, 103, 104, 111, 121, 404, 512, 515, 601, 602, 603, 604, 701, 711, 712)
      },
      {Fault.INTERPOLANT_OFF_BY_A_STAGE, List.of(121, 601, 602, 603)},
      {Fault.CAPTURE_SHARES_VECTORS, List.of(421)},
      {Fault.EVALUATIONS_MISDECLARED, List.of(503)},
      {Fault.THROWS_ON_NAN, List.of(504, 712)},
      {Fault.MUTATES_THE_STATE, List.of(511, 512, 604, 712)},
      {Fault.COUPLES_ROWS, List.of(701, 601, 602, 603, 604, 605, 702, 711, 712)},
      {Fault.ONE_STEP_FOR_ALL_ROWS, List.of(711, 712)},
      {Fault.LOOKS_BEYOND_THE_STEP, List.of(401, 503)},
      {Fault.ORDER_OVERSTATED, List.of(101, 102, 103, 104)},
      {Fault.ORDER_UNDERSTATED, List.of(104)},
      {Fault.GRADIENT_FORGETS_A_STAGE, List.of(601, 602, 603, 605)},
      {Fault.GRADIENT_FORGETS_PARAMETERS, List.of(601, 602, 603, 605)},
    };
  }

  @Test(dataProvider = "faults")
  public void aFaultFailsItsRules(Fault fault, List<Integer> rules) throws IllegalAccessException {
    assertThat(failures(explicit(new FaultyBogackiShampine(fault))))
        .containsExactlyInAnyOrderElementsOf(rules);
  }

  @DataProvider
  Object[][] innerFaults() {
    return new Object[][] {
      {FaultyInnerSolver.Fault.ABSOLUTE_TOLERANCE, List.of(351, 301, 306, 307)},
      {FaultyInnerSolver.Fault.SILENT_FAILURE, List.of(521, 522, 504)},
      {FaultyInnerSolver.Fault.THROWN_FAILURE, List.of(521, 522, 103, 104, 504)},
    };
  }

  @Test(dataProvider = "innerFaults")
  public void aFaultOfTheInnerSolverFailsItsRules(
      FaultyInnerSolver.Fault fault, List<Integer> rules) throws IllegalAccessException {
    assertThat(failures(implicit(fault))).containsExactlyInAnyOrderElementsOf(rules);
  }

  @DataProvider
  Object[][] historyFaults() {
    return new Object[][] {
      {FaultyAdamsBashforth.Fault.LENGTH_NOTED_TOO_EARLY, List.of(512)},
      {FaultyAdamsBashforth.Fault.SLOPE_REPLACED_TOO_EARLY, List.of(512)},
    };
  }

  /** Both leave the first step as it is, so that only a stepper with a history shows them. */
  @Test(dataProvider = "historyFaults")
  public void aFaultOfTheHistoryFailsItsRules(FaultyAdamsBashforth.Fault fault, List<Integer> rules)
      throws IllegalAccessException {
    assertThat(failures(fixedStep(new FaultyAdamsBashforth(fault))))
        .containsExactlyInAnyOrderElementsOf(rules);
  }
}
