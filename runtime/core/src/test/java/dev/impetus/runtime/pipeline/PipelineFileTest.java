// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.runtime.plugin.TemporaryFolder;
import dev.impetus.solver.state.Precision;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

public final class PipelineFileTest {

  private static final String FULL =
      """
      seed: 7
      precision: float32
      threads: 2
      data: {id: csv, file: readings.csv}
      model: {id: hbnode, hidden: [14, 14]}
      solver: {id: dopri5, rtol: 1e-7, atol: 1.0e-7}
      engine: {id: samediff}
      loss: {id: mse}
      metrics: [{id: accuracy}, {id: top-k, k: 5}]
      optimizer: {id: adam, learning-rate: 0.01}
      training: {epochs: 100, batch-size: 50}
      """;

  private static final String SMALL =
      """
      data: {id: csv}
      model: {id: mlp}
      loss: mse
      optimizer: adam
      """;

  private static final PipelineSpec FULL_SPEC =
      PipelineSpec.builder()
          .seed(7)
          .precision(Precision.FLOAT32)
          .threads(2)
          .data("csv", Map.of("file", Path.of("readings.csv")))
          .model("hbnode", Map.of("hidden", List.of(14, 14)))
          .solver("dopri5", Map.of("rtol", 1e-7, "atol", 1e-7))
          .engine("samediff", Map.of())
          .loss("mse")
          .metric("accuracy")
          .metric("top-k", Map.of("k", 5))
          .optimizer("adam", Map.of("learning-rate", 0.01f))
          .training("epochs", 100)
          .training("batch-size", 50)
          .build();

  @Test
  public void yamlAndBuilderGiveTheSameRecord() {
    assertThat(parse(FULL)).isEqualTo(FULL_SPEC);
    assertThat(FULL_SPEC.toBuilder().build()).isEqualTo(FULL_SPEC);
  }

  @Test
  public void whatMayBeLeftOutHasDefaults() {
    PipelineSpec spec = parse(SMALL);
    assertThat(spec)
        .isEqualTo(
            PipelineSpec.builder()
                .data("csv", Map.of())
                .model("mlp", Map.of())
                .loss("mse")
                .optimizer("adam", Map.of())
                .build());
    assertThat(spec.seed()).isEqualTo(42);
    assertThat(spec.precision()).isEqualTo(Precision.FLOAT64);
    assertThat(spec.threads()).isEqualTo(1);
    assertThat(spec.engine()).isEqualTo(PluginSpec.of("fused"));
    assertThat(spec.solver()).isEmpty();
    assertThat(spec.metrics()).isEmpty();
    assertThat(spec.training()).isEmpty();
  }

  @DataProvider
  public Object[][] scalars() {
    return new Object[][] {
      {"1e-7", 1e-7},
      {"1E+3", 1000.0},
      {"-1e5", -1e5},
      {"1.5e3", 1500.0},
      {".5", 0.5},
      {"3.", 3.0},
      {"-0.0", -0.0},
      {".inf", Double.POSITIVE_INFINITY},
      {"-.Inf", Double.NEGATIVE_INFINITY},
      {".nan", Double.NaN},
      {"12", 12L},
      {"+12", 12L},
      {"007", 7L},
      {"0x1F", 31L},
      {"0o17", 15L},
      {"9223372036854775807", Long.MAX_VALUE},
      {"-9223372036854775808", Long.MIN_VALUE},
      {"9223372036854775808", BigInteger.ONE.shiftLeft(63)},
      {"true", true},
      {"False", false},
      // What YAML 1.1 made of these words and numbers surprised people for years.
      {"yes", "yes"},
      {"off", "off"},
      {"12:30:45", "12:30:45"},
      {"1_000", "1_000"},
      {"2024-01-01", "2024-01-01"},
      {"'1e-7'", "1e-7"},
      {"\"true\"", "true"},
      {"1e-7s", "1e-7s"},
      {"~", null},
      {"", null},
      {"[1, two, 3.0]", List.of(1L, "two", 3.0)},
    };
  }

