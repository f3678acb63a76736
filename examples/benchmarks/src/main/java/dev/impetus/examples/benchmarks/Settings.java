// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks;

import dev.impetus.examples.benchmarks.measure.Library;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the command line asks for.
 *
 * @param home the folder of this example
 * @param out where results go
 * @param python the interpreter of the peers' virtual environment
 * @param workloads names of workloads, or beginnings of row names; empty for all
 * @param libraries who takes part
 * @param threads of every library
 * @param repetitions rounds of a row
 * @param minimumSeconds least length of a repetition
 * @param budget seconds of timing that one library may take in one row
 * @param trainingBudget the same for a training
 * @param warmUpSeconds of a JVM
 * @param processorTime whether processor time is compared, not the clock's: on a machine that
 *     others use too
 * @param extras whether start-up and allocation are measured too
 * @param publish whether the README and the picture are written anew
 */
record Settings(
    Path home,
    Path out,
    Path python,
    List<String> workloads,
    List<Library> libraries,
    int threads,
    int repetitions,
    double minimumSeconds,
    double budget,
    double trainingBudget,
    double warmUpSeconds,
    boolean processorTime,
    boolean extras,
    boolean publish) {

  static final String HELP =
      """
      run [OPTIONS]: Impetus, its peers and the machine's limits, side by side.

        --quick                 few rows, few and short repetitions; two minutes
        --publish               also write the table and the picture into this folder's README
        --workloads W...        workloads or beginnings of rows: W1 W2-gradient S A (all)
        --libraries L...        impetus limit samediff hipparchus commons-math torch torchdiffeq torchode diffrax scipy (all)
        --threads N             threads of every library (1)
        --repetitions N         rounds; in each round every library has its turn (12)
        --minimum-seconds S     least length of a repetition (0.1)
        --budget S              seconds of timing that a library may take in a row (8)
        --training-budget S     the same for a training, whose last steps are then left out (130)
        --warm-up S             seconds of warming up a JVM (5)
        --processor-time        compare processor time of all threads: for a machine that others use too
        --out FOLDER            results.json, results.md, summary.svg (target/results)
        --list                  print the rows and end

      Python peers are found in peers-venv under target, or where PEERS_VENV says; peers/install puts them there.
      Rows of absent libraries say so.
      """;

  private static final List<String> QUICK_ROWS =
      List.of(
          "W0-apply-float32",
          "W1-mu2-b256-float32",
          "W2-gradient-float64",
          "W5-dopri5-1e-07",
          "S",
          "A");

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException that says which argument is wrong
   */
  static Settings parse(List<String> args) {
    Path home = Path.of(System.getProperty("benchmarks.home", ".")).toAbsolutePath().normalize();
    String venv = System.getenv("PEERS_VENV");
    Path python =
        (venv == null ? home.resolve("target/peers-venv") : Path.of(venv)).resolve("bin/python");
    boolean quick = args.contains("--quick");
    List<String> workloads = new ArrayList<>(words(args, "--workloads"));
    if (quick && workloads.isEmpty()) {
      workloads.addAll(QUICK_ROWS);
    }
    List<Library> libraries = new ArrayList<>();
    for (String word : words(args, "--libraries")) {
      libraries.add(
          Library.find(word)
              .orElseThrow(() -> new IllegalArgumentException("--libraries: no library " + word)));
    }
    if (libraries.isEmpty()) {
      libraries.addAll(Arrays.asList(Library.values()));
    }
    return new Settings(
        home,
        Path.of(one(args, "--out", home.resolve("target/results").toString())).toAbsolutePath(),
        python,
        workloads,
        libraries,
        (int) number(args, "--threads", 1),
        (int) number(args, "--repetitions", quick ? 4 : 12),
        number(args, "--minimum-seconds", quick ? 0.05 : 0.1),
        number(args, "--budget", quick ? 2 : 8),
        number(args, "--training-budget", quick ? 5 : 130),
        number(args, "--warm-up", quick ? 1.5 : 5),
        args.contains("--processor-time"),
        workloads.isEmpty() || workloads.stream().anyMatch(word -> word.matches("[SA](-.*)?")),
        args.contains("--publish"));
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("threads", threads);
    json.put("repetitions", repetitions);
    json.put("minimum_seconds", minimumSeconds);
    json.put("budget_s", budget);
    json.put("training_budget_s", trainingBudget);
    json.put("warm_up_s", warmUpSeconds);
    json.put("processor_time", processorTime);
    return json;
  }

  /** Whether a row, or one of the extra measurements, is asked for. */
  boolean wants(String id) {
    return wanted(workloads, id);
  }

  private static boolean wanted(List<String> workloads, String id) {
    return workloads.isEmpty()
        || workloads.stream()
            .anyMatch(
                word ->
                    id.equals(word)
                        || id.startsWith(word + "-")
                        || (id.startsWith(word) && word.contains("-")));
  }

  private static List<String> words(List<String> args, String option) {
    int at = args.indexOf(option);
    List<String> words = new ArrayList<>();
    for (int i = at + 1; at >= 0 && i < args.size() && !args.get(i).startsWith("--"); i++) {
      words.add(args.get(i));
    }
    return words;
  }

  static String one(List<String> args, String option, String fallback) {
    int at = args.indexOf(option);
    if (at < 0) {
      return fallback;
    }
    if (at + 1 >= args.size() || args.get(at + 1).startsWith("--")) {
      throw new IllegalArgumentException(option + " wants a value");
    }
    return args.get(at + 1);
  }

  private static double number(List<String> args, String option, double fallback) {
    String text = one(args, option, Double.toString(fallback));
    try {
      double value = Double.parseDouble(text);
      if (value > 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(option + " wants a number, not " + text, e);
    }
    throw new IllegalArgumentException(option + " wants a number above 0, not " + text);
  }
}
