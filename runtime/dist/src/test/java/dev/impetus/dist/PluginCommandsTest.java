// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands about plugins, with those of this build on the class path. */
public final class PluginCommandsTest {

  @Test
  public void theListNamesThePluginsOfThisBuild() {
    Invocation list = Invocation.of("plugins", "list").succeeded();
    assertThat(list.out()).contains("dopri5", "rk4", "csv", "nested-spheres", "samediff");
    assertThat(list.err()).isEmpty();
  }

  @Test
  public void theListCanBeOfOneKind() {
    assertThat(Invocation.of("plugins", "list", "--kind", "data").succeeded().out())
        .contains("csv")
        .doesNotContain("dopri5");
  }

  @Test
  public void theListAsJsonIsForPrograms() {
    JsonNode root = json(Invocation.of("plugins", "list", "--json").succeeded().out());
    assertThat(root.propertyNames()).containsExactly("plugins", "warnings", "notes");
    JsonNode csv = null;
    for (JsonNode plugin : root.get("plugins")) {
      assertThat(plugin.propertyNames())
          .contains("id", "kind", "state", "jar", "path", "version", "class", "description");
      csv = plugin.get("id").asString().equals("csv") ? plugin : csv;
    }
    assertThat(csv).isNotNull();
    assertThat(csv.get("kind").asString()).isEqualTo("data");
    assertThat(csv.get("state").asString()).isEqualTo("FOUND");
  }

  @Test
  public void inspectPrintsEveryOption() {
    assertThat(Invocation.of("plugins", "inspect", "csv").succeeded().out())
        .contains("data csv", "horizon: whole number, >= 0", "in rows", "default 1")
        .contains("file: path, required")
        .contains("none | standard | min-max");
  }

  @Test
  public void inspectAsJsonHasTheWholeSchema() {
    JsonNode root = json(Invocation.of("plugins", "inspect", "csv", "--json").succeeded().out());
    JsonNode horizon = null;
    for (JsonNode option : root.get("plugins").get(0).get("options")) {
      horizon = option.get("name").asString().equals("horizon") ? option : horizon;
    }
    assertThat(horizon).isNotNull();
    assertThat(horizon.get("type").asString()).isEqualTo("integer");
    assertThat(horizon.get("unit").asString()).isEqualTo("rows");
    assertThat(horizon.get("minimum").asDouble()).isZero();
    assertThat(horizon.get("default").asInt()).isEqualTo(1);
    assertThat(horizon.get("required").asBoolean()).isFalse();
  }

  @Test
  public void anUnknownIdIsAnsweredWithASuggestion() {
    assertThat(Invocation.of("plugins", "inspect", "dopri").failedWith(2).err())
        .contains("there is no plugin \"dopri\"")
        .contains("did you mean \"dopri5\"?");
  }

  @DataProvider
  public Object[][] commandsWithHelp() {
    return new Object[][] {
      {new String[] {"--help"}},
      {new String[] {"plugins", "--help"}},
      {new String[] {"plugins", "list", "--help"}},
      {new String[] {"plugins", "inspect", "-h"}},
      {new String[] {"plugins", "verify", "--help"}},
      {new String[] {"run", "--help"}},
      {new String[] {"resume", "--help"}},
      {new String[] {"predict", "--help"}},
      {new String[] {"compare", "--help"}},
      {new String[] {"data", "--help"}},
      {new String[] {"data", "list", "--help"}},
      {new String[] {"solve", "--help"}},
      {new String[] {"problems", "--help"}},
      {new String[] {"problems", "list", "--help"}},
    };
  }

  @Test(dataProvider = "commandsWithHelp")
  public void everyCommandHasHelpWithExamples(String[] args) {
    assertThat(Invocation.of(args).succeeded().out()).contains("Usage: impetus", "Examples:");
  }

  @DataProvider
  public Object[][] wrongCommandLines() {
    return new Object[][] {
      {new String[] {"plugin"}, "did you mean plugins?"},
      {new String[] {"plugins", "list", "--jsn"}, "--json"},
      {new String[] {"plugins", "list", "--kind", "solvers"}, "--kind"},
      {new String[] {"plugins", "inspect"}, "ID"},
    };
  }

