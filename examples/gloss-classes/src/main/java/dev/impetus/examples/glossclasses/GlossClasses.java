// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.glossclasses;

import dev.impetus.model.data.DataField;
import dev.impetus.model.data.Dataset;
import dev.impetus.model.data.Split;
import dev.impetus.runtime.pipeline.PipelineFactory;
import dev.impetus.runtime.plugin.PluginRegistry;
import dev.impetus.runtime.run.Run;
import dev.impetus.runtime.run.RunDirectory;
import dev.impetus.runtime.run.RunReports;
import dev.impetus.runtime.training.EpochRecord;
import dev.impetus.runtime.training.Figures;
import dev.impetus.runtime.training.TrainingListener;
import dev.impetus.runtime.training.TrainingResult;
import dev.impetus.runtime.training.TrainingState;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * Tells by a noun's definition in WordNet which of 26 kinds of things it names. Recurrent nets and
 * transformers with and without momentum read the words in their order; logistic regression sees
 * which words there are; and always answering the most frequent kind shows what an error means.
 */
public final class GlossClasses {

  private GlossClasses() {}

  /**
   * Trains and compares.
   *
   * @param args {@code --quick}, {@code --seeds N}, and where the runs are kept; by default a new
   *     folder in {@code runs}
   */
  public static void main(String[] args) throws IOException {
    List<String> given = new ArrayList<>(List.of(args));
    Settings settings = given.remove("--quick") ? Settings.QUICK : Settings.FULL;
    int seeds = given.indexOf("--seeds");
    if (seeds >= 0 && seeds + 1 < given.size()) {
      given.remove(seeds);
      settings = settings.withSeeds(seeds(given.remove(seeds)));
    }
    if (given.size() > 1 || given.stream().anyMatch(argument -> argument.startsWith("-"))) {
      exitWithUsage();
    }
    Path folder =
        given.isEmpty()
            ? RunDirectory.createNextFolder(
                Path.of("runs"), LocalDate.now(ZoneId.systemDefault()), "gloss-classes")
            : Path.of(given.get(0));
    compare(settings, folder, System.out);
  }

  private static List<Long> seeds(String count) {
    if (!count.matches("[1-9][0-9]{0,3}")) {
      System.err.println("--seeds: a whole number from 1 to 9999 is wanted, not " + count);
      exitWithUsage();
    }
    return LongStream.rangeClosed(1, Integer.parseInt(count)).boxed().toList();
  }

  private static void exitWithUsage() {
    System.err.println("usage: gloss-classes [--quick] [--seeds N] [FOLDER]");
    System.exit(1);
  }

  /** Trains every net with every seed and the baselines, prints the table and writes a report. */
  static ScoreTable compare(Settings settings, Path folder, PrintStream out) throws IOException {
    Path texts = folder.toAbsolutePath().resolve("text");
    Parts.write(Gloss.all(), settings.every(), texts);
    ScoreTable table = new ScoreTable();
    List<Path> runs = new ArrayList<>();
    try (PluginRegistry registry = PluginRegistry.builder().build()) {
      PipelineFactory factory = PipelineFactory.of(registry);
      for (String net : settings.nets().keySet()) {
        for (long seed : settings.seeds()) {
          Path target = folder.resolve(net.replace(",", "").replace(' ', '-') + "-seed-" + seed);
          try (Run run =
              Run.create(factory, factory.resolve(settings.spec(net, seed, texts)), target)) {
            if (runs.isEmpty()) {
              out.println(run.pipeline().data().description());
              baselines(run.pipeline().data(), settings, table);
            }
            run.listen(new Progress(net + ", seed " + seed, settings.epochs(), out));
            TrainingResult result = run.train();
            table.add(
                net,
                run.pipeline().model().parameters().size(),
                scores(result.test().orElseThrow()),
                result.seconds());
            runs.add(target);
          }
        }
      }
    }
    out.println();
    table.print(out);
    Path report = folder.resolve("comparison.html").toAbsolutePath();
    RunReports.compare("Glosses", runs, report);
    out.println();
    out.println("report: " + report);
    return table;
  }

  private static void baselines(Dataset data, Settings settings, ScoreTable table) {
    List<LabelledWords> training = Parts.words(data, Split.TRAINING);
    List<LabelledWords> test = Parts.words(data, Split.TEST);
    int classes = data.signature().require(DataField.TARGETS, "the baseline").classes();
    int vocabulary = data.signature().require(DataField.INPUTS, "the baseline").classes();

    int[] counts = new int[classes];
    training.forEach(text -> counts[text.label()]++);
    int most = 0;
    for (int c = 1; c < classes; c++) {
      most = counts[c] > counts[most] ? c : most;
    }
    int frequent = most;
    table.add(
        "always " + data.classNames().get(most), 0, Scores.of(test, classes, words -> frequent), 0);

    long start = System.nanoTime();
    LogisticRegression regression =
        LogisticRegression.fit(
            training,
            Parts.words(data, Split.VALIDATION),
            new WordWeights(training, vocabulary),
            classes,
            settings.regressionEpochs());
    table.add(
        "tf-idf, logistic regression",
        (vocabulary + 1) * classes,
        Scores.of(test, classes, regression::predict),
        (System.nanoTime() - start) / 1e9);
  }

  private static Scores scores(Figures figures) {
    return new Scores(figures.get("macro-f1"), figures.get("accuracy"));
  }

  /** A line an epoch. */
  private record Progress(String name, int epochs, PrintStream out) implements TrainingListener {
    @Override
    public void epochEnded(EpochRecord epoch, TrainingState state) {
      out.printf(
          Locale.ROOT,
          "%s: epoch %d of %d, validation macro-F1 %.3f, %.0f s%n",
          name,
          epoch.epoch(),
          epochs,
          scores(epoch.validation().orElseThrow()).macroF1(),
          epoch.seconds());
    }
  }
}
