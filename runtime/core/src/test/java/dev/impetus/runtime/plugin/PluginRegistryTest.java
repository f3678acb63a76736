// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.plugin;

import static dev.impetus.runtime.plugin.BrokenPluginsTest.inFolder;
import static dev.impetus.runtime.plugin.BrokenPluginsTest.loader;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.api.plugin.PluginKind;
import dev.impetus.model.engine.EngineProvider;
import dev.impetus.solver.SolverProvider;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

public final class PluginRegistryTest {

  private TemporaryFolder temporary;
  private Path folder;

  @BeforeMethod
  public void createFolder() {
    temporary = new TemporaryFolder();
    folder = temporary.path();
  }

  @AfterMethod
  public void deleteFolder() {
    temporary.close();
  }

  private static PluginJarBuilder solver(String jar, String id) {
    return PluginJarBuilder.solver(jar, id, "com.acme.Provider");
  }

  /** Marks in the system properties that a class was initialised. */
  private static PluginJarBuilder marked(String jar, String id) {
    return solver(jar, id)
        .source(
            "com.acme.Provider",
            PluginJarBuilder.solverSource(
                "com.acme.Provider",
                id,
                "public",
                "static { System.setProperty(\"impetus.test." + id + "\", \"here\"); }"));
  }

  @Test
  public void listingLoadsNothing() {
    marked("lazy.jar", "lazy").writeTo(folder);
    System.clearProperty("impetus.test.lazy");
    try (PluginRegistry registry = inFolder(folder).build()) {
      assertThat(registry.plugins())
          .singleElement()
          .satisfies(
              plugin -> {
                assertThat(plugin.state()).isEqualTo(PluginState.FOUND);
                assertThat(plugin.id()).isEqualTo("lazy");
                assertThat(plugin.kind()).contains(PluginKind.SOLVER);
                assertThat(plugin.version()).isEqualTo("1.0");
                assertThat(plugin.jar().sha256()).matches("[0-9a-f]{64}");
                assertThat(plugin.jar().isolated()).isTrue();
              });
      assertThat(registry.ids(PluginKind.SOLVER)).containsExactly("lazy");
      assertThat(System.getProperty("impetus.test.lazy")).isNull();

      SolverProvider first = registry.get(SolverProvider.class, "lazy");
      assertThat(System.getProperty("impetus.test.lazy")).isEqualTo("here");
      assertThat(registry.get(SolverProvider.class, "lazy")).isSameAs(first);
      assertThat(registry.find(PluginKind.SOLVER, "lazy").orElseThrow().state())
          .isEqualTo(PluginState.LOADED);
    }
  }

  @Test
  public void anUnknownIdNamesTheNearestAndAllOthers() {
    solver("a.jar", "dopri5").writeTo(folder);
    solver("b.jar", "rk4").writeTo(folder);
    try (PluginRegistry registry = inFolder(folder).build()) {
      assertThatThrownBy(() -> registry.get(SolverProvider.class, "dorpi5"))
          .isInstanceOf(ImpetusException.class)
          .hasMessage(
              "there is no solver \"dorpi5\" (solver): available: dopri5, rk4; did you mean"
                  + " \"dopri5\"?");
      assertThatThrownBy(() -> registry.get(EngineProvider.class, "rk4"))
          .hasMessageContaining("there is no engine \"rk4\"")
          .hasMessageContaining("that id belongs to another kind: solver");
    }
  }

  @Test
  public void oneIdInTwoJarsIsRefusedUntilSettled() {
    solver("one.jar", "same").writeTo(folder);
    solver("two.jar", "same").key("version", "2.0").writeTo(folder);
    try (PluginRegistry registry = inFolder(folder).build()) {
      assertThat(registry.report().rejections()).hasSize(2);
      assertThatThrownBy(() -> registry.get(SolverProvider.class, "same"))
          .hasMessageContaining("solver \"same\" is there more than once")
          .hasMessageContaining("one.jar and ")
          .hasMessageContaining("two.jar")
          .hasMessageContaining("prefer same=two.jar");
    }
    for (String key : new String[] {"same", "solver/same"}) {
      try (PluginRegistry registry = inFolder(folder).prefer(key, "two.jar").build()) {
        assertThat(registry.find(PluginKind.SOLVER, "same").orElseThrow().version())
            .isEqualTo("2.0");
        assertThat(registry.get(SolverProvider.class, "same")).isNotNull();
        assertThat(registry.plugins())
            .filteredOn(plugin -> plugin.state() == PluginState.DISABLED)
            .singleElement()
            .satisfies(
                plugin ->
                    assertThat(plugin.problem().orElseThrow().why())
                        .isEqualTo("two.jar is preferred"));
        assertThat(registry.report().warnings()).isEmpty();
      }
    }
    try (PluginRegistry registry = inFolder(folder).prefer("same", "three.jar").build()) {
      assertThatThrownBy(() -> registry.get(SolverProvider.class, "same"))
          .hasMessageContaining("\"three.jar\" names none of them");
    }
  }

