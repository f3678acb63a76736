// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.runtime.report.SweepSummary.RunRow;
import dev.impetus.runtime.report.SweepSummary.SettingRow;
import dev.impetus.runtime.training.EpochRecord;
import dev.impetus.runtime.training.Figures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.testng.annotations.Test;

public final class SweepFindingsTest {

  private static final double NONE = Double.NaN;

  private static Optional<Figures> figures(double loss) {
    return Double.isNaN(loss)
        ? Optional.empty()
        : Optional.of(new Figures(loss, Map.of("hits", loss / 2), Map.of()));
  }

  private static RunRow run(long seed, double validation, double test) {
    Figures training = figures(1).orElseThrow();
    return new RunRow(
        seed,
        "finished",
        "runs/a/seed-" + seed,
        "",
        figures(validation),
        figures(test),
        7,
        List.of(new EpochRecord(1, 1, training, figures(validation), 0.1, 1, 1, true)),
        1,
        1);
  }

  /** With the same figure on validation and test part; the control is of the setting "on". */
  private static SettingRow setting(String label, boolean control, double... losses) {
    List<RunRow> runs = new ArrayList<>();
    for (double loss : losses) {
      runs.add(run(runs.size() + 1, Double.isNaN(loss) ? 1 : loss, loss));
    }
    return setting(label, control, runs);
  }

  private static SettingRow setting(String label, boolean control, List<RunRow> runs) {
    return new SettingRow(
        label,
        "",
        Map.of("model.mu", label),
        control,
        true,
        false,
        control ? Optional.empty() : Optional.of("off"),
        runs);
  }

  private static SweepSummary sweep(SettingRow... settings) {
    return sweep(Map.of("model.mu", "mu"), false, List.of(settings));
  }

  private static SweepSummary sweep(
      Map<String, String> axes, boolean higherIsBetter, List<SettingRow> settings) {
    return new SweepSummary(
        "a sweep",
        "data",
        "loss",
        higherIsBetter,
        axes,
        List.of(1L, 2L, 3L),
        settings,
        List.of(),
        "base: {}");
  }

  private static String told(SweepSummary sweep) {
    return String.join("\n", new SweepFindings(sweep).sentences());
  }

  @Test
  public void thereIsNoVerdictWhereATestFigureIsMissing() {
    SettingRow off = setting("off", true, 2, 2.1, 2.2);
    assertThat(told(sweep(setting("on", false, 1, 1.1, 1.2), off)))
        .contains("Welch", "better than its control");
    assertThat(told(sweep(setting("on", false, 1, NONE, 1.2), off)))
        .contains("Not every seed has a test figure")
        .doesNotContain("Welch");
  }

  @Test
  public void oneSeedHasNoSpread() {
    assertThat(told(sweep(setting("on", false, 1), setting("off", true, 2))))
        .contains("One seed has no spread")
        .doesNotContain("Welch");
  }

  @Test
  public void withoutATestPartTheValidationPartIsTold() {
    SettingRow on = setting("on", false, List.of(run(1, 1, NONE), run(2, 1.5, NONE)));
    SettingRow off = setting("off", true, List.of(run(1, 2, NONE), run(2, 2.5, NONE)));
    SweepSummary sweep = sweep(on, off);
    assertThat(told(sweep))
        .contains("validation loss 1.25 ± 0.35 over 2 seeds", "No run has test figures")
        .doesNotContain("One seed", "0 seeds", "Welch");
    assertThat(sweep.figures()).containsExactly("loss", "hits");
    assertThat(SweepReport.render(sweep))
        .contains("validation hits", "its validation loss")
        .doesNotContain("test loss", "Test loss");
    assertThat(new SweepFindings(sweep).differences()).isEmpty();
  }

  @Test
  public void theNumbersToChooseFromAreTold() {
    SettingRow off = setting("off", true, 2, 2.1, 2.2);
    SettingRow on = setting("on", false, 1, 1.1, 1.2);
    assertThat(told(sweep(on, off))).doesNotContain("favourable", " of 2 (");
    assertThat(told(sweep(on, setting("other", false, 3, 3.1, 3.2), off)))
        .contains("on is best by validation of 2 (", "the controls off (", "favourable");
  }

  @Test
  public void settingsAreComparedWithTheirOwnControlSeedBySeed() {
    SweepSummary sweep = sweep(setting("on", false, 1, 2, 4), setting("off", true, 1.5, 2.5, 4.9));
    SweepFindings.Difference difference = new SweepFindings(sweep).differences().get(0);
    assertThat(difference.control().label()).isEqualTo("off");
    // -0.5, -0.5, -0.9: deviation 0.4 / sqrt(3), error 0.4 / 3, t of two degrees 4.303.
    assertThat(difference.spread().mean()).isCloseTo(-1.9 / 3, within(1e-14));
    assertThat(difference.error()).isCloseTo(0.4 / 3, within(1e-14));
    assertThat(difference.halfInterval()).isCloseTo(4.303 * 0.4 / 3, within(1e-14));
    assertThat(SweepReport.render(sweep))
        .contains("What the method brings in each setting", "−1.21", "−0.0596");
    SweepSummary gap = sweep(setting("on", false, 1, NONE, 4), setting("off", true, 2, 2, NONE));
    assertThat(new SweepFindings(gap).differences().get(0).spread().count()).isEqualTo(1);
    assertThat(new SweepFindings(gap).differences().get(0).halfInterval()).isNaN();
  }

  @Test
  public void curvesAreOfTheBestAlsoWhereOneHasNoFigure() {
    List<SettingRow> settings = new ArrayList<>();
    settings.add(setting("nowhere", false, List.of(run(1, NONE, NONE))));
    for (int i = 1; i <= 6; i++) {
      settings.add(setting("known-" + i, false, List.of(run(1, i, i))));
    }
    String curves = String.join("", new SweepCurves(sweep(Map.of(), true, settings)).all());
    assertThat(curves).contains("known-1", "known-6").doesNotContain("nowhere");
  }

  @Test
  public void whatDoesNotFitOnThePageIsTold() {
    List<SettingRow> many = new ArrayList<>();
    for (int i = 0; i < 61; i++) {
      many.add(setting("on-" + i, false, 1 + i));
    }
    assertThat(SweepReport.render(sweep(Map.of(), false, many)))
        .contains("There is no plot of every seed: 61 settings");
    assertThat(SweepReport.render(sweep(Map.of(), false, many.subList(0, 60))))
        .doesNotContain("There is no plot");

    Map<String, String> axes = new LinkedHashMap<>();
    List.of("a", "b", "c").forEach(axis -> axes.put(axis, axis));
    List<SettingRow> cube = new ArrayList<>();
    for (int cell = 0; cell < 12; cell++) {
      Map<String, String> values =
          Map.of("a", "" + cell % 2, "b", "" + cell / 2 % 2, "c", "" + cell / 4);
      cube.add(
          new SettingRow(
              "cell " + cell,
              "",
              values,
              false,
              false,
              false,
              Optional.empty(),
              List.of(run(1, 1, 1))));
    }
    // Three groups with a map of the validation and of two test figures each.
    assertThat(SweepReport.render(sweep(axes, false, cube))).contains("8 of 9 maps are shown");
  }
}
