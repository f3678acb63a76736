// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impetus.api.config.ConfigView;
import dev.impetus.api.plugin.PluginDescriptor;
import dev.impetus.api.plugin.PluginKind;
import dev.impetus.runtime.pipeline.PipelineFile;
import dev.impetus.runtime.pipeline.PipelineSpec;
import dev.impetus.runtime.pipeline.PluginSpec;
import dev.impetus.runtime.report.SolveSummary;
import dev.impetus.runtime.solve.SolveExperiment;
import dev.impetus.runtime.solve.SolveResults;
import dev.impetus.runtime.solve.SolveRunner;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.SolverOptions;
import dev.impetus.solver.SolverProvider;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.state.StateVector;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** The examples in the manuals do what the manuals say. */
public final class ManualTest {

  @DataProvider
  public Object[][] alphas() {
    return new Object[][] {{1.0}, {0.5}, {2 / 3.0}};
  }

  /** Packs the plugin of the manual, drops it into a folder, and measures its order. */
  @Test(dataProvider = "alphas")
  public void theExamplePluginSolvesWithOrderTwo(double alpha) throws IOException {
    String manual = Files.readString(Path.of("../../plugins/README.md"));
    try (TemporaryFolder folder = new TemporaryFolder()) {
      PluginJarBuilder.jar("acme-solvers-2.1.0.jar")
          .source("com.acme.solvers.TwoStageProvider", block(manual, "java"))
          .file(PluginKind.SOLVER.serviceFile(), bytes(block(manual, "text")))
          .file(PluginDescriptor.LOCATION, bytes(block(manual, "properties")))
          .writeTo(folder.path());
      try (PluginRegistry registry =
          BrokenPluginsTest.inFolder(folder.path()).strict(true).build()) {
        SolverProvider provider = registry.get(SolverProvider.class, "acme-two-stage");
        double coarse = error(provider, alpha, 50);
        double fine = error(provider, alpha, 100);
        assertThat(Math.log(coarse / fine) / Math.log(2)).isBetween(1.95, 2.05);
      }
    }
  }

  /** Packs the problem of the manual and solves it by its name, with the solver of the manual. */
  @Test
  public void theExampleProblemIsSolvedByItsName() throws IOException {
    String manual = Files.readString(Path.of("../../plugins/README.md"));
    String problem = manual.substring(manual.indexOf("## A problem of your own"));
    try (TemporaryFolder folder = new TemporaryFolder()) {
      PluginJarBuilder.jar("acme-solvers-2.1.0.jar")
          .source("com.acme.solvers.TwoStageProvider", block(manual, "java"))
          .file(PluginKind.SOLVER.serviceFile(), bytes(block(manual, "text")))
          .file(PluginDescriptor.LOCATION, bytes(block(manual, "properties")))
          .writeTo(folder.path());
      PluginJarBuilder.jar("acme-problems-1.0.0.jar")
          .source("com.acme.problems.PendulumProvider", block(problem, "java"))
          .file(PluginKind.PROBLEM.serviceFile(), bytes(block(problem, "text")))
          .file(PluginDescriptor.LOCATION, bytes(block(problem, "properties")))
          .writeTo(folder.path());
      try (PluginRegistry registry =
          BrokenPluginsTest.inFolder(folder.path()).strict(true).build()) {
        PluginSpec solver = PluginSpec.of("acme-two-stage").with("steps", 50);
        SolveExperiment experiment =
            new SolveExperiment(
                PluginSpec.of("acme-pendulum").with("friction", 0.3),
                List.of(solver),
                List.of(1e-3, 1e-4, 1e-5, 1e-6, 1e-7),
                OptionalDouble.empty(),
                1,
                Optional.of(PluginSpec.of("acme-two-stage").with("steps", 100_000)),
                List.of(),
                0);
        SolveResults results =
            new SolveRunner(registry, (attempt, done, all) -> {}).run(experiment);
        List<SolveSummary.Attempt> ladder = results.summary().attempts();
        assertThat(ladder).hasSize(5).allMatch(SolveSummary.Attempt::succeeded);
        assertThat(results.summary().problem().components()).containsExactly("angle", "speed");
        double ratio = ladder.get(3).error() / ladder.get(4).error();
        assertThat(Math.log(ratio) / Math.log(2)).isBetween(1.8, 2.2);
      }
    }
  }

  /** Error of dy/dt = -y, y(0) = 1 at t = 1, in so many steps. */
  private static double error(SolverProvider provider, double alpha, int steps) {
    ConfigView config =
        SolverOptions.schema()
            .and(provider.schema())
            .resolve(Map.of("alpha", alpha, "steps", steps), "solver");
    OdeSolver solver = SolverOptions.assemble(provider.create(config), config);
    VectorField decay = VectorField.ofRows(1, (t, y, dy) -> dy[0] = -y[0]);
    double end =
        solver.solve(decay, StateVector.of(new double[] {1}), 0, 1).orThrow().output(0).get(0, 0);
    return Math.abs(end - Math.exp(-1));
  }

  @Test
  public void theExampleSpecificationIsRead() throws IOException {
    String manual = Files.readString(Path.of("../README.md"));
    PipelineSpec spec = PipelineFile.parse(block(manual, "yaml"), "README.md", Path.of("")).spec();
    assertThat(spec.seed()).isEqualTo(PipelineSpec.DEFAULT_SEED);
    assertThat(spec.precision()).isEqualTo(PipelineSpec.DEFAULT_PRECISION);
    assertThat(spec.threads()).isEqualTo(1);
    assertThat(spec.engine()).isEqualTo(PipelineSpec.DEFAULT_ENGINE);
    assertThat(spec.solver().orElseThrow().options()).containsEntry("rtol", 1e-7);
  }

  /** The first code block of that language. */
  private static String block(String markdown, String language) {
    Matcher matcher =
        Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE)
            .matcher(markdown);
    assertThat(matcher.find()).as("a block of " + language).isTrue();
    return matcher.group(1);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