  @Test(dataProvider = "scalars")
  public void readsScalarsAsYaml12(String text, Object value) {
    PipelineSpec spec = parse(SMALL.replace("{id: mlp}", "\n  id: mlp\n  x: " + text));
    assertThat(spec.model().options()).containsEntry("x", value);
  }

  @Test
  public void aSeedMayBeAnyLong() {
    assertThat(parse("seed: -9000000000\n" + SMALL).seed()).isEqualTo(-9_000_000_000L);
    assertThat(failure("seed: 9223372036854775808\n" + SMALL))
        .hasMessageContaining("option \"seed\" has a wrong value (seed, test.yaml:1)")
        .hasMessageContaining("whole number of at most 64 bits");
  }

  @Test
  public void readsJson() {
    String json =
        """
        {"data": {"id": "csv"}, "model": {"id": "mlp"}, "loss": "mse", "optimizer": {"id": "adam"}}
        """;
    assertThat(parse(json)).isEqualTo(parse(SMALL));
  }

  @Test
  public void whatIsWrittenReadsBackEqual() {
    assertThat(parse(FULL_SPEC.toYaml())).isEqualTo(FULL_SPEC);
    Map<String, Object> awkward = new LinkedHashMap<>();
    List<Object> values =
        Arrays.asList(
            "1e-7",
            "true",
            "null",
            "",
            " padded ",
            "two\nlines\n",
            "tab\t",
            "Größe: 3 # %",
            "- a",
            "[x]",
            "~",
            "0x10",
            "ä\u0007",
            1e-7,
            -0.0,
            1e300,
            Double.MIN_VALUE,
            1.0,
            0L,
            Long.MIN_VALUE,
            true,
            Double.NEGATIVE_INFINITY,
            BigInteger.TEN.pow(30),
            null,
            List.of(),
            List.of(1, 2.5, "x"),
            "x".repeat(300) + " " + "y".repeat(300));
    for (int i = 0; i < values.size(); i++) {
      awkward.put("option-" + i, values.get(i));
    }
    PipelineSpec spec = FULL_SPEC.toBuilder().data("csv", awkward).build();
    assertThat(parse(spec.toYaml())).isEqualTo(spec);
  }

  /** Two uses of one list must not turn into an anchor and an alias, which few people can read. */
  @Test
  public void writesNoAliases() {
    List<Integer> shared = List.of(1, 2);
    PipelineSpec spec =
        FULL_SPEC.toBuilder()
            .model("a", Map.of("x", shared))
            .data("b", Map.of("y", shared))
            .build();
    assertThat(spec.toYaml()).doesNotContain("&").doesNotContain("*");
  }

  @DataProvider
  public Object[][] mistakes() {
    return new Object[][] {
      {"", "the specification is empty (test.yaml)"},
      {"# only a remark\n", "the specification is empty"},
      {"---\n", "the specification is empty"},
      {"- data\n", "the specification is no mapping (test.yaml:1)"},
      {"words", "the specification is no mapping"},
      {SMALL + "---\n" + SMALL, "there is more than one document (test.yaml:6)"},
      {"data:\n\tid: csv\n", "this is no YAML (test.yaml:2)"},
      {"data: {id: csv\nmodel: x\n", "this is no YAML (test.yaml:2)"},
      {SMALL + "data: {id: other}\n", "\"data\" stands twice (data, test.yaml:5): it is on line 1"},
      {
        SMALL.replace("id: mlp", "id: mlp, x: 1, x: 2"),
        "\"x\" stands twice (model.x, test.yaml:2): it is on line 2"
      },
      {SMALL + "solvr: rk4\n", "unknown section \"solvr\" (solvr, test.yaml:5)"},
      {SMALL + "solvr: rk4\n", "did you mean \"solver\"?"},
      {SMALL.replace("loss: mse\n", ""), "section \"loss\" is missing (loss, test.yaml)"},
      {SMALL.replace("{id: csv}", ""), "section \"data\" is empty (data, test.yaml:1)"},
      {SMALL.replace("{id: csv}", "3"), "section \"data\" has a wrong form (data, test.yaml:1)"},
      {
        SMALL.replace("{id: csv}", "{file: x}"), "section \"data\" has no id (data.id, test.yaml:1)"
      },
      {SMALL.replace("{id: csv}", "{id: 5}"), "it must be text, but is 5"},
      {SMALL + "engine:\n", "section \"engine\" is empty (engine, test.yaml:5)"},
      {SMALL + "metrics: accuracy\n", "it must be a list, but is accuracy"},
      {
        SMALL + "metrics: [{k: 5}]\n",
        "section \"metrics[0]\" has no id (metrics[0].id, test.yaml:5)"
      },
      {SMALL + "training: 5\n", "section \"training\" has a wrong form"},
      {SMALL + "training:\n", "it must be a mapping, but is empty"},
      {SMALL + "seed: x\n", "option \"seed\" has a wrong value (seed, test.yaml:5)"},
      {SMALL + "seed:\n", "option \"seed\" is empty"},
      {SMALL + "precision: float46\n", "did you mean \"float64\"?"},
      {SMALL + "threads: 0\n", "must be >= 1 and <= 4096, but is 0"},
      {SMALL.replace("id: mlp", "id: mlp, x: &a [*a]"), "an alias contains itself"},
      {SMALL.replace("id: mlp", "id: mlp, ? [a] : b"), "a key is no word (model, test.yaml:2)"},
      {SMALL.replace("id: mlp", "id: mlp, x: !secret y"), "the tag !secret is not understood"},
      {
        SMALL.replace("id: mlp", "id: mlp, x: !!int y"), "\"y\" is no number (model.x, test.yaml:2)"
      },
    };
  }

