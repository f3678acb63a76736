// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.impetus.examples.benchmarks.measure.Entry;
import dev.impetus.examples.benchmarks.measure.Library;
import dev.impetus.examples.benchmarks.measure.Row;
import dev.impetus.examples.benchmarks.measure.Row.Unit;
import dev.impetus.examples.benchmarks.workloads.CausalAttention;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.testng.annotations.Test;

/** What is made of samples: ratios by rounds, table, picture, targets. */
public final class ReportTest {

  private static EntryResult entry(Library library, double steps, double... samples) {
    EntryResult result = new EntryResult(new Entry(library, "v", ""));
    for (int round = 0; round < samples.length; round++) {
      result.samples().put(round, samples[round]);
    }
    result.facts().put("values", Map.of("nfe", 422));
    result.facts().put("steps", steps);
    result.stop("timed", "");
    return result;
  }

  private static Results results() {
    EntryResult absent = new EntryResult(Entry.of(Library.DIFFRAX, "v"));
    absent.stop("absent", "not installed");
    RowResult row =
        new RowResult(
            new Row("W1", "W1-mu2-b256-float32", "a row", Unit.SOLVER_STEP, List.of()),
            0.1,
            List.of(
                entry(Library.IMPETUS, 10, 1, 2, 4),
                entry(Library.TORCHDIFFEQ, 20, 200, 400, 2000, 1),
                entry(Library.LIMIT, 10, 0.5, 1, 2),
                absent));
    return new Results(
        "2026-11-23T00:00:00Z",
        Map.of("processor", "a processor", "processors", 2, "java", "a VM"),
        Map.of("threads", 1),
        List.of(row),
        Map.of("A-W2-training-step-float64", Map.of("bytes", 512.0, "jmh_us", 1000.0)));
  }

  @Test
  public void ratiosAreMediansOfRoundsInWhichBothWereTimed() {
    RowResult row = results().rows().get(0);
    // 200 s in 20 steps against 1 s in 10 steps, and so on: 100, 100, 250.
    assertThat(row.ratio(Library.TORCHDIFFEQ, "")).hasValue(100);
    assertThat(row.ratio(Library.LIMIT, "")).hasValue(0.5);
    assertThat(row.ratio(Library.DIFFRAX, "")).isEmpty();
  }

  @Test
  public void targetsSayWhetherTheyAreMet() {
    List<Target> targets = Targets.of(results());
    assertThat(targets)
        .filteredOn(Target::isMeasured)
        .extracting(Target::what, Target::text, Target::verdict)
        .containsExactly(
            tuple("W1 Van der Pol, batch 256: a step", "100 ×", "met"),
            tuple("W1 Van der Pol, batch 256: a step", "2.0 ×", "met"),
            tuple("allocation in a training step of W2", "0.50 KiB", "met"));
    assertThat(targets).extracting(Target::verdict).contains("not measured");
  }

  /** Seconds of one round of W9; torch's linear attention is slower but at one length. */
  private static RowResult attention(String what, int length, double torchLinear) {
    List<EntryResult> entries = new ArrayList<>();
    for (Library library : List.of(Library.IMPETUS, Library.TORCH)) {
      for (String kind : List.of("momentum", "linear", "softmax")) {
        EntryResult result =
            new EntryResult(
                new Entry(library, "kind=%s what=%s length=%d".formatted(kind, what, length), ""));
        boolean impetus = library == Library.IMPETUS;
        double seconds =
            switch (kind) {
              case "momentum" -> 1.5 * length;
              case "linear" -> impetus ? length : torchLinear * length;
              default -> impetus ? 4.0 * length : 3.0 * length;
            };
        result.samples().put(0, seconds);
        result.stop("timed", "");
        entries.add(result);
      }
    }
    return new RowResult(
        new Row("W9", "W9-" + what + "-" + length, "a row", Unit.CALL, List.of()), 0.1, entries);
  }

