// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.runtime.plugin.PluginJarBuilder;
import dev.impetus.runtime.plugin.PluginRegistry;
import dev.impetus.runtime.plugin.PluginReport;
import dev.impetus.runtime.plugin.PluginState;
import dev.impetus.runtime.plugin.TemporaryFolder;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.nd4j.common.config.ND4JClassLoading;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.Test;

public final class PipelineFactoryTest {

  private TemporaryFolder folder;
  private URLClassLoader loader;
  private PluginRegistry registry;
  private PipelineFactory factory;

  @BeforeMethod
  public void findFakes() throws IOException {
    Fakes.EVENTS.clear();
    folder = new TemporaryFolder();
    Path fakes = Fakes.describe(folder.path().resolve("fakes"));
    loader = new URLClassLoader(new URL[] {fakes.toUri().toURL()}, Fakes.class.getClassLoader());
    Path broken = folder.path().resolve("plugins");
    PluginJarBuilder.solver("broken.jar", "stiff", "com.acme.Stiff")
        .key("java", "90")
        .writeTo(broken);
    registry = PluginRegistry.builder().classLoader(loader).folder(broken).build();
    factory = PipelineFactory.of(registry);
  }

  @AfterMethod
  public void close() throws IOException {
    registry.close();
    loader.close();
    folder.close();
  }

  private static PipelineSpecBuilder spec() {
    return PipelineSpec.builder()
        .data("numbers", Map.of("file", "a/b.csv"))
        .model("net", Map.of())
        .engine("plain", Map.of())
        .loss("mse")
        .optimizer("sgd", Map.of("learning-rate", 0.5));
  }

  private ImpetusException refused(String yaml) {
    PipelineFile file = PipelineFile.parse(yaml, "p.yaml", folder.path());
    return catchThrowableOfType(ImpetusException.class, () -> factory.resolve(file));
  }

  @Test
  public void resolvingFillsInDefaultsAndPathsAndCreatesNothing() {
    ResolvedPipeline resolved =
        factory.resolve(
            spec().solver("euler", Map.of("rtol", 1e-4)).metric("accuracy").build(),
            Path.of("/somewhere/else"));
    PipelineSpec full = resolved.spec();
    assertThat(full.data().options())
        .containsExactly(
            Map.entry("file", "/somewhere/else/a/b.csv"),
            Map.entry("cache", "/somewhere/else/cache"));
    assertThat(full.model().options())
        .containsEntry("hidden", List.of(4L))
        .containsEntry("continuous", false);
    assertThat(full.solver().orElseThrow().options())
        .containsEntry("rtol", 1e-4)
        .containsEntry("atol", 1e-9)
        .containsEntry("theta", 0.5);
    assertThat(full.training()).containsKeys("epochs", "batch-size");
    assertThat(resolved.training().epochs()).isPositive();
    assertThat(Fakes.EVENTS).isEmpty();
    assertThat(factory.resolve(full).spec()).isEqualTo(full);
    assertThat(PipelineFile.parse(full.toYaml(), "p.yaml", folder.path()).spec()).isEqualTo(full);
  }

  @Test
  public void relativePathsAreMeantFromTheFolderOfTheFile() {
    PipelineFile file =
        PipelineFile.parse(spec().build().toYaml(), "p.yaml", folder.path().resolve("deep"));
    assertThat(factory.resolve(file).spec().data().options())
        .containsEntry("file", folder.path().resolve("deep/a/b.csv").toString());
  }

  @Test
  public void reportsProblemsOfEverySectionTogetherWithPathAndLine() {
    ImpetusException thrown =
        refused(
            """
            seed: 1
            seed: 2
            data: {id: numbers}
            model: {id: nett}
            solver:
              id: euler
              rtoll: 1e-3
              theta: 2
            engine: {id: plain, x: 1}
            los: mse
            loss: mse
            metrics:
              - accuracy
              - {id: accuracy, top: 0}
            optimizer: {id: sgd, learning-rate: fast}
            training: {epochs: -1, epoch: 5}
            """);
    assertThat(thrown.problems())
        .extracting(Problem::where)
        .containsExactly(
            "seed, p.yaml:2",
            "los, p.yaml:10",
            "data.file, p.yaml:3",
            "model.id, p.yaml:4",
            "solver.rtoll, p.yaml:7",
            "solver.theta, p.yaml:8",
            "engine.x, p.yaml:9",
            "metrics[1].top, p.yaml:14",
            "optimizer.learning-rate, p.yaml:15",
            "training.epoch, p.yaml:16",
            "training.epochs, p.yaml:16");
    assertThat(thrown)
        .hasMessageContaining("there is no architecture \"nett\" (model.id, p.yaml:4): available: ")
        .hasMessageContaining("did you mean \"net\"?")
        .hasMessageContaining("did you mean \"rtol\"?");
    assertThat(Fakes.EVENTS).isEmpty();
  }