  @Test(dataProvider = "mistakes")
  public void saysWhatIsWrongAndWhere(String yaml, String message) {
    ImpetusException thrown = failure(yaml);
    assertThat(thrown).hasMessageContaining(message);
    assertThat(thrown.kind()).isEqualTo(ErrorKind.CONFIGURATION);
    assertThat(thrown.problems()).allSatisfy(p -> assertThat(p.fix()).isNotBlank());
  }

  @Test
  public void reportsAllMistakesTogether() {
    ImpetusException thrown =
        failure(
            """
            seed: one
            data: {}
            modle: {id: mlp}
            metrics: [accuracy, 3]
            optimizer: {id: adam, lr: 1, lr: 2}
            """);
    assertThat(thrown.problems())
        .extracting(Problem::where)
        .containsExactly(
            "optimizer.lr, test.yaml:5",
            "modle, test.yaml:3",
            "seed, test.yaml:1",
            "data.id, test.yaml:2",
            "model, test.yaml",
            "loss, test.yaml",
            "metrics[1], test.yaml:4");
  }

  @Test
  public void theBuilderWantsEverySection() {
    assertThatThrownBy(() -> PipelineSpec.builder().data("csv", Map.of()).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"model\"");
    assertThatThrownBy(() -> FULL_SPEC.toBuilder().threads(0).build())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  public void readsFilesAndKnowsTheirFolder() throws IOException {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      Path file = Files.writeString(folder.path().resolve("p.yaml"), SMALL);
      PipelineFile read = PipelineFile.read(file);
      assertThat(read.spec()).isEqualTo(parse(SMALL));
      assertThat(read.folder()).isEqualTo(folder.path());
      assertThatThrownBy(() -> PipelineFile.read(folder.path().resolve("q.yaml")))
          .isInstanceOfSatisfying(
              ImpetusException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.STORAGE))
          .hasMessageContaining("q.yaml")
          .hasMessageContaining("there is no such file");
      Files.write(file, new byte[] {'a', ':', (byte) 0xFF});
      assertThatThrownBy(() -> PipelineFile.read(file)).hasMessageContaining("it is not UTF-8");
      assertThatThrownBy(() -> PipelineFile.read(folder.path()))
          .isInstanceOf(ImpetusException.class);
    }
  }

  private static PipelineSpec parse(String yaml) {
    return PipelineFile.parse(yaml, "test.yaml", Path.of("")).spec();
  }

  private static ImpetusException failure(String yaml) {
    return catchThrowableOfType(ImpetusException.class, () -> parse(yaml));
  }
}
