// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.report;

import dev.impetus.runtime.training.EpochRecord;
import dev.impetus.runtime.training.Figures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** Made-up runs of every task that reports know. */
final class SampleRuns {

  private SampleRuns() {}

  static RunSummary forecasting(String name, String model, double pace) {
    return run(name, model, pace, List.of(), sequencePictures(pace));
  }

  static RunSummary classification(String name) {
    return run(name, "hbnode", 1, List.of("accuracy"), planePictures());
  }

  static RunSummary regression(String name) {
    Random random = new Random(2);
    List<Double> truth = random.doubles(300, 15, 25).boxed().toList();
    List<Double> predicted = truth.stream().map(t -> t + random.nextGaussian()).toList();
    return run(
        name,
        "mlp",
        1,
        List.of("r2"),
        new Pictures(
            "test",
            List.of(),
            List.of(new Pictures.Scatter("height (m)", truth, predicted)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  private static RunSummary run(
      String name, String model, double pace, List<String> metrics, Pictures pictures) {
    List<EpochRecord> epochs = new ArrayList<>();
    Random random = new Random(name.hashCode());
    for (int epoch = 1; epoch <= 80; epoch++) {
      double loss = Math.exp(-pace * epoch / 20.0) + 2e-3;
      epochs.add(
          new EpochRecord(
              epoch,
              epoch * 12L,
              figures(loss * (1 + 0.1 * random.nextDouble()), epoch / pace, metrics, random),
              Optional.of(
                  figures(
                      loss * (1.1 + 0.2 * random.nextDouble()) + 1e-5 * Math.max(0, epoch - 60),
                      epoch / pace,
                      metrics,
                      random)),
              1e-3,
              loss * 3,
              0.4 + 0.002 * epoch / pace,
              epoch <= 60));
    }
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("solver", "dopri5");
    facts.put("optimizer", "adam");
    facts.put("seed", "42");
    facts.put("precision", "float64");
    return new RunSummary(
        name,
        model,
        "beam.csv: 1 200 rows, windows of 64 steps, columns force (N), deflection (mm)",
        facts,
        epochs,
        60,
        "all 80 epochs done",
        63.2,
        Optional.of(figures(0.0031, 60, metrics, random)),
        Optional.of(figures(0.0029 / pace, 60, metrics, random)),
        List.of(new RunSummary.ColumnError("deflection (mm)", 0.0124 / pace, 0.00931 / pace)),
        pictures,
        List.of(
            new RunSummary.ParameterRow("field.weight1", "50 × 28", 1400),
            new RunSummary.ParameterRow("field.bias1", "50", 50)),
        List.of(
            new RunSummary.PluginRow(
                "architecture", model, "0.1.0", "impetus-momentum-ode-0.1.0.jar", "ab".repeat(32))),
        "seed: 42\nmodel:\n  id: " + model + "\n  hidden: [14, 14]\n",
        Map.of("java", "17.0.15"),
        List.of(),
        Optional.empty());
  }

  private static Figures figures(double loss, double effort, List<String> metrics, Random random) {
    Map<String, Double> values = new LinkedHashMap<>();
    metrics.forEach(metric -> values.put(metric, 1 - loss / 2 - 0.01 * random.nextDouble()));
    return new Figures(
        loss,
        values,
        Map.of(
            "evaluations-forward", 20 + Math.floor(effort), "evaluations-backward", 30 + effort));
  }

  private static Pictures sequencePictures(double pace) {
    List<Double> xs = IntStream.range(0, 64).mapToObj(i -> i * 0.05).toList();
    List<Double> truth = xs.stream().map(t -> 3 * Math.sin(4 * t) * Math.exp(-0.3 * t)).toList();
    List<Double> predicted =
        xs.stream().map(t -> 3 * Math.sin((4 + 0.1 / pace) * t) * Math.exp(-0.3 * t)).toList();
    return new Pictures(
        "test",
        List.of(
            new Pictures.Sequence(
                "deflection (mm), sample 1", "time", "deflection (mm)", xs, truth, predicted)),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Pictures planePictures() {
    Random random = new Random(4);
    List<Double> xs = new ArrayList<>();
    List<Double> ys = new ArrayList<>();
    List<Integer> groups = new ArrayList<>();
    List<Pictures.Trail> trails = new ArrayList<>();
    for (int i = 0; i < 160; i++) {
      int group = i % 2;
      double radius = group == 0 ? 0.5 * random.nextDouble() : 1 + 0.5 * random.nextDouble();
      double angle = 2 * Math.PI * random.nextDouble();
      xs.add(radius * Math.cos(angle));
      ys.add(radius * Math.sin(angle));
      groups.add(group);
      if (i < 60) {
        List<Double> px = new ArrayList<>();
        List<Double> py = new ArrayList<>();
        for (int k = 0; k <= 30; k++) {
          px.add(radius * Math.cos(angle + k * 0.03) + (group == 0 ? -1 : 1) * k / 15.0);
          py.add(radius * Math.sin(angle + k * 0.03));
        }
        trails.add(new Pictures.Trail(px, py, group));
      }
    }
    List<Integer> cells = new ArrayList<>();
    for (int i = 0; i < 3600; i++) {
      double x = -1.7 + 3.4 * (i % 60 + 0.5) / 60;
      int row = i / 60;
      double y = -1.7 + 3.4 * (row + 0.5) / 60;
      cells.add(x * x + y * y < 0.56 ? 0 : 1);
    }
    List<String> classes = List.of("−1", "+1");
    return new Pictures(
        "test",
        List.of(),
        List.of(),
        Optional.of(new Pictures.Confusion(classes, List.of(List.of(79, 1), List.of(3, 77)))),
        Optional.of(
            new Pictures.Plane(
                "input 1",
                "input 2",
                classes,
                xs,
                ys,
                groups,
                new GroupMap(-1.7, 1.7, -1.7, 1.7, 60, cells))),
        Optional.of(new Pictures.Trajectories(2, classes, trails)));
  }
}