  @Test
  public void oneIdMayBelongToTwoKinds() {
    solver("a.jar", "twice").writeTo(folder);
    PluginJarBuilder.jar("b.jar")
        .plugin("twice", PluginKind.ENGINE, "com.acme.E")
        .source(
            "com.acme.E",
            PluginJarBuilder.solverSource("com.acme.E", "twice", "public", "")
                .replace(
                    "dev.impetus.solver.SolverProvider", "dev.impetus.model.engine.EngineProvider")
                .replace(
                    "dev.impetus.solver.step.SteppingMethod", "dev.impetus.model.engine.Engine"))
        .writeTo(folder);
    try (PluginRegistry registry = inFolder(folder).build()) {
      assertThat(registry.loadAll().rejections()).isEmpty();
      assertThat(registry.get(SolverProvider.class, "twice")).isNotNull();
      assertThat(registry.get(EngineProvider.class, "twice")).isNotNull();
    }
  }

  @Test
  public void theSameBytesTwiceAreANote() throws IOException {
    Path jar = solver("a.jar", "same").writeTo(folder);
    Files.copy(jar, folder.resolve("b.jar"));
    try (PluginRegistry registry = inFolder(folder).build()) {
      assertThat(registry.get(SolverProvider.class, "same")).isNotNull();
      assertThat(registry.plugins()).hasSize(1);
      assertThat(registry.report().notes())
          .singleElement()
          .satisfies(
              note ->
                  assertThat(note.oneLine())
                      .contains("b.jar", "same bytes were found before", "a.jar"));
    }
  }

  @Test
  public void whatIsSwitchedOffSaysSo() {
    solver("a.jar", "off").writeTo(folder);
    try (PluginRegistry registry = inFolder(folder).disable("off").disable("of").build()) {
      assertThat(registry.ids(PluginKind.SOLVER)).isEmpty();
      assertThatThrownBy(() -> registry.get(SolverProvider.class, "off"))
          .hasMessageContaining("solver \"off\" is disabled (a.jar): it was switched off");
      assertThat(registry.report().warnings())
          .extracting(Problem::oneLine)
          .singleElement()
          .asString()
          .contains("switching off \"of\" has no effect", "did you mean \"off\"?");
    }
  }

  @Test
  public void pluginsInAFolderDoNotSeeEachOther() throws ReflectiveOperationException {
    for (String id : new String[] {"one", "two"}) {
      PluginJarBuilder.solver(id + ".jar", id, "com.acme.Provider")
          .source(
              "com.acme.Secret",
              "package com.acme; class Secret { static String word() { return \"" + id + "\"; } }")
          .source(
              "com.acme.Provider",
              PluginJarBuilder.solverSource(
                  "com.acme.Provider",
                  id,
                  "public",
                  "public String secret() { return Secret.word(); }"))
          .writeTo(folder);
    }
    try (PluginRegistry registry = inFolder(folder).build()) {
      for (String id : new String[] {"one", "two"}) {
        SolverProvider provider = registry.get(SolverProvider.class, id);
        Method secret = provider.getClass().getMethod("secret");
        assertThat(secret.invoke(provider)).isEqualTo(id);
        assertThat(provider.getClass().getClassLoader().getName())
            .isEqualTo("plugin:" + id + ".jar");
        assertThat(registry.classLoader(SolverProvider.class, id))
            .isSameAs(provider.getClass().getClassLoader());
      }
    }
  }

