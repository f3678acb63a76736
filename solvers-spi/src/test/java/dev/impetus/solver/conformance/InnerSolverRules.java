// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.Solution;
import dev.impetus.solver.control.FixedStep;
import dev.impetus.solver.gradient.CheckpointedDiscrete;
import dev.impetus.solver.problem.DampedRotation;
import dev.impetus.solver.problem.Detest;
import dev.impetus.solver.problem.OdeProblem;
import dev.impetus.solver.step.SteppingMethod;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.testng.SkipException;
import org.testng.annotations.Test;

/** Rules 36x and 608: the option {@code inner-solver}, where a plugin has it. */
public abstract class InnerSolverRules extends StiffSetRules {

  private SteppingMethod withInnerSolver(String name) {
    ConfigSchema schema = provider().schema();
    boolean configurable =
        schema.options().stream().anyMatch(option -> option.name().equals("inner-solver"));
    if (!configurable) {
      throw new SkipException(provider().id() + " has no option inner-solver");
    }
    Map<String, Object> values = new HashMap<>(options());
    values.put("inner-solver", name);
    return provider().create(schema.resolve(values, "solver"));
  }

  private static Solution rotate(SteppingMethod method) {
    OdeProblem problem = DampedRotation.problem();
    return OdeSolver.with(method)
        .controller(FixedStep.steps(200))
        .tolerances(1e-8, 1e-8)
        .build()
        .solve(problem.newField(), problem.initialState(), 0, problem.end());
  }

  /** On a rotation they would diverge, so they are refused before the field is evaluated. */
  @Test(groups = "stiff")
  public void required_spec361_momentumInsideIsRefusedForAFieldThatIsNoGradient() {
    for (String name :
        List.of("heavy-ball", "nesterov", "fista", "cg-polak-ribiere", "newton-cg")) {
      SteppingMethod method = withInnerSolver(name);
      assertThatThrownBy(() -> rotate(method))
          .as(name)
          .isInstanceOf(ImpetusException.class)
          .hasMessageContaining("symmetric Jacobian")
          .hasMessageContaining("rotation");
    }
  }

  @Test(groups = "stiff")
  public void required_spec362_innerSolversForGeneralFieldsAgreeOnARotation() {
    double[] wanted = rotate(withInnerSolver("chord")).orThrow().state().toArray();
    for (String name : List.of("newton-gmres", "anderson", "auto")) {
      double[] found = rotate(withInnerSolver(name)).orThrow().state().toArray();
      assertThat(found).as(name).containsExactly(wanted, within(1e-6));
    }
  }

  @Test(groups = "stiff")
  public void required_spec363_everyInnerSolverCanBeConfigured() {
    List<String> names =
        provider().schema().options().stream()
            .filter(option -> option.name().equals("inner-solver"))
            .flatMap(option -> option.choices().stream())
            .toList();
    if (names.isEmpty()) {
      throw new SkipException(provider().id() + " has no option inner-solver");
    }
    OdeProblem problem = Detest.problem("A1").until(1);
    for (String name : names) {
      OdeSolver solver =
          OdeSolver.with(withInnerSolver(name)).controller(FixedStep.steps(200)).build();
      assertThat(problem.error(end(solver, problem))).as(name).isLessThan(2e-3);
    }
  }

  @Test(groups = "stiff")
  public void required_spec364_innerOptionsThatDoNotFitAreAllReported() {
    withInnerSolver("chord");
    Map<String, Object> values = new HashMap<>(options());
    values.putAll(Map.of("inner-solver", "chord", "lipschitz", 3.0, "inner-step", 0.1));
    assertThatThrownBy(() -> provider().create(provider().schema().resolve(values, "solver")))
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining("lipschitz does not fit inner-solver chord")
        .hasMessageContaining("inner-step does not fit inner-solver chord");
  }

  /** The transposed equation is solved without a matrix, too. */
  @Test(groups = "gradient")
  public void required_spec608_theGradientDoesNotDependOnTheInnerSolver() {
    for (String name : List.of("newton-gmres", "anderson")) {
      assertGradient(withInnerSolver(name), CheckpointedDiscrete.everyStep());
    }
  }
}
