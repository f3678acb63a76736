// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.api.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

public final class ApiRangeTest {

  @DataProvider
  public Object[][] memberships() {
    return new Object[][] {
      {"[0.1,0.2)", "0.1.0", true},
      {"[0.1,0.2)", "0.1.99", true},
      {"[0.1,0.2)", "0.2.0", false},
      {"[0.1,0.2)", "0.0.9", false},
      {"(0.1,0.2]", "0.1.0", false},
      {"(0.1,0.2]", "0.2.0", true},
      {"(0.1,0.2]", "0.2.1", false},
      {"[1.2,)", "1.10.0", true},
      {"[1.2,)", "1.2", true},
      {"(,1.2)", "0.0.0", true},
      {"(,)", "7", true},
      {"[1.2]", "1.2.0", true},
      {"[1.2]", "1.2.1", false},
      {" [ 0.1 , 0.2 ) ", "0.1.5", true},
      // A pre-release of the lower end offers what the lower end will offer.
      {"[0.1,0.2)", "0.1.0-SNAPSHOT", true},
      {"[0.1,0.2)", "0.2.0-rc.1", false},
    };
  }

  @Test(dataProvider = "memberships")
  public void contains(String range, String version, boolean expected) {
    assertThat(ApiRange.parse(range).contains(ApiVersion.parse(version))).isEqualTo(expected);
  }

  @DataProvider
  public Object[][] malformed() {
    return new Object[][] {
      {"0.1"},
      {""},
      {"[0.1,0.2"},
      {"[0.1,0.2,0.3)"},
      {"[a,b)"},
      {"[0.2,0.1)"},
      {"[1,1)"},
      {"^1.2"},
      {"[]"},
      {"[-1,2)"},
      {"[1.2.3.4,)"},
    };
  }

  @Test(dataProvider = "malformed")
  public void refuses(String range) {
    assertThatThrownBy(() -> ApiRange.parse(range)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  public void printsWhatItReads() {
    for (String text : new String[] {"[0.1.0,0.2.0)", "(,1.0.0]", "[2.0.0,)"}) {
      ApiRange range = ApiRange.parse(text);
      assertThat(range).hasToString(text);
      assertThat(ApiRange.parse(range.toString())).isEqualTo(range);
    }
  }

  @Test
  public void versionsAreOrderedByNumberNotByText() {
    assertThat(ApiVersion.parse("1.10")).isGreaterThan(ApiVersion.parse("1.9.9"));
    assertThat(ApiVersion.parse("2")).isGreaterThan(ApiVersion.parse("1.99.99"));
    assertThat(ApiVersion.parse("1.2.3")).isGreaterThan(ApiVersion.parse("1.2.2"));
    assertThat(ApiVersion.parse("1.2")).isEqualByComparingTo(ApiVersion.parse("1.2.0"));
  }

  /** An unfiltered resource would read ${project.version}, and this would throw. */
  @Test
  public void theBuildWroteTheCurrentVersion() {
    assertThat(ApiVersion.current()).isGreaterThan(new ApiVersion(0, 0, 0));
  }
}