  @Test
  public void aFolderInThePluginFolderIsOnePluginWithItsLibraries() throws IOException {
    Path own = folder.resolve("acme");
    PluginJarBuilder.jar("library.jar")
        .source("org.lib.Tool", "package org.lib; public class Tool {}")
        .writeTo(own);
    PluginJarBuilder.solver("plugin.jar", "acme", "com.acme.Provider")
        .source("org.lib.Tool", "package org.lib; public class Tool {}")
        .source(
            "com.acme.Provider",
            PluginJarBuilder.solverSource(
                "com.acme.Provider", "acme", "public", "final Object tool = new org.lib.Tool();"))
        .without("org/lib/Tool.class")
        .writeTo(own);
    PluginJarBuilder.jar("slf4j-api.jar").file("org/slf4j/Logger.class", new byte[1]).writeTo(own);
    Files.createDirectories(folder.resolve("empty"));
    Files.writeString(folder.resolve("notes.txt"), "not a jar");
    try (PluginRegistry registry = inFolder(folder).build()) {
      assertThat(registry.get(SolverProvider.class, "acme")).isNotNull();
      assertThat(registry.report().rejections()).isEmpty();
      assertThat(registry.report().warnings())
          .extracting(Problem::oneLine)
          .singleElement()
          .asString()
          .contains("slf4j-api.jar", "org.slf4j.* belongs to the host");
      assertThat(registry.report().notes())
          .extracting(Problem::what)
          .containsExactly("a plugin folder is empty", "a file is left alone");
    }
  }

  @Test
  public void onlySharedPackagesOfTheHostAreVisible() throws Exception {
    solver("a.jar", "a")
        .file("com/acme/own.txt", "own".getBytes(StandardCharsets.UTF_8))
        .file("dev/impetus/api/plugin/intruder.txt", new byte[1])
        .writeTo(folder);
    try (PluginRegistry registry = inFolder(folder).build()) {
      ClassLoader loader = registry.classLoader(SolverProvider.class, "a");
      assertThat(loader.loadClass("dev.impetus.solver.SolverProvider"))
          .isSameAs(SolverProvider.class);
      assertThat(loader.loadClass("java.sql.Driver")).isNotNull();
      assertThat(loader.loadClass("com.acme.Provider").getClassLoader()).isSameAs(loader);
      for (String hidden :
          new String[] {"com.google.inject.Guice", "dev.impetus.runtime.plugin.PluginRegistry"}) {
        assertThatThrownBy(() -> loader.loadClass(hidden))
            .isInstanceOf(ClassNotFoundException.class);
      }
      assertThat(loader.getResource("com/acme/own.txt")).isNotNull();
      assertThat(loader.getResource("dev/impetus/api/plugin/api.properties")).isNotNull();
      assertThat(loader.getResource("dev/impetus/api/plugin/intruder.txt")).isNull();
      assertThat(loader.getResources("dev/impetus/api/plugin/intruder.txt").hasMoreElements())
          .isFalse();
      assertThat(loader.getResource("dev/impetus/runtime/plugin/PluginRegistry.class")).isNull();
      assertThat(loader.getResource("META-INF/impetus/plugin.properties").toString())
          .contains("a.jar");
    }
  }

