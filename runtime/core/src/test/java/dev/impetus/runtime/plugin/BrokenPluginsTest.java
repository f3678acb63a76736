// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.api.plugin.ApiVersion;
import dev.impetus.api.plugin.PluginKind;
import dev.impetus.solver.SolverProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/**
 * Every way in which a jar can be broken is reported by the jar's name and its reason, and the
 * plugin beside it still works: in a folder, where each jar has its own loader, and on a class
 * path, where they share one.
 */
public final class BrokenPluginsTest {

  private static final String CLASS = "com.acme.Bad";
  private static final String SERVICE = PluginKind.SOLVER.serviceFile();

  /**
   * One defect.
   *
   * @param name what it is
   * @param write writes {@code bad.jar} into a folder
   * @param reasons what the reason says
   */
  private record Defect(String name, Consumer<Path> write, String... reasons) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Defect defect(String name, PluginJarBuilder jar, String... reasons) {
    return new Defect(name, jar::writeTo, reasons);
  }

  private static PluginJarBuilder bad() {
    return PluginJarBuilder.solver("bad.jar", "bad", CLASS);
  }

  private static PluginJarBuilder bad(String modifiers, String body) {
    return bad().source(CLASS, PluginJarBuilder.solverSource(CLASS, "bad", modifiers, body));
  }

  private static Stream<Defect> defects() {
    return Stream.of(
        new Defect(
            "no zip at all",
            folder -> write(folder, "this is no zip".getBytes(StandardCharsets.UTF_8)),
            "the jar cannot be read",
            "zip END header not found"),
        new Defect(
            "zip cut off",
            folder -> {
              byte[] whole = read(bad().writeTo(folder));
              write(folder, Arrays.copyOf(whole, whole.length * 2 / 3));
            },
            "the jar cannot be read",
            "fetch the jar again"),
        new Defect("empty file", folder -> write(folder, new byte[0]), "the jar cannot be read"),
        defect(
            "class missing",
            bad().without("com/acme/Bad.class"),
            "provider com.acme.Bad could not be loaded",
            "the jar has no com/acme/Bad.class"),
        defect(
            "wrong type",
            bad().source(CLASS, "package com.acme; public class Bad {}"),
            "could not be loaded",
            "does not implement dev.impetus.solver.SolverProvider"),
        defect("class not public", bad("final", ""), "the class is not public", "make it public"),
        defect(
            "constructor with an argument",
            bad("public", "public Bad(int order) {}"),
            "no public constructor without arguments"),
        defect(
            "constructor not public",
            bad("public", "Bad() {}"),
            "no public constructor without arguments"),
        defect("abstract class", bad("public abstract", ""), "the provider class is abstract"),
        defect(
            "constructor throws",
            bad("public", "public Bad() { throw new IllegalStateException(\"no luck\"); }"),
            "its constructor threw java.lang.IllegalStateException: no luck"),
        defect(
            "static initialiser throws",
            bad("public", "static final int N = Integer.parseInt(\"one\");"),
            "its static initialiser threw java.lang.NumberFormatException: For input string"),
        defect(
            "superclass missing",
            bad()
                .source("com.acme.Base", "package com.acme; public class Base {}")
                .source(
                    CLASS,
                    PluginJarBuilder.solverSource(CLASS, "bad", "public", "")
                        .replace("implements", "extends Base implements"))
                .without("com/acme/Base.class"),
            "class com.acme.Base is missing",
            "put the jar that has it beside the plugin"),
        new Defect(
            "class file cut off",
            folder -> bad().file("com/acme/Bad.class", half(classFile(folder))).writeTo(folder),
            "the class file is damaged"),
        defect(
            "class file of a few bytes",
            bad().file("com/acme/Bad.class", new byte[] {(byte) 0xCA, (byte) 0xFE}),
            "the class file is damaged",
            "first eight bytes"),
        defect(
            "class file of something else",
            bad().file("com/acme/Bad.class", new byte[100]),
            "does not begin like one"),
        defect(
            "compiled for a newer Java",
            bad().classFileMajor(44 + 90),
            "it is compiled for Java 90 (class-file version 134)",
            "run Java 90 or newer"),
        defect(
            "bad line in the service file",
            bad().file(SERVICE, "# ours\ncom.acme.Bad extra\n".getBytes(StandardCharsets.UTF_8)),
            SERVICE + ": line 2, \"com.acme.Bad extra\", is no class name"),
        defect("no service file", bad().without(SERVICE), "the jar has no " + SERVICE),
        defect(
            "service file lists another class",
            bad().file(SERVICE, "com.acme.Other\n".getBytes(StandardCharsets.UTF_8)),
            SERVICE + " does not list com.acme.Bad"),
        defect(
            "made for another API",
            bad().key("api", "[7.3,8)"),
            "another version of the plugin interfaces",
            "it needs [7.3.0,8.0.0), this is " + ApiVersion.current()),
        defect(
            "Java floor too high",
            bad().key("java", "90"),
            "it needs Java 90, this is " + Runtime.version().feature()),
        defect(
            "unknown key in the descriptor",
            bad().key("licence", "MIT"),
            "the descriptor has a mistake",
            "unknown key \"licence\"",
            "did you mean \"license\"?"),
        defect(
            "missing keys in the descriptor",
            bad().withoutKey("java").withoutKey("version"),
            "the descriptor has 2 mistakes",
            "key \"version\" is missing",
            "key \"java\" is missing"),
        defect(
            "id() differs",
            bad().source(CLASS, PluginJarBuilder.solverSource(CLASS, "good", "public", "")),
            "the descriptor says \"bad\", id() returns \"good\""),
        defect(
            "schema() throws",
            bad()
                .source(
                    CLASS,
                    PluginJarBuilder.solverSource(CLASS, "bad", "public", "")
                        .replace(
                            "return dev.impetus.api.config.ConfigSchema.empty();",
                            "throw new UnsupportedOperationException(\"later\");")),
            "schema() threw java.lang.UnsupportedOperationException: later"),
        defect(
            "schema() is null",
            bad()
                .source(
                    CLASS,
                    PluginJarBuilder.solverSource(CLASS, "bad", "public", "")
                        .replace(
                            "return dev.impetus.api.config.ConfigSchema.empty();", "return null;")),
            "schema() returns null"),
        optionCalled("id"),
        optionCalled("rtol"));
  }

