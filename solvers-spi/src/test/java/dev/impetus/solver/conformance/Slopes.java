// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * Errors at halved steps, and the powers with which they fall at the last three useful halvings:
 * two for methods of such a high order that rounding leaves no more.
 *
 * @param errors errors above the floor, each at half the step of the one before
 */
record Slopes(List<Double> errors) {

  private static final int WANTED = 3;
  private static final int LEAST = 2;

  /**
   * Halves the step until the error falls below a floor.
   *
   * @param halvings how often at most
   * @param floor an error below which rounding hides the power
   * @param error the error after so many halvings; NaN where the step is too long to have one
   */
  static Slopes halving(int halvings, double floor, IntToDoubleFunction error) {
    List<Double> errors = new ArrayList<>();
    for (int i = 0; i <= halvings; i++) {
      double found = error.applyAsDouble(i);
      if (found <= floor) {
        break;
      }
      if (Double.isFinite(found)) {
        errors.add(found);
      }
    }
    return new Slopes(errors);
  }

  private List<Double> last() {
    assertThat(errors).as("errors above rounding").hasSizeGreaterThan(LEAST);
    List<Double> powers = new ArrayList<>();
    for (int i = Math.max(1, errors.size() - WANTED); i < errors.size(); i++) {
      powers.add(Math.log(errors.get(i - 1) / errors.get(i)) / Math.log(2));
    }
    return powers;
  }

  /** Asserts that the powers are the one wanted. */
  void assertPower(String what, double power, double tolerance) {
    assertThat(last())
        .as("%s: powers at the last halvings; errors %s", what, errors)
        .allSatisfy(found -> assertThat(found).isCloseTo(power, within(tolerance)));
  }

  /** Asserts that the mean power is the one wanted, for errors that may change their sign. */
  void assertMeanPower(String what, double power, double tolerance) {
    double mean = last().stream().mapToDouble(found -> found).average().orElseThrow();
    assertThat(mean)
        .as("%s: mean power at the last halvings; errors %s", what, errors)
        .isCloseTo(power, within(tolerance));
  }

  /** Asserts that the powers are at least the one wanted: some problems flatter some methods. */
  void assertAtLeast(String what, double power, double tolerance) {
    assertThat(last())
        .as("%s: powers at the last halvings; errors %s", what, errors)
        .allSatisfy(found -> assertThat(found).isGreaterThan(power - tolerance));
  }
}
