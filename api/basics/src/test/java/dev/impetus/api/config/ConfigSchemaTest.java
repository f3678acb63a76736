// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.api.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.testng.annotations.Test;

public final class ConfigSchemaTest {

  private static final Option<Long> STEPS = Option.integer("steps", "number of steps").atLeast(1);
  private static final Option<Double> RTOL =
      Option.decimal("rtol", "relative tolerance").above(0).byDefault(1e-3);
  private static final Option<String> NOTE = Option.text("note", "a remark").optional();
  private static final ConfigSchema SCHEMA = ConfigSchema.of(STEPS, RTOL, NOTE);

  @Test
  public void fillsInDefaultsInTheOrderOfTheSchema() {
    ConfigView view = SCHEMA.resolve(Map.of("steps", 4), "solver");
    assertThat(view.get(STEPS)).isEqualTo(4L);
    assertThat(view.getInt(STEPS)).isEqualTo(4);
    assertThat(view.get(RTOL)).isEqualTo(1e-3);
    assertThat(view.find(NOTE)).isEmpty();
    assertThat(view.asMap()).containsExactly(Map.entry("steps", 4L), Map.entry("rtol", 1e-3));
  }

  @Test
  public void reportsEveryProblemWithItsPath() {
    ImpetusException thrown =
        catchThrowableOfType(
            ImpetusException.class,
            () -> SCHEMA.resolve(Map.of("rtoll", 1, "rtol", -1, "note", 5), "solver"));
    assertThat(thrown.kind()).isEqualTo(ErrorKind.CONFIGURATION);
    assertThat(thrown.problems())
        .extracting(Problem::oneLine)
        .containsExactly(
            "unknown option \"rtoll\" (solver.rtoll): solver has no such option; did you mean"
                + " \"rtol\"?",
            "option \"steps\" is missing (solver.steps): it has no default; give the number of"
                + " steps",
            "option \"rtol\" has a wrong value (solver.rtol): it must be > 0, but is -1.0; give"
                + " the relative tolerance",
            "option \"note\" has a wrong value (solver.note): it must be text, but is 5; give the"
                + " a remark");
  }

  /** {@code rtol:} with nothing behind it must not mean the default. */
  @Test
  public void aNameWithoutAValueIsAProblem() {
    Map<String, Object> values = new HashMap<>(Map.of("steps", 1));
    values.put("rtol", null);
    assertThatThrownBy(() -> SCHEMA.resolve(values, "solver"))
        .hasMessageContaining("option \"rtol\" is empty (solver.rtol)");
  }

  @Test
  public void handsProblemsToACollectorAndGoesOn() {
    List<Problem> problems = new ArrayList<>();
    ConfigView view = SCHEMA.resolve(Map.of("steps", 0, "rtol", 0.5), "", problems::add);
    assertThat(problems).extracting(Problem::where).containsExactly("steps");
    assertThat(view.get(RTOL)).isEqualTo(0.5);
    assertThatThrownBy(() -> view.get(STEPS)).hasMessageContaining("option steps has no value");
  }

  @Test
  public void aViewIsReadByTheDeclaredConstantOnly() {
    ConfigView view = SCHEMA.resolve(Map.of("steps", 1), "");
    Option<Long> stranger = Option.integer("steps", "another option of that name");
    assertThatThrownBy(() -> view.get(stranger)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  public void schemasAreJoinedUnlessNamesClash() {
    ConfigSchema joined = SCHEMA.and(ConfigSchema.of(Option.bool("dense", "")));
    assertThat(joined.options())
        .extracting(Option::name)
        .containsExactly("steps", "rtol", "note", "dense");
    ConfigSchema clash = ConfigSchema.of(Option.bool("rtol", ""));
    assertThatThrownBy(() -> SCHEMA.and(clash)).hasMessageContaining("rtol is declared twice");
  }

  @Test
  public void resolvedValuesResolveToThemselves() {
    Map<String, Object> once = SCHEMA.resolve(Map.of("steps", 2, "note", "n"), "").asMap();
    assertThat(SCHEMA.resolve(once, "").asMap()).isEqualTo(once);
  }

  @Test
  public void anEmptyRangeIsRefused() {
    assertThatThrownBy(() -> new Range(1, true, 1, false)).hasMessageContaining("is empty");
    assertThatThrownBy(() -> new Range(2, true, 1, true)).hasMessageContaining("is empty");
    assertThatThrownBy(() -> new Range(Double.NaN, true, 1, true)).hasMessageContaining("is empty");
    assertThat(new Range(1, true, 1, true).contains(1)).isTrue();
    assertThat(Range.ALL.contains(Double.NaN)).isFalse();
    assertThat(new Range(0, false, 0.5, true)).hasToString("> 0 and <= 0.5");
  }
}