  @Test(dataProvider = "wrongCommandLines")
  public void aWrongCommandLineIsAUsageError(String[] args, String hint) {
    assertThat(Invocation.of(args).failedWith(1).err()).contains(hint);
  }

  @Test
  public void aMissingCommandIsAnsweredWithThoseThatThereAre() {
    for (String[] args : new String[][] {{}, {"plugins"}, {"data"}, {"problems"}}) {
      Invocation invocation = Invocation.of(args);
      assertThat(invocation.code()).isEqualTo(1);
      assertThat(invocation.err()).contains("Usage: impetus", "Commands:");
    }
  }

  @Test
  public void theVersionNamesProgramAndJava() {
    assertThat(Invocation.of("--version").succeeded().out())
        .contains(
            "impetus ", "plugin interfaces 0.1", "Java " + System.getProperty("java.version"));
  }

  @Test
  public void aPluginsDirThatIsNotThereIsAProblem() {
    assertThat(
            Invocation.of("plugins", "list", "--plugins-dir", "no-such-folder").failedWith(2).err())
        .contains("no-such-folder");
  }

  @Test
  public void aBrokenJarIsListedAndFailsOnlyWhereStrictnessIsWanted() throws IOException {
    Path folder = Files.createTempDirectory("impetus-plugins");
    Files.writeString(folder.resolve("broken.jar"), "this is no jar");
    Invocation lenient = Invocation.of("plugins", "list", "--plugins-dir", folder.toString());
    assertThat(lenient.succeeded().out()).contains("dopri5");
    assertThat(lenient.err()).contains("REJECTED  broken.jar");
    Invocation.of("plugins", "list", "--strict", "--plugins-dir", folder.toString()).failedWith(2);
  }

  @Test
  public void verifyLoadsAPluginApartFromAllOthers() throws IOException {
    Path jar = Files.createTempDirectory("impetus-verify-test").resolve("lonely.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      entry(
          out,
          "META-INF/impetus/plugin.properties",
          """
          name = lonely
          version = 1
          api = [0.1,0.2)
          java = 17
          license = none
          description = a jar without its class
          plugins = lonely
          plugin.lonely.kind = data
          plugin.lonely.class = lonely.LonelyProvider
          plugin.lonely.description = nothing
          """);
      entry(
          out, "META-INF/services/dev.impetus.model.data.DataProvider", "lonely.LonelyProvider\n");
    }
    Invocation verify = Invocation.of("plugins", "verify", jar.toString());
    assertThat(verify.code()).isEqualTo(2);
    assertThat(verify.out()).contains("REJECTED  lonely.jar", "what", "fix").doesNotContain("csv");
  }

  /**
   * Listing must stay cheap: neither ND4J nor native code, nor any class of a plugin. The JVM says
   * itself what it loads.
   */
  @Test
  public void listingLoadsNoNativeCodeAndNoPlugin() throws Exception {
    Path log = Files.createTempFile("impetus-classes", ".log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + log,
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                "dev.impetus.cli.Main",
                "plugins",
                "list")
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).contains("dopri5");

    Set<String> forbidden = new TreeSet<>();
    boolean sawOurs = false;
    for (String line : Files.readAllLines(log)) {
      sawOurs |= line.contains(" dev.impetus.cli.Main ");
      for (String start : new String[] {"org.nd4j.", "org.bytedeco.", "dev.impetus.plugins."}) {
        if (line.contains(" " + start)) {
          forbidden.add(line);
        }
      }
    }
    assertThat(sawOurs).as("the log names loaded classes").isTrue();
    assertThat(forbidden).isEmpty();
  }

  private static void entry(JarOutputStream jar, String name, String text) throws IOException {
    jar.putNextEntry(new JarEntry(name));
    jar.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode json(String text) {
    return JsonMapper.builder().build().readTree(text);
  }
}
