// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.runtime.report.SweepReport;
import dev.impetus.runtime.report.SweepSummary;
import dev.impetus.runtime.report.SweepSummary.RunRow;
import dev.impetus.runtime.report.SweepSummary.SettingRow;
import dev.impetus.runtime.training.EpochRecord;
import dev.impetus.runtime.training.Figures;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.testng.annotations.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Seconds per epoch, in all the forms in which a sweep tells them. */
public final class SweepTimesTest {

  private static final Figures FIGURES = new Figures(1, Map.of(), Map.of());

  private static RunRow run(long seed, String state, double... seconds) {
    List<EpochRecord> epochs =
        IntStream.range(0, seconds.length)
            .mapToObj(
                i ->
                    new EpochRecord(
                        i + 1, i + 1, FIGURES, Optional.of(FIGURES), 0.1, 1, seconds[i], i == 0))
            .toList();
    // Time of the process, or of anything else, would show.
    double elsewhere = 1000;
    return new RunRow(
        seed,
        state,
        "a/seed-" + seed,
        "",
        Optional.of(FIGURES),
        Optional.of(FIGURES),
        7,
        epochs,
        1,
        elsewhere);
  }

  private static SweepSummary sweep(RunRow... runs) {
    SettingRow setting =
        new SettingRow("a", "", Map.of(), false, false, false, Optional.empty(), List.of(runs));
    return new SweepSummary(
        "times",
        "data",
        "loss",
        false,
        Map.of(),
        List.of(1L, 2L, 3L),
        List.of(setting),
        List.of(),
        "base: {}");
  }

  /** Means 2 and 4 of the runs, 3 of the setting, deviation √2; the third run is under way. */
  private static final SweepSummary SWEEP =
      sweep(
          run(1, "finished", 3, 1),
          run(2, "finished", 5, 4, 3),
          run(3, "unfinished", 70),
          run(4, "new"));

  @Test
  public void theMeanOfASettingIsThatOfItsFinishedRuns() {
    assertThat(SWEEP.settings().get(0).secondsPerEpoch().count()).isEqualTo(2);
    assertThat(SWEEP.settings().get(0).secondsPerEpoch().mean()).isEqualTo(3);
    assertThat(SWEEP.settings().get(0).secondsPerEpoch().deviation())
        .isCloseTo(Math.sqrt(2), within(1e-15));
    assertThat(SweepReport.render(SWEEP)).contains(">s per epoch<", ">3 ± 1.4<", ">70<");
    assertThat(SweepReport.render(sweep(run(1, "new")))).doesNotContain("NaN");
  }

  @Test
  public void programsReadItOfSettingsAndRuns() {
    JsonNode setting =
        JsonMapper.builder().build().readTree(SweepJson.of(SWEEP)).get("settings").get(0);
    assertThat(setting.get("seconds-per-epoch").get("mean").asDouble()).isEqualTo(3);
    assertThat(setting.get("seconds-per-epoch").get("runs").asInt()).isEqualTo(2);
    assertThat(setting.get("runs").get(1).get("seconds-per-epoch").asDouble()).isEqualTo(4);
    assertThat(setting.get("runs").get(3).get("seconds-per-epoch").isNull()).isTrue();

    List<List<String>> rows =
        SweepCsv.of(SWEEP).lines().map(line -> List.of(line.split(",", -1))).toList();
    int column = rows.get(0).indexOf("seconds-per-epoch");
    assertThat(rows).extracting(row -> row.get(column)).endsWith("2.0", "4.0", "70.0", "");
  }
}
