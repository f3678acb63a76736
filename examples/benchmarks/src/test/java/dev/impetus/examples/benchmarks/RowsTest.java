// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impetus.examples.benchmarks.measure.Case;
import dev.impetus.examples.benchmarks.measure.Check;
import dev.impetus.examples.benchmarks.measure.Entry;
import dev.impetus.examples.benchmarks.measure.Library;
import dev.impetus.examples.benchmarks.measure.Row;
import dev.impetus.examples.benchmarks.measure.TrainingStep;
import dev.impetus.examples.benchmarks.measure.Variant;
import dev.impetus.examples.benchmarks.measure.Workload;
import dev.impetus.examples.benchmarks.workloads.AllWorkloads;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** The rows are sound, and the cheap ones of the JVM pass their gates. */
public final class RowsTest {

  @Test
  public void rowsHaveNamesOfTheirOwn() {
    Set<String> seen = new HashSet<>();
    for (Workload workload : AllWorkloads.list()) {
      for (Row row : workload.rows()) {
        assertThat(seen.add(row.id())).as(row.id()).isTrue();
        assertThat(row.workload()).isEqualTo(workload.id());
        assertThat(row.entries()).isNotEmpty();
      }
    }
  }

  @Test
  public void variantsAreReadAsTheyAreWritten() {
    for (Workload workload : AllWorkloads.list()) {
      for (Row row : workload.rows()) {
        for (Entry entry : row.entries()) {
          assertThat(Variant.parse(entry.variant())).hasToString(entry.variant());
        }
      }
    }
    assertThat(Variant.parse("mu=25 stepping=per sample").get("stepping")).isEqualTo("per sample");
    assertThatThrownBy(() -> Variant.parse("per sample"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("per sample");
  }

  @DataProvider
  static Object[][] calls() {
    List<Object[]> rows = new ArrayList<>();
    for (Library library :
        List.of(Library.IMPETUS, Library.LIMIT, Library.HIPPARCHUS, Library.COMMONS_MATH)) {
      rows.add(new Object[] {"W1", library, "mu=2 batch=1"});
      rows.add(new Object[] {"W5", library, "method=dopri5 rtol=1e-07"});
    }
    rows.add(new Object[] {"W1", Library.LIMIT, "mu=2 batch=16 dtype=float32"});
    rows.add(new Object[] {"W5", Library.IMPETUS, "method=dop853 rtol=1e-09"});
    rows.add(new Object[] {"W0", Library.IMPETUS, "what=vjp dtype=float32"});
    rows.add(new Object[] {"W2", Library.IMPETUS, "gradient=training dtype=float32"});
    rows.add(new Object[] {"W6a", Library.IMPETUS, "method=crank-nicolson steps=100"});
    rows.add(new Object[] {"W6b", Library.IMPETUS, "method=esdirk tol=1e-8 groups=1"});
    rows.add(new Object[] {"W1", Library.IMPETUS, "mu=2 batch=16 stepping=per-sample"});
    for (String kind : List.of("momentum", "linear", "softmax")) {
      rows.add(
          new Object[] {
            "W9", Library.IMPETUS, "kind=" + kind + " what=gradient length=256 threads=2"
          });
    }
    rows.add(
        new Object[] {"W9", Library.IMPETUS, "kind=momentum what=generate length=1024 threads=1"});
    rows.add(new Object[] {"W8", Library.IMPETUS, "gradient=checkpoints-8 tol=1e-05"});
    rows.add(new Object[] {"W8", Library.IMPETUS, "gradient=binomial-8 tol=1e-05"});
    return rows.toArray(Object[][]::new);
  }

  @Test(dataProvider = "calls")
  public void callsPassTheirGates(String workload, Library library, String variant) {
    Case prepared = Workloads.find(workload).orElseThrow().prepare(library, Variant.parse(variant));
    assertThat(prepared.checks()).isNotEmpty().allMatch(Check::passed);
    prepared.call().run();
  }

  @DataProvider
  static Object[][] trainings() {
    return new Object[][] {
      {"W3", "gradient=discrete"},
      {"W4", "method=tsit5 gradient=discrete outputs=10"},
      {"W7", "model=hbnode"},
      {"W10", "cell=momentum-lstm threads=2"},
    };
  }

  @Test(dataProvider = "trainings")
  public void trainingsBeginAsTheReferenceDoes(String workload, String variant) {
    Case prepared =
        Workloads.find(workload).orElseThrow().prepare(Library.IMPETUS, Variant.parse(variant));
    List<TrainingStep> steps = new ArrayList<>();
    assertThatThrownBy(
            () ->
                prepared
                    .training()
                    .train(
                        step -> {
                          steps.add(step);
                          if (steps.size() == 11) {
                            throw new IllegalStateException("enough");
                          }
                        }))
        .hasMessage("enough");
    assertThat(prepared.training().checks(steps)).isNotEmpty().allMatch(Check::passed);
  }

  @Test
  public void aWrongValueDoesNotPass() {
    assertThat(Check.relative("x", 1.01, 1, 1e-3).passed()).isFalse();
    assertThat(Check.relative("x", 1.0001, 1, 1e-3).passed()).isTrue();
    assertThat(Check.atMost("x", 2.1, 1, 2).passed()).isFalse();
    assertThat(Check.absolute("x", Double.NaN, 0, 1).passed()).isFalse();
    assertThat(Check.atMost("x", Double.NaN, 1, 1).passed()).isFalse();
  }
}
