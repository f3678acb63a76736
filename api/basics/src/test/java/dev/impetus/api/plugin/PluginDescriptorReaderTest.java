// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.api.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

public final class PluginDescriptorReaderTest {

  private static final String GOOD =
      """
      # a comment
      name = acme-solvers
      version = 2.1.0
      api = [0.1,0.2)
      java = 17
      license = Apache-2.0
      description = Backward differentiation \\u2013 and more
      url = https://acme.example
      plugins = acme-bdf2, acme-csv
      plugin.acme-bdf2.kind = solver
      plugin.acme-bdf2.class = com.acme.Bdf2Provider
      plugin.acme-bdf2.description = second order
      plugin.acme-csv.kind = data
      plugin.acme-csv.class = com.acme.Outer$CsvProvider
      plugin.acme-csv.description = comma-separated values
      """;

  @Test
  public void readsEveryKey() throws IOException {
    PluginDescriptor descriptor = read(GOOD);
    assertThat(descriptor.name()).isEqualTo("acme-solvers");
    assertThat(descriptor.version()).isEqualTo("2.1.0");
    assertThat(descriptor.api()).isEqualTo(ApiRange.parse("[0.1,0.2)"));
    assertThat(descriptor.java()).isEqualTo(17);
    assertThat(descriptor.license()).isEqualTo("Apache-2.0");
    assertThat(descriptor.description()).isEqualTo("Backward differentiation – and more");
    assertThat(descriptor.url()).isEqualTo(Optional.of("https://acme.example"));
    assertThat(descriptor.plugins())
        .containsExactly(
            new PluginDescriptor.Entry(
                "acme-bdf2", PluginKind.SOLVER, "com.acme.Bdf2Provider", "second order"),
            new PluginDescriptor.Entry(
                "acme-csv",
                PluginKind.DATA,
                "com.acme.Outer$CsvProvider",
                "comma-separated values"));
  }

  @Test
  public void theHomePageMayBeLeftOut() throws IOException {
    assertThat(read(GOOD.replaceAll("(?m)^url.*\n", "")).url()).isEmpty();
  }

  @Test
  public void equalIdsOfDifferentKindsStandWithTheirKinds() throws IOException {
    PluginDescriptor descriptor =
        read(
            GOOD.replace("acme-bdf2, acme-csv", "loss/mse, metric/mse, acme-csv")
                .replaceAll("(?m)^plugin.acme-bdf2.*\n", "")
                .concat("plugin.loss/mse.class = com.acme.MseLoss\n")
                .concat("plugin.loss/mse.description = a loss\n")
                .concat("plugin.metric/mse.class = com.acme.MseMetric\n")
                .concat("plugin.metric/mse.description = a metric\n"));
    assertThat(descriptor.plugins())
        .contains(
            new PluginDescriptor.Entry("mse", PluginKind.LOSS, "com.acme.MseLoss", "a loss"),
            new PluginDescriptor.Entry("mse", PluginKind.METRIC, "com.acme.MseMetric", "a metric"));
  }

  @DataProvider
  public Object[][] mistakes() {
    return new Object[][] {
      {
        "plugins = acme-bdf2,",
        "plugins = los/mse, acme-bdf2,",
        "key \"plugins\" has a wrong value",
        "did you mean \"loss\"?"
      },
      {
        "plugins = acme-bdf2, acme-csv\n",
        """
        plugins = acme-bdf2, acme-csv, data/acme-csv
        plugin.data/acme-csv.class = A
        plugin.data/acme-csv.description = b
        """,
        "the data acme-csv is listed twice",
        "list it once"
      },
      {"license", "licence", "unknown key \"licence\"", "did you mean \"license\"?"},
      {"name = acme-solvers\n", "", "key \"name\" is missing", "the descriptor has no such key"},
      {"version = 2.1.0", "version =", "key \"version\" is missing", "it has no value"},
      {"[0.1,0.2)", "0.1", "key \"api\" has a wrong value", "is not a range such as [0.1,0.2)"},
      {
        "java = 17", "java = 1.8", "key \"java\" has a wrong value", "is no Java release such as 17"
      },
      {"= solver", "= solvr", "key \"plugin.acme-bdf2.kind\" has a wrong value", "\"solver\"?"},
      {
        "com.acme.Bdf2Provider",
        "com.acme Bdf2",
        "key \"plugin.acme-bdf2.class\" has a wrong value",
        "is no class name"
      },
      {
        "acme-bdf2, acme-csv",
        "acme-bdf2",
        "unknown key \"plugin.acme-csv.kind\"",
        "list \"acme-csv\""
      },
      {
        "acme-bdf2, acme-csv",
        "acme-bdf2, acme-csv, x",
        "key \"plugin.x.kind\" is missing",
        "add it"
      },
      {"acme-bdf2, acme-csv", "acme-bdf2, acme-csv,", "\"\" is no plugin id", "lower-case words"},
      {"acme-bdf2, acme-csv", "acme-bdf2, Acme_Csv", "\"Acme_Csv\" is no plugin id", "hyphens"},
      {"acme-csv\n", "acme-csv, acme-csv\n", "plugin acme-csv is listed twice", "list it once"},
      {"java = 17", "java = 17\njava = 21", "key \"java\" stands twice", "remove one"},
      {"second order", "zweite Größe", "the descriptor is not ASCII", "line 12"},
      {"\\u2013", "\\u20", "the descriptor cannot be parsed", "four digits"},
    };
  }

  @Test(dataProvider = "mistakes")
  public void namesTheMistake(String good, String bad, String what, String more) {
    assertThat(GOOD).contains(good);
    ImpetusException thrown =
        failure(
            GOOD.replaceFirst(
                java.util.regex.Pattern.quote(good),
                java.util.regex.Matcher.quoteReplacement(bad)));
    assertThat(thrown.kind()).isEqualTo(ErrorKind.PLUGIN);
    assertThat(thrown.problems())
        .anySatisfy(
            problem -> {
              assertThat(problem.what()).isEqualTo(what);
              assertThat(problem.oneLine()).contains(more);
              assertThat(problem.where()).isEqualTo("acme.jar!/META-INF/impetus/plugin.properties");
            });
  }

  @Test
  public void reportsAllMistakesTogether() {
    ImpetusException thrown =
        failure(GOOD.replace("license", "licence").replace("java = 17", "java = new"));
    assertThat(thrown.problems())
        .extracting(Problem::what)
        .containsExactly(
            "key \"java\" has a wrong value",
            "key \"license\" is missing",
            "unknown key \"licence\"");
  }

  @Test
  public void anEmptyFileLacksEveryKey() {
    assertThat(failure("").problems()).hasSize(7);
  }

  private static PluginDescriptor read(String text) throws IOException {
    return PluginDescriptorReader.read(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "acme.jar");
  }

  private static ImpetusException failure(String text) {
    return catchThrowableOfType(ImpetusException.class, () -> read(text));
  }
}
