// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impetus.api.error.ImpetusException;
import java.util.List;
import java.util.Map;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

public class OptionTextTest {

  @DataProvider
  Object[][] plugins() {
    return new Object[][] {
      {"dopri5", PluginSpec.of("dopri5")},
      {"esdirk:rtol=1e-6", PluginSpec.of("esdirk").with("rtol", 1e-6)},
      {"rk4: steps = 200 ", PluginSpec.of("rk4").with("steps", 200L)},
      {
        "dopri5:step-control=pid,pid-coefficients=[0.4, 0.3, 0],rtol=1e-5",
        PluginSpec.of("dopri5")
            .with("step-control", "pid")
            .with("pid-coefficients", List.of(0.4, 0.3, 0L))
            .with("rtol", 1e-5)
      },
      {"x:name='a, b',flag=true", new PluginSpec("x", Map.of("name", "a, b", "flag", true))},
    };
  }

  @Test(dataProvider = "plugins")
  public void aPluginIsReadWithItsOptions(String text, PluginSpec expected) {
    assertThat(OptionText.plugin(text, "--solver")).isEqualTo(expected);
  }

  @DataProvider
  Object[][] mistakes() {
    return new Object[][] {
      {":rtol=1", "names no plugin"},
      {"dopri5:rtol", "\"rtol\" is no option"},
      {"dopri5:", "\"\" is no option"},
      {"dopri5:rtol=1e-3,rtol=1e-4", "\"rtol\" stands twice"},
      {"dopri5:rtol=[1, 2", "is no value"},
      {"dopri5:rtol={a: 1}", "is no value"},
    };
  }

  @Test(dataProvider = "mistakes")
  public void aMistakeIsNamed(String text, String what) {
    assertThatThrownBy(() -> OptionText.plugin(text, "--solver"))
        .isInstanceOfSatisfying(
            ImpetusException.class,
            e -> {
              assertThat(e.problems().get(0).what()).contains(what);
              assertThat(e.problems().get(0).where()).startsWith("--solver");
              assertThat(e.problems().get(0).fix()).isNotEmpty();
            });
  }
}
