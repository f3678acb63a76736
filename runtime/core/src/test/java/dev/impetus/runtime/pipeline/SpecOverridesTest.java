// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** Values that replace those of a file. */
public final class SpecOverridesTest {

  private static final String YAML =
      """
      seed: 1
      data: {id: csv, file: a.csv}
      model: hbnode
      solver: {id: dopri5, rtol: 1e-3}
      loss: mse
      optimizer: adam
      """;

  private static PipelineFile parse(Map<String, String> overrides) {
    return PipelineFile.parse(YAML, "spec.yaml", Path.of(""), overrides);
  }

  @Test
  public void valuesAreReadAsInYaml() {
    PipelineSpec spec =
        parse(
                Map.of(
                    "seed", "7",
                    "solver.rtol", "1e-7",
                    "solver.id", "rk4",
                    "model.hidden", "[14, 14]",
                    "training.shuffle", "false",
                    "data.file", "b.csv"))
            .spec();
    assertThat(spec.seed()).isEqualTo(7);
    assertThat(spec.solver()).contains(new PluginSpec("rk4", Map.of("rtol", 1e-7)));
    assertThat(spec.model()).isEqualTo(new PluginSpec("hbnode", Map.of("hidden", List.of(14, 14))));
    assertThat(spec.training()).isEqualTo(Map.of("shuffle", false));
    assertThat(spec.data().options()).containsEntry("file", "b.csv");
  }

  @Test
  public void withoutOverridesNothingChanges() {
    assertThat(parse(Map.of()).spec())
        .isEqualTo(PipelineFile.parse(YAML, "spec.yaml", Path.of("")).spec());
  }

  @DataProvider
  public Object[][] wrong() {
    return new Object[][] {
      {"seed", "many", "option \"seed\" has a wrong value", "seed, set for this run"},
      {"sedd", "1", "unknown section \"sedd\"", "sedd, set for this run"},
      {"metrics[0].id", "mse", "\"metrics[0].id\" names no value", "metrics[0].id"},
      {"solver.rtol", "[1", "\"[1\" is no value", "solver.rtol"},
    };
  }

  @Test(dataProvider = "wrong")
  public void aProblemSaysThatTheValueWasSetForThisRun(
      String path, String value, String what, String where) {
    ImpetusException failure =
        catchThrowableOfType(ImpetusException.class, () -> parse(Map.of(path, value)).spec());
    assertThat(failure.problems())
        .anySatisfy(
            problem -> {
              assertThat(problem.what()).isEqualTo(what);
              assertThat(problem.where()).startsWith(where);
            })
        .extracting(Problem::fix)
        .doesNotContain("");
  }
}
