// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.api.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

public final class OptionTest {

  @DataProvider
  public Object[][] conversions() {
    return new Object[][] {
      {Option.integer("n", ""), 3, 3L},
      {Option.integer("n", ""), -9_000_000_000L, -9_000_000_000L},
      {Option.decimal("x", ""), 3, 3.0},
      {Option.decimal("x", ""), 1e-7, 1e-7},
      {Option.decimal("x", ""), 1.5f, 1.5},
      {Option.bool("b", ""), true, true},
      {Option.text("s", ""), "words", "words"},
      {Option.choice("c", "", "red", "green"), "green", "green"},
      {Option.path("p", ""), "a/b.csv", Path.of("a/b.csv")},
      {Option.path("p", ""), Path.of("c"), Path.of("c")},
      {Option.integers("l", ""), List.of(1, 2L), List.of(1L, 2L)},
      {Option.decimals("l", ""), List.of(1, 0.5), List.of(1.0, 0.5)},
      {Option.texts("l", ""), List.of("a", "b"), List.of("a", "b")},
    };
  }

  @Test(dataProvider = "conversions")
  public void converts(Option<?> option, Object raw, Object expected) {
    assertThat((Object) option.convert(raw)).isEqualTo(expected);
  }

  @DataProvider
  public Object[][] refusals() {
    return new Object[][] {
      {Option.integer("n", ""), 3.0, "must be a whole number, but is 3.0"},
      {Option.integer("n", ""), "3", "must be a whole number, but is the text \"3\""},
      {Option.integer("n", ""), BigInteger.TEN.pow(30), "of at most 64 bits, but is 1000000"},
      {Option.integer("n", "").atLeast(1), 0, "must be >= 1, but is 0"},
      {Option.integer("n", "").above(0).atMost(4), 5, "must be > 0 and <= 4, but is 5"},
      {Option.decimal("x", ""), "1e-7", "must be a number, but is the text \"1e-7\""},
      {Option.decimal("x", ""), Double.NaN, "must be finite, but is NaN"},
      {Option.decimal("x", ""), Double.POSITIVE_INFINITY, "must be finite, but is Infinity"},
      {Option.decimal("x", "").below(1), 1, "must be < 1, but is 1.0"},
      {Option.bool("b", ""), "yes", "must be true or false, but is the text \"yes\""},
      {Option.text("s", ""), 5, "must be text, but is 5"},
      {Option.choice("c", "", "red", "green"), "gren", "did you mean \"green\"?"},
      {Option.choice("c", "", "red", "green"), 1, "must be text, but is 1"},
      {Option.path("p", ""), 1, "must be a path, but is 1"},
      {Option.integers("l", ""), 3, "must be a list, but is 3"},
      {Option.integers("l", ""), List.of(1, "b"), "whole number, but is the text \"b\""},
      {Option.integers("l", ""), Arrays.asList(1, null), "whole number, but is nothing"},
      {Option.decimals("l", "").atLeast(0), List.of(1, -1), "must be >= 0, but is -1.0"},
    };
  }

  @Test(dataProvider = "refusals")
  public void refuses(Option<?> option, Object raw, String message) {
    assertThatThrownBy(() -> option.convert(raw))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  public void anInfiniteValueIsAdmittedWhereABoundSaysSo() {
    Option<Double> step = Option.decimal("max-step", "").above(0).atMost(Double.POSITIVE_INFINITY);
    assertThat(step.convert(Double.POSITIVE_INFINITY)).isInfinite();
    assertThat(step.range()).hasToString("> 0");
  }

  @Test
  public void aDefaultOutsideTheRangeIsRefusedInEitherOrder() {
    Option<Double> bounded = Option.decimal("x", "").below(1);
    assertThatThrownBy(() -> bounded.byDefault(2.0)).hasMessageContaining("default of option x");
    Option<Double> defaulted = Option.decimal("x", "").byDefault(2.0);
    assertThatThrownBy(() -> defaulted.below(1)).hasMessageContaining("default of option x");
    Option<String> colour = Option.choice("c", "", "red");
    assertThatThrownBy(() -> colour.byDefault("blue")).hasMessageContaining("default of option c");
  }

  @Test
  public void namesAreWordsJoinedByHyphens() {
    assertThat(Option.bool("use-fsal2", "").name()).isEqualTo("use-fsal2");
    for (String name : new String[] {"", "Rtol", "r_tol", "-a", "a-", "a--b", "2nd"}) {
      assertThatThrownBy(() -> Option.bool(name, "")).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  public void anOptionIsAValue() {
    Option<Double> plain = Option.decimal("x", "");
    Option<Double> bounded = plain.atLeast(1).unit("s");
    assertThat(plain.range()).isEqualTo(Range.ALL);
    assertThat(plain.unit()).isEmpty();
    assertThat(bounded.unit()).isEqualTo("s");
    assertThat(plain.isRequired()).isTrue();
    assertThat(plain.optional().isRequired()).isFalse();
    assertThat(plain.byDefault(1.0).isRequired()).isFalse();
  }
}
