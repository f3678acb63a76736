// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.Problem;
import dev.impetus.runtime.sweep.PlannedRun;
import dev.impetus.runtime.sweep.RunFailure;
import dev.impetus.runtime.sweep.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.testng.SkipException;
import org.testng.annotations.Test;

/** What a process of a run leaves behind, told by shells that stand for it. */
public final class ChildProcessesTest {

  private static Optional<RunFailure> launch(PlannedRun run, boolean resumes, String script) {
    if (!Files.isExecutable(Path.of("/bin/sh"))) {
      throw new SkipException("there is no /bin/sh");
    }
    return new ChildProcesses(List.of("/bin/sh", "-c", script), List.of(), false)
        .launch(run, resumes);
  }

  @Test
  public void aRunThatGoesOnKeepsItsLogAndFailsForItsOwnReason() throws IOException {
    Path folder = Files.createTempDirectory("impetus-child");
    Setting setting =
        new Setting("base", "base", "", Map.of(), false, false, false, null, Optional.empty());
    PlannedRun run = new PlannedRun(setting, 1, folder.resolve("seed-1"));
    // In octal, as the shell may have any encoding: "Käse" in UTF-8.
    Problem first =
        launch(run, false, "printf 'data error\\n  what   K\\303\\244se\\n'; exit 3")
            .orElseThrow()
            .first();
    assertThat(first.kind()).isEqualTo(ErrorKind.DATA);
    assertThat(first.what()).isEqualTo("Käse");

    Problem second = launch(run, true, "echo again; exit 9").orElseThrow().first();
    assertThat(second.what()).isEqualTo("the process of the run ended with code 9");
    assertThat(run.log()).content().contains("Käse", "again");

    assertThat(launch(run, false, "echo anew")).isEmpty();
    assertThat(run.log()).content().isEqualToNormalizingNewlines("anew\n");
  }

  /** The last option of a name counts, so none that this JVM was given does. */
  @Test
  public void aProcessPrintsInTheEncodingInWhichItIsRead() {
    List<String> words = OwnCommand.words();
    for (String name : List.of("stdout.encoding", "file.encoding")) {
      assertThat(words)
          .filteredOn(word -> word.startsWith("-D" + name + "="))
          .last()
          .isEqualTo("-D" + name + "=UTF-8");
    }
  }
}