  private static Defect optionCalled(String name) {
    String schema =
        "dev.impetus.api.config.ConfigSchema.of("
            + "dev.impetus.api.config.Option.bool(\""
            + name
            + "\", \"\"))";
    return defect(
        "option called " + name,
        bad()
            .source(
                CLASS,
                PluginJarBuilder.solverSource(CLASS, "bad", "public", "")
                    .replace("dev.impetus.api.config.ConfigSchema.empty()", schema)),
        "solver \"bad\" has an option that cannot be set",
        "the name \"" + name + "\" belongs to every solver");
  }

  @DataProvider
  public Object[][] defectsInBothPlaces() {
    return defects()
        .flatMap(d -> Stream.of(new Object[] {d, false}, new Object[] {d, true}))
        .toArray(Object[][]::new);
  }

  @Test(dataProvider = "defectsInBothPlaces")
  public void isReportedByJarAndReason(Defect defect, boolean onClassPath) throws IOException {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      PluginJarBuilder.solver("good.jar", "good", "com.acme.Good").writeTo(folder.path());
      defect.write().accept(folder.path());
      if (onClassPath) {
        try (URLClassLoader loader = loader(folder.path(), "bad.jar", "good.jar");
            PluginRegistry registry = PluginRegistry.builder().classLoader(loader).build()) {
          check(registry, defect);
        }
      } else {
        try (PluginRegistry registry = inFolder(folder.path()).build()) {
          check(registry, defect);
        }
      }
    }
  }

  private static void check(PluginRegistry registry, Defect defect) {
    LoadReport report = registry.loadAll();
    assertThat(report.rejections())
        .as(report.toJson())
        .isNotEmpty()
        .allSatisfy(rejection -> assertThat(rejection.jar().name()).isEqualTo("bad.jar"))
        .anySatisfy(
            rejection -> {
              Problem problem = rejection.problem().orElseThrow();
              assertThat(problem.kind()).isEqualTo(ErrorKind.PLUGIN);
              assertThat(problem.where()).isEqualTo("bad.jar");
              assertThat(problem.fix()).isNotBlank();
              assertThat(problem.oneLine()).contains(defect.reasons());
            });
    assertThat(registry.get(SolverProvider.class, "good").id()).isEqualTo("good");
    ImpetusException requested =
        catchThrowableOfType(
            ImpetusException.class, () -> registry.get(SolverProvider.class, "bad"));
    assertThat(requested.kind()).isEqualTo(ErrorKind.PLUGIN);
    assertThat(requested).hasMessageContaining("bad.jar");
  }

  /** A plugin that was rejected and is asked for: the error repeats the reason. */
  @Test
  public void askingForARejectedPluginRepeatsTheReason() {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      bad().key("java", "90").writeTo(folder.path());
      try (PluginRegistry registry = inFolder(folder.path()).build()) {
        ImpetusException thrown =
            catchThrowableOfType(
                ImpetusException.class, () -> registry.get(SolverProvider.class, "bad"));
        assertThat(thrown)
            .hasMessage(
                "solver \"bad\" was rejected (bad.jar): solver \"bad\" needs a newer Java: it needs"
                    + " Java 90, this is "
                    + Runtime.version().feature()
                    + "; run Java 90 or newer");
      }
    }
  }

  @Test
  public void strictMakesEveryRejectionAnError() {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      PluginJarBuilder.solver("good.jar", "good", "com.acme.Good").writeTo(folder.path());
      inFolder(folder.path()).strict(true).build().close();
      bad("public", "public Bad() { throw new IllegalStateException(); }").writeTo(folder.path());
      inFolder(folder.path()).build().close();
      ImpetusException thrown =
          catchThrowableOfType(
              ImpetusException.class, () -> inFolder(folder.path()).strict(true).build());
      assertThat(thrown.problems()).hasSize(1);
      assertThat(thrown).hasMessageContaining("bad.jar").hasMessageContaining("constructor threw");
    }
  }

  /** A provider that nobody described would otherwise just not be there. */
  @Test
  public void aProviderWithoutADescriptorIsReported() {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      bad().serviceLine(PluginKind.SOLVER, "com.acme.Forgotten").writeTo(folder.path());
      PluginJarBuilder.jar("plain.jar")
          .serviceLine(PluginKind.DATA, "com.acme.Reader")
          .writeTo(folder.path());
      PluginJarBuilder.jar("library.jar").file("x.txt", new byte[1]).writeTo(folder.path());
      try (PluginRegistry registry = inFolder(folder.path()).build()) {
        assertThat(registry.report().rejections())
            .extracting(rejection -> rejection.problem().orElseThrow().oneLine())
            .containsExactly(
                "solver provider com.acme.Forgotten is not described (bad.jar): the descriptor does"
                    + " not list it; describe it in META-INF/impetus/plugin.properties",
                "this is no plugin jar (library.jar): it has no META-INF/impetus/plugin.properties;"
                    + " remove it; libraries lie beside their plugin in a folder of their own",
                "data provider com.acme.Reader is not described (plain.jar): the jar has no"
                    + " META-INF/impetus/plugin.properties; describe it in"
                    + " META-INF/impetus/plugin.properties");
        assertThat(registry.get(SolverProvider.class, "bad").id()).isEqualTo("bad");
      }
    }
  }

  /** The sure sign of a wrong dependency scope; undetected it ends in ClassCastExceptions. */
  @Test
  public void aBundledCopyOfTheInterfacesIsRejectedInAFolderAndAWarningOnTheClassPath()
      throws IOException {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      String copy = "dev/impetus/solver/SolverProvider.class";
      bad().file(copy, hostResource(copy)).writeTo(folder.path());
      PluginJarBuilder.solver("good.jar", "good", "com.acme.Good").writeTo(folder.path());
      try (PluginRegistry registry = inFolder(folder.path()).build()) {
        assertThat(registry.loadAll().rejections())
            .extracting(rejection -> rejection.problem().orElseThrow().oneLine())
            .containsExactly(
                "solver \"bad\" bundles packages of the host (bad.jar): it contains "
                    + copy
                    + ", and dev.impetus.solver.* belongs to the host; give those dependencies the"
                    + " scope provided and build the jar again");
        assertThat(registry.get(SolverProvider.class, "good")).isNotNull();
      }
      try (URLClassLoader loader = loader(folder.path(), "bad.jar", "good.jar");
          PluginRegistry registry = PluginRegistry.builder().classLoader(loader).build()) {
        assertThat(registry.loadAll().rejections()).isEmpty();
        assertThat(registry.report().warnings())
            .extracting(Problem::oneLine)
            .singleElement()
            .asString()
            .contains("bad.jar", copy);
      }
    }
  }

  /** Memory that runs out is not a plugin's defect; nobody may swallow it. */
  @Test
  public void fatalErrorsAreLetThrough() {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      bad("public", "public Bad() { throw new OutOfMemoryError(\"made by a test\"); }")
          .writeTo(folder.path());
      try (PluginRegistry registry = inFolder(folder.path()).build()) {
        OutOfMemoryError thrown = catchThrowableOfType(OutOfMemoryError.class, registry::loadAll);
        assertThat(thrown).hasMessage("made by a test");
      }
    }
  }

  static PluginRegistry.Builder inFolder(Path folder) {
    return PluginRegistry.builder()
        .classLoader(ClassLoader.getPlatformClassLoader())
        .folder(folder);
  }

  static URLClassLoader loader(Path folder, String... jars) {
    URL[] urls =
        Arrays.stream(jars)
            .map(
                jar -> {
                  try {
                    return folder.resolve(jar).toUri().toURL();
                  } catch (MalformedURLException e) {
                    throw new AssertionError(e);
                  }
                })
            .toArray(URL[]::new);
    return new URLClassLoader(urls, PluginRegistry.class.getClassLoader());
  }

  private static byte[] classFile(Path folder) {
    try {
      Path classes = bad().writeClassesTo(folder.resolve(".scratch"));
      return Files.readAllBytes(classes.resolve("com/acme/Bad.class"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] half(byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length / 2);
  }

  private static void write(Path folder, byte[] bytes) {
    try {
      Files.write(folder.resolve("bad.jar"), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] hostResource(String name) throws IOException {
    try (var in = PluginRegistry.class.getClassLoader().getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  /** The list of defects is the point of this class; it must not shrink unnoticed. */
  @Test
  public void theListIsWhole() {
    List<String> names = defects().map(Defect::name).toList();
    assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(28);
  }
}