  @Test
  public void optionsOfASolverThatDoNotFitEachOtherAreLocatedToo() {
    ImpetusException thrown =
        refused(spec().solver("euler", Map.of("rtol", 0, "atol", 0)).build().toYaml());
    assertThat(thrown.problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.where()).startsWith("solver.rtol, p.yaml:"));
  }

  @Test
  public void askingForARejectedPluginRepeatsTheRejection() {
    ImpetusException thrown = refused(spec().solver("stiff", Map.of()).build().toYaml());
    assertThat(thrown.kind()).isEqualTo(ErrorKind.PLUGIN);
    assertThat(thrown)
        .hasMessageContaining("solver \"stiff\" was rejected (solver.id, p.yaml:")
        .hasMessageContaining("broken.jar")
        .hasMessageContaining("it needs Java 90");
  }

  @Test
  public void createsInOrderAndClosesInReverse() {
    PipelineSpec spec =
        spec()
            .seed(99)
            .model("net", Map.of("continuous", true))
            .solver("euler", Map.of("theta", 1))
            .metric("accuracy")
            .metric("accuracy", Map.of("top", 5))
            .build();
    ResolvedPipeline resolved = factory.resolve(spec, folder.path());
    Pipeline pipeline = factory.create(resolved, Map.of("scaling", "2"));
    assertThat(Fakes.EVENTS)
        .containsExactly(
            "create engine",
            "load data",
            "create model",
            "model got Euler 1.0",
            "create loss of prediction",
            "create metric 1",
            "create metric 5",
            "create optimizer");
    assertThat(Fakes.dataContext.seed()).isEqualTo(99);
    assertThat(Fakes.dataContext.folder()).isEqualTo(folder.path());
    assertThat(Fakes.dataContext.fitted()).containsExactly(Map.entry("scaling", "2"));
    assertThat(Fakes.parameterCount).isEqualTo(12);
    assertThat(pipeline.spec()).isEqualTo(resolved.spec());
    assertThat(pipeline.engine().id()).isEqualTo("plain");
    assertThat(pipeline.solver().orElseThrow().method().info().name()).isEqualTo("Euler 1.0");
    assertThat(pipeline.metrics())
        .extracting(metric -> metric.name())
        .containsExactly("top-1", "top-5");
    assertThat(pipeline.optimizer().learningRate(0, 0)).isEqualTo(0.5);
    assertThat(pipeline.warnings()).isEmpty();

    Fakes.EVENTS.clear();
    pipeline.close();
    pipeline.close();
    assertThat(Fakes.EVENTS)
        .containsExactly("close metric 5", "close metric 1", "close model", "close data");
  }

  @Test
  public void everyPluginInUseIsNamedOnceForProvenance() {
    ResolvedPipeline resolved =
        factory.resolve(spec().metric("accuracy").metric("accuracy", Map.of("top", 2)).build());
    assertThat(resolved.plugins())
        .extracting(PluginReport::id)
        .containsExactly("numbers", "net", "plain", "mse", "accuracy", "sgd");
    assertThat(resolved.plugins())
        .allSatisfy(plugin -> assertThat(plugin.state()).isEqualTo(PluginState.LOADED));
  }

  @Test
  public void oneFactoryMakesIndependentPipelines() {
    ResolvedPipeline resolved = factory.resolve(spec().build());
    try (Pipeline first = factory.create(resolved);
        Pipeline second = factory.create(resolved)) {
      assertThat(first.model()).isNotSameAs(second.model());
      assertThat(first.optimizer()).isNotSameAs(second.optimizer());
    }
  }

  @Test
  public void aModelThatAsksForAMissingSolverIsOneClearError() {
    assertThatThrownBy(() -> create(Map.of("continuous", true)))
        .isInstanceOf(ImpetusException.class)
        .hasMessage(
            "section \"solver\" is missing (solver): model \"net\" asks for one; add it:"
                + " \"solver: {id: …}\" with one of euler");
    assertThat(Fakes.EVENTS).contains("close data");
  }

  @Test
  public void aSolverThatNobodyAsksForIsAWarning() {
    ResolvedPipeline resolved = factory.resolve(spec().solver("euler", Map.of()).build());
    try (Pipeline pipeline = factory.create(resolved)) {
      assertThat(pipeline.warnings())
          .singleElement()
          .asString()
          .contains("section \"solver\" has no effect", "model \"net\"");
    }
  }

  @Test
  public void aGradientThatNeedsCareIsAWarningWhereItIsUsed() {
    Map<String, Object> adjoint = Map.of("gradient", "adjoint");
    PipelineSpec used =
        spec().model("net", Map.of("continuous", true)).solver("euler", adjoint).build();
    try (Pipeline pipeline = factory.create(factory.resolve(used))) {
      assertThat(pipeline.warnings())
          .singleElement()
          .asString()
          .startsWith("section \"solver\": the continuous adjoint")
          .contains("without outputs", "discrete gradient");
    }
    PipelineSpec unused = spec().solver("euler", adjoint).build();
    try (Pipeline pipeline = factory.create(factory.resolve(unused))) {
      assertThat(pipeline.warnings()).singleElement().asString().contains("has no effect");
    }
  }

  @Test
  public void whatAPluginThrowsUnasked() {
    for (Map.Entry<String, String> failure :
        Map.of(
                "state", "it threw java.lang.IllegalStateException: no weights",
                "link", "it threw java.lang.NoSuchMethodError: dev.impetus.model.Model.old()",
                "null", "it returned null")
            .entrySet()) {
      Fakes.EVENTS.clear();
      ImpetusException thrown =
          catchThrowableOfType(
              ImpetusException.class, () -> create(Map.of("fail", failure.getKey())));
      assertThat(thrown.kind()).isEqualTo(ErrorKind.INTERNAL);
      assertThat(thrown)
          .hasMessageContaining("architecture \"net\" could not be created")
          .hasMessageContaining("fakes")
          .hasMessageContaining(failure.getValue())
          .hasMessageContaining("report it to the authors of fakes 1.0");
      assertThat(Fakes.EVENTS).endsWith("create model", "close data");
    }
  }

  @Test
  public void whatAPluginReportsIsPassedOn() {
    assertThatThrownBy(() -> create(Map.of("fail", "data")))
        .isInstanceOfSatisfying(
            ImpetusException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.DATA))
        .hasMessage("too few columns (data): 3 are too few; add one");
  }

  @Test
  public void fatalErrorsAreLetThrough() {
    assertThatThrownBy(() -> create(Map.of("fail", "memory")))
        .isInstanceOf(OutOfMemoryError.class)
        .hasMessage("made by a test");
  }

  @Test
  public void closingGoesOnAfterAFailure() {
    ResolvedPipeline resolved =
        factory.resolve(
            spec()
                .model("net", Map.of("fail", "close"))
                .metric("accuracy", Map.of("top", 13))
                .build());
    Pipeline pipeline = factory.create(resolved);
    Fakes.EVENTS.clear();
    assertThatThrownBy(pipeline::close)
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining("the metric does not close")
        .satisfies(
            e ->
                assertThat(e.getSuppressed())
                    .singleElement()
                    .satisfies(s -> assertThat(s).hasMessage("the model does not close")));
    assertThat(Fakes.EVENTS).containsExactly("close metric 13", "close model", "close data");
  }

  @Test
  public void theContextLoaderIsRestored() {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    create(Map.of()).close();
    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
  }

  /** With a plugin's context loader, which does not see it, ND4J would find no backend. */
  @Test
  public void nd4jLooksForItsBackendInTheHost() {
    ND4JClassLoading.setNd4jClassloader(ClassLoader.getPlatformClassLoader());
    create(Map.of()).close();
    assertThat(ND4JClassLoading.getNd4jClassloader())
        .isSameAs(PipelineFactory.class.getClassLoader());
  }

  private Pipeline create(Map<String, ?> model) {
    return factory.create(factory.resolve(spec().model("net", model).build()));
  }
}
