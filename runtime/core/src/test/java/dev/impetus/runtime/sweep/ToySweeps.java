// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.sweep;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.runtime.pipeline.PipelineFactory;
import dev.impetus.runtime.pipeline.PipelineFile;
import dev.impetus.runtime.run.ResumeOptions;
import dev.impetus.runtime.run.Run;
import dev.impetus.runtime.toy.ToyPlugins;
import dev.impetus.runtime.training.EpochRecord;
import dev.impetus.runtime.training.TrainingListener;
import dev.impetus.runtime.training.TrainingState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Sweeps over toy pipelines, whose runs are trained in this process. */
final class ToySweeps {

  private ToySweeps() {}

  /** A sweep over a toy pipeline of four epochs; the lines are those of a sweep's file. */
  static SweepSpec spec(String... lines) {
    return draft(lines).complete();
  }

  /** The same as far as it can be read. */
  static SweepDraft draft(String... lines) {
    String base =
        ToyPlugins.spec(0).training("epochs", 4).build().toYaml().indent(2).stripTrailing();
    return SweepFile.draft(
        "base:\n" + base + "\n" + String.join("\n", lines) + "\n", "toy.yaml", Path.of(""));
  }

  /** Trains in this process; can be told to be cut off after two epochs. */
  static final class Launcher implements RunLauncher {
    private final PipelineFactory factory;
    private final List<String> launched = Collections.synchronizedList(new ArrayList<>());
    private String cutOff = "";

    Launcher(PipelineFactory factory) {
      this.factory = factory;
    }

    /** The run of this name is cut off, as by a kill. */
    Launcher cuttingOff(String label) {
      cutOff = label;
      return this;
    }

    /** Names of the runs that were begun or gone on with, in their order. */
    List<String> launched() {
      return List.copyOf(launched);
    }

    @Override
    public Optional<RunFailure> launch(PlannedRun run, boolean resumes) {
      launched.add((resumes ? "resumed " : "") + run.label());
      try (Run training = begin(run, resumes)) {
        if (run.label().equals(cutOff)) {
          training.listen(
              new TrainingListener() {
                @Override
                public void epochEnded(EpochRecord epoch, TrainingState state) {
                  if (epoch.epoch() == 2) {
                    throw new IllegalStateException("killed");
                  }
                }
              });
        }
        training.train();
        return Optional.empty();
      } catch (ImpetusException e) {
        return Optional.of(new RunFailure(e.problems()));
      } catch (IllegalStateException e) {
        return Optional.of(
            new RunFailure(
                List.of(
                    new Problem(
                        ErrorKind.INTERNAL, e.getMessage(), run.folder().toString(), "", ""))));
      }
    }

    private Run begin(PlannedRun run, boolean resumes) {
      return resumes
          ? Run.resume(factory, run.folder(), ResumeOptions.UNCHANGED)
          : Run.create(
              factory, factory.resolve(PipelineFile.read(run.specification())), run.folder());
    }

    @Override
    public void stop() {
      // what runs here ends by itself
    }
  }
}
