// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.languagemodel;

import dev.impetus.model.data.DataField;
import dev.impetus.model.data.Dataset;
import dev.impetus.model.data.Split;
import dev.impetus.runtime.generation.GenerationRequest;
import dev.impetus.runtime.generation.Sampling;
import dev.impetus.runtime.generation.TextGenerator;
import dev.impetus.runtime.pipeline.Pipeline;
import dev.impetus.runtime.pipeline.PipelineFactory;
import dev.impetus.runtime.plugin.PluginRegistry;
import dev.impetus.runtime.run.Run;
import dev.impetus.runtime.run.RunDirectory;
import dev.impetus.runtime.run.RunReports;
import dev.impetus.runtime.training.EpochRecord;
import dev.impetus.runtime.training.TrainingListener;
import dev.impetus.runtime.training.TrainingResult;
import dev.impetus.runtime.training.TrainingState;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Trains LSTMs and transformers, without momentum, with it, and with the step size that goes with
 * it alone, to predict the next character (or word) of debates of the European Parliament; counts
 * n-grams on the same tokens; and lets each net write on.
 */
public final class LanguageModel {

  private static final String USAGE =
      "usage: language-model [--quick] [--words] [--seeds N] [--prompt TEXT] [FOLDER]";

  private LanguageModel() {}

  /**
   * Trains and compares.
   *
   * @param args options, and where the runs are kept; by default a new folder in {@code runs}
   */
  public static void main(String[] args) throws IOException {
    List<String> given = List.of(args);
    boolean words = given.contains("--words");
    Settings settings = given.contains("--quick") ? Settings.quick(words) : Settings.full(words);
    Path folder = null;
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--quick", "--words" -> {}
        case "--seeds" -> settings = settings.withSeeds(seeds(value(args, ++i)));
        case "--prompt" -> settings = settings.withPrompt(value(args, ++i));
        default -> {
          if (args[i].startsWith("-") || folder != null) {
            exitWithUsage();
          }
          folder = Path.of(args[i]);
        }
      }
    }
    if (folder == null) {
      LocalDate today = LocalDate.now(ZoneId.systemDefault());
      folder = RunDirectory.createNextFolder(Path.of("runs"), today, "language-model");
    }
    compare(settings, folder, System.out);
  }

  private static String value(String[] args, int index) {
    if (index == args.length) {
      exitWithUsage();
    }
    return args[index];
  }

  private static List<Long> seeds(String count) {
    if (!count.matches("[1-9][0-9]{0,3}")) {
      System.err.println("--seeds: a whole number from 1 to 9999 is wanted, not " + count);
      exitWithUsage();
    }
    return LongStream.rangeClosed(1, Integer.parseInt(count)).boxed().toList();
  }

  private static void exitWithUsage() {
    System.err.println(USAGE);
    System.exit(1);
  }

  /** Trains every net with every seed, prints the table and what the nets write. */
  static BitsTable compare(Settings settings, Path folder, PrintStream out) throws IOException {
    List<String> all = Debates.english();
    Path texts = folder.toAbsolutePath().resolve("text");
    Parts.write(all.subList(0, Math.min(settings.excerpts(), all.size())), texts);

    BitsTable table = new BitsTable(settings.unit());
    List<Path> runs = new ArrayList<>();
    Map<String, String> written = new LinkedHashMap<>();
    try (PluginRegistry registry = PluginRegistry.builder().build()) {
      PipelineFactory factory = PipelineFactory.of(registry);
      for (String net : settings.nets().keySet()) {
        for (long seed : settings.seeds()) {
          Path target = folder.resolve(net.replace(",", "").replace(' ', '-') + "-seed-" + seed);
          try (Run run =
              Run.create(factory, factory.resolve(settings.spec(net, seed, texts)), target)) {
            if (runs.isEmpty()) {
              Dataset data = run.pipeline().data();
              out.println(data.description());
              countNgrams(data, settings, table);
            }
            run.listen(new Progress(net + ", seed " + seed, settings, out));
            TrainingResult result = run.train();
            table.add(net, run.pipeline().model().parameters().size(), result);
            if (seed == settings.seeds().get(0)) {
              written.put(net, write(run.pipeline(), settings));
            }
            runs.add(target);
          }
        }
      }
    }
    out.println();
    table.print(out);
    written.forEach((net, text) -> out.printf("%n%s writes on:%n%s%n", net, text));
    Path report = folder.resolve("comparison.html").toAbsolutePath();
    RunReports.compare("Language models", runs, report);
    out.println();
    out.println("report: " + report);
    return table;
  }

  private static void countNgrams(Dataset data, Settings settings, BitsTable table) {
    int tokens = data.signature().require(DataField.INPUTS, "the n-grams").classes();
    NgramCounts counts =
        new NgramCounts(settings.longestNgram(), tokens, Parts.sequences(data, Split.TRAINING));
    List<int[]> validation = Parts.sequences(data, Split.VALIDATION);
    List<int[]> test = Parts.sequences(data, Split.TEST);
    for (int order = 1; order <= settings.longestNgram(); order++) {
      table.addCounts(order, counts.bits(validation, order), counts.bits(test, order));
    }
  }

  /** The prompt and what a net makes of it. */
  private static String write(Pipeline pipeline, Settings settings) {
    TextGenerator generator =
        TextGenerator.of(
            pipeline.model(),
            pipeline.data().signature(),
            pipeline.data().vocabulary(DataField.INPUTS),
            pipeline.spec().precision());
    int tokens = settings.words() ? 60 : 300;
    return settings.prompt()
        + generator
            .generate(
                GenerationRequest.of(settings.prompt(), tokens, Sampling.atTemperature(0.6), 1))
            .samples()
            .get(0)
            .text();
  }

  /** A line an epoch. */
  private record Progress(String name, Settings settings, PrintStream out)
      implements TrainingListener {
    @Override
    public void epochEnded(EpochRecord epoch, TrainingState state) {
      out.printf(
          Locale.ROOT,
          "%s: epoch %d of %d, validation %.3f bits per %s, %.0f s%n",
          name,
          epoch.epoch(),
          settings.epochs(),
          BitsTable.bits(epoch.validation().orElseThrow()),
          settings.unit(),
          epoch.seconds());
    }
  }
}