  @Test
  public void theContextLoaderIsNeitherNeededNorChanged() {
    solver("a.jar", "a")
        .source(
            "com.acme.Provider",
            PluginJarBuilder.solverSource(
                "com.acme.Provider",
                "a",
                "public",
                "public final ClassLoader seen = Thread.currentThread().getContextClassLoader();"))
        .writeTo(folder);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(null);
    try (PluginRegistry registry = inFolder(folder).build()) {
      SolverProvider provider = registry.get(SolverProvider.class, "a");
      assertThat(thread.getContextClassLoader()).isNull();
      assertThat(provider).extracting("seen").isSameAs(provider.getClass().getClassLoader());
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  public void findsJarsAndClassFoldersOnTheClassPath() throws IOException {
    solver("a.jar", "in-jar").writeTo(folder);
    PluginJarBuilder.solver("x.jar", "in-folder", "com.acme.Other")
        .writeClassesTo(folder.resolve("classes with space"));
    try (URLClassLoader loader = loader(folder, "a.jar", "classes with space/");
        PluginRegistry registry = PluginRegistry.builder().classLoader(loader).build()) {
      assertThat(registry.loadAll().rejections()).isEmpty();
      assertThat(registry.ids(PluginKind.SOLVER)).contains("in-folder", "in-jar");
      PluginReport plugin = registry.find(PluginKind.SOLVER, "in-folder").orElseThrow();
      assertThat(plugin.jar().isolated()).isFalse();
      assertThat(plugin.jar().path()).isEqualTo(folder.resolve("classes with space"));
      assertThat(plugin.jar().sha256()).isEmpty();
      assertThat(registry.get(SolverProvider.class, "in-jar").getClass().getClassLoader())
          .isSameAs(loader);
    }
  }

  /** Resources and class files lie in two folders where Gradle builds. */
  @Test
  public void aClassPathFolderMayHaveItsClassesElsewhere() throws IOException {
    Path whole = solver("x.jar", "split").writeClassesTo(folder.resolve("classes"));
    Files.createDirectories(folder.resolve("resources"));
    Files.move(whole.resolve("META-INF"), folder.resolve("resources/META-INF"));
    try (URLClassLoader loader = loader(folder, "classes/", "resources/");
        PluginRegistry registry = PluginRegistry.builder().classLoader(loader).build()) {
      assertThat(registry.get(SolverProvider.class, "split")).isNotNull();
    }
  }

  @Test
  public void oneClassInTwoJarsOfTheClassPathIsAWarning() throws IOException {
    solver("one.jar", "one").writeTo(folder);
    solver("two.jar", "two").writeTo(folder);
    try (URLClassLoader loader = loader(folder, "one.jar", "two.jar");
        PluginRegistry registry = PluginRegistry.builder().classLoader(loader).build()) {
      assertThat(registry.report().warnings())
          .extracting(Problem::oneLine)
          .singleElement()
          .asString()
          .contains("one.jar and two.jar", "com/acme/Provider.class");
      assertThat(registry.get(SolverProvider.class, "one").id()).isEqualTo("one");
      assertThatThrownBy(() -> registry.get(SolverProvider.class, "two"))
          .hasMessageContaining("another class of that name before it, in ")
          .hasMessageContaining("one.jar");
    }
  }

  @Test
  public void theFolderMayHoldTheSameJarAsTheClassPath() throws IOException {
    solver("a.jar", "a").writeTo(folder);
    try (URLClassLoader loader = loader(folder, "a.jar");
        PluginRegistry registry =
            PluginRegistry.builder().classLoader(loader).folder(folder).build()) {
      assertThat(registry.plugins()).hasSize(1);
      assertThat(registry.get(SolverProvider.class, "a").getClass().getClassLoader())
          .isSameAs(loader);
    }
  }

  @Test
  public void aFolderThatIsNotThereIsAnError() {
    assertThatThrownBy(() -> inFolder(folder.resolve("nowhere")).build())
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining("nowhere")
        .hasMessageContaining("there is no such folder");
  }

  @Test
  public void theReportIsData() {
    solver("good.jar", "good").key("url", "https://acme.example").writeTo(folder);
    solver("bad.jar", "bad").key("api", "[9,10)").writeTo(folder);
    try (PluginRegistry registry = inFolder(folder).build()) {
      JsonNode json = JsonMapper.builder().build().readTree(registry.loadAll().toJson());
      assertThat(json.propertyNames()).containsExactly("plugins", "warnings", "notes");
      JsonNode bad = json.get("plugins").get(0);
      assertThat(bad.get("id").asString()).isEqualTo("bad");
      assertThat(bad.get("state").asString()).isEqualTo("REJECTED");
      assertThat(bad.get("problem").propertyNames())
          .containsExactly("kind", "what", "where", "why", "fix");
      JsonNode good = json.get("plugins").get(1);
      assertThat(good.get("state").asString()).isEqualTo("LOADED");
      assertThat(good.get("jar").asString()).isEqualTo("good.jar");
      assertThat(good.get("url").asString()).isEqualTo("https://acme.example");
      assertThat(good.get("problem")).isNull();
    }
  }

  @Test
  public void anInterfaceThatIsNoProviderInterfaceIsAProgrammingError() {
    try (PluginRegistry registry = inFolder(folder).build()) {
      assertThatThrownBy(() -> registry.get(dev.impetus.api.plugin.Plugin.class, "a"))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(registry.find(PluginKind.LOSS, "x")).isEqualTo(Optional.empty());
    }
  }
}