  @Test
  public void targetsOfAttentionAreThoseOfTheWorstLength() {
    List<RowResult> rows = new ArrayList<>();
    for (int length : CausalAttention.LENGTHS) {
      rows.add(attention("forward", length, length == 2048 ? 1.75 : 2.5));
      if (length != 8192) {
        rows.add(attention("gradient", length, 2.5));
      }
    }
    List<Target> targets =
        Targets.of(new Results("2026-11-23T00:00:00Z", Map.of(), Map.of(), rows, Map.of()));
    assertThat(targets)
        .filteredOn(target -> target.what().startsWith("W9 attention, forward"))
        .extracting(Target::what, Target::text, Target::verdict)
        .containsExactly(
            tuple("W9 attention, forward: momentum, 256 to 16384 tokens", "1.5 ×", "met"),
            tuple("W9 attention, forward: linear, 256 to 16384 tokens", "1.8 ×", "not met"),
            tuple("W9 attention, forward: momentum, 512 to 16384 tokens", "2.0 ×", "met"),
            tuple("W9 attention, forward: softmax, 256 to 16384 tokens", "1.3 ×", "met"),
            tuple("W9 attention, forward: 16384 tokens against 1024, a token", "1.0 ×", "met"));
    assertThat(targets)
        .filteredOn(target -> target.what().startsWith("W9 attention, gradient: linear"))
        .extracting(Target::verdict)
        .as("a length is missing")
        .containsExactly("not measured");
  }

  @Test
  public void tableAndPictureShowWhatWasTimedAndWhatWasNot() {
    assertThat(MarkdownTable.of(results()))
        .contains("| **W1-mu2-b256-float32**<br>a row | impetus | 200 ms | step | 422 |")
        .contains("torchdiffeq | 15.0 s | step")
        .contains("diffrax | absent |");
    assertThat(SummaryPicture.of(results()))
        .startsWith("<svg")
        .contains("torchdiffeq")
        .doesNotContain("diffrax");
    assertThat(Json.read(Json.line(results().toJson()))).containsKey("targets");
  }

  @Test
  public void aLibraryThatFlushesDenormalsInSomeRowsIsNotSaidToDoItInAll() {
    Results results = results();
    List<EntryResult> entries = results.rows().get(0).entries();
    assertThat(MarkdownTable.of(results)).contains("Denormals flushed: unknown.");
    entries.get(0).facts().put("denormals_flushed", false);
    assertThat(MarkdownTable.of(results)).contains("Denormals flushed: by nobody.");
    entries.get(1).facts().put("denormals_flushed", true);
    assertThat(MarkdownTable.of(results)).contains("Denormals flushed: by torchdiffeq only.");
    EntryResult kept = entry(Library.TORCHDIFFEQ, 10, 1);
    kept.facts().put("denormals_flushed", false);
    RowResult other =
        new RowResult(new Row("W10", "W10-x", "another", Unit.CALL, List.of()), 0.1, List.of(kept));
    Results both =
        new Results(
            results.started(),
            results.machine(),
            results.settings(),
            List.of(results.rows().get(0), other),
            results.extras());
    assertThat(MarkdownTable.of(both))
        .contains("Denormals flushed: by torchdiffeq where the row says so only.");
    entries.get(2).facts().put("denormals_flushed", true);
    assertThat(MarkdownTable.of(both))
        .contains("Denormals flushed: by limit and by torchdiffeq where the row says so only.");
  }

  @Test
  public void onlyWhatIsBetweenTheMarksIsReplaced() {
    String page =
        "before\n<!-- results: written by run --publish -->\nold\n<!-- end of results -->\nafter\n";
    assertThat(Publication.replace(page, "new\n"))
        .isEqualTo(
            "before\n<!-- results: written by run --publish -->\n\nnew\n<!-- end of results -->\nafter\n");
    assertThatThrownBy(() -> Publication.replace("nothing", "new"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  public void theCommandLineSaysWhatIsWrong() {
    assertThat(Settings.parse(List.of("--workloads", "W1", "W2-gradient")).wants("W1-mu2"))
        .isTrue();
    assertThat(Settings.parse(List.of("--workloads", "W1", "W2-gradient")).wants("W2-forward"))
        .isFalse();
    assertThat(Settings.parse(List.of("--workloads", "W1")).wants("W10-x")).isFalse();
    assertThatThrownBy(() -> Settings.parse(List.of("--threads", "none")))
        .hasMessageContaining("--threads")
        .hasMessageContaining("none");
    assertThatThrownBy(() -> Settings.parse(List.of("--libraries", "numpy")))
        .hasMessageContaining("numpy");
  }
}
