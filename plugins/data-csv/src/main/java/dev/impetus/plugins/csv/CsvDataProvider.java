// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.csv;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.model.data.DataContext;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataProvider;
import dev.impetus.model.data.Dataset;
import dev.impetus.model.data.Scaling;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A user's own numbers from a CSV file: rows that are samples of their own (regression,
 * classification), or a series cut into windows whose targets lie {@code horizon} rows ahead.
 *
 * <p>A window and its targets lie within one part. {@code gaps[i]} is the time from reading i to
 * the next row. Scalings are fitted on the rows of the training part.
 *
 * <p>For prediction the columns, classes and scalings of training hold. Targets that are unknown,
 * because the file has no such column or ends before them, are NaN.
 */
public final class CsvDataProvider implements DataProvider {

  private static final String COLUMN = ".column";

  /** For ServiceLoader. */
  public CsvDataProvider() {}

  @Override
  public String id() {
    return "csv";
  }

  @Override
  public ConfigSchema schema() {
    return CsvOptions.SCHEMA;
  }

  @Override
  public Dataset load(ConfigView config, DataContext context) {
    Path path = context.folder().resolve(config.get(CsvOptions.FILE));
    String file = String.valueOf(path.getFileName());
    Problems problems = new Problems(file);
    DecodedText content = DecodedText.read(path, file, config.get(CsvOptions.ENCODING));
    CsvTable table = CsvTable.parse(content.text(), config, problems);
    if (table.rows().isEmpty()) {
      problems.throwIfAny();
    }
    return context.isPrediction()
        ? forPrediction(table, config, context, file, content.sha256(), problems)
        : forTraining(table, config, context, file, content.sha256(), problems);
  }

  private static Dataset forTraining(
      CsvTable table,
      ConfigView config,
      DataContext context,
      String file,
      String sha256,
      Problems problems) {
    int before = problems.count();
    Columns columns = Columns.choose(table.columns(), config, problems);
    if (problems.count() > before) {
      problems.throwIfAny();
    }
    Readings readings =
        new ReadingsParser(table, columns, config, false, problems).parse(List.of());
    problems.throwIfAny();
    WindowShape shape = WindowShape.of(config);
    Partition partition = Partition.of(readings.rows(), shape, config, context.seed(), problems);
    problems.throwIfAny();

    String method = config.get(CsvOptions.SCALING);
    Map<String, Scaling> scalings = new LinkedHashMap<>();
    Map<String, String> fitted = new LinkedHashMap<>();
    scale(
        DataField.INPUTS, columns.inputs(), readings.inputs(), partition, method, scalings, fitted);
    scale(
        DataField.TARGETS,
        columns.targets(),
        readings.targets(),
        partition,
        method,
        scalings,
        fitted);
    for (int i = 0; i < readings.classes().size(); i++) {
      fitted.put("class." + i, readings.classes().get(i));
    }
    return new CsvDataset(
        columns,
        readings,
        shape,
        partition,
        scalings,
        fitted,
        config.get(CsvOptions.STEP),
        file,
        sha256);
  }

  private static void scale(
      String field,
      List<String> columns,
      double[][] values,
      Partition partition,
      String method,
      Map<String, Scaling> scalings,
      Map<String, String> fitted) {
    for (int c = 0; c < columns.size(); c++) {
      fitted.put(field + "." + c + COLUMN, columns.get(c));
    }
    if (!columns.isEmpty()) {
      Scaling scaling = ScalingFit.fit(values, columns.size(), partition.trainingRows(), method);
      ScalingFit.write(field, scaling, fitted);
      if (!method.equals("none")) {
        scalings.put(field, scaling);
      }
    }
  }

  private static Dataset forPrediction(
      CsvTable table,
      ConfigView config,
      DataContext context,
      String file,
      String sha256,
      Problems problems) {
    Map<String, String> fitted = context.fitted();
    Columns trained =
        new Columns(
            names(fitted, DataField.INPUTS),
            names(fitted, DataField.TARGETS),
            config.find(CsvOptions.CLASS_COLUMN),
            config.find(CsvOptions.TIME));
    boolean known =
        table.columns().containsAll(trained.targets())
            && trained.label().map(table.columns()::contains).orElse(true);
    Columns present = known ? trained : trained.withoutTargets();
    int before = problems.count();
    present.check(table.columns(), problems);
    if (problems.count() > before) {
      problems.throwIfAny();
    }

    List<String> classes = entries(fitted, "class.", "");
    Readings parsed = new ReadingsParser(table, present, config, true, problems).parse(classes);
    WindowShape shape = WindowShape.of(config);
    Partition partition = Partition.forPrediction(parsed.rows(), shape, problems);
    problems.throwIfAny();

    Map<String, Scaling> scalings = new LinkedHashMap<>();
    if (!config.get(CsvOptions.SCALING).equals("none")) {
      scalings.put(
          DataField.INPUTS, ScalingFit.read(DataField.INPUTS, trained.inputs().size(), fitted));
      if (!trained.targets().isEmpty()) {
        scalings.put(
            DataField.TARGETS,
            ScalingFit.read(DataField.TARGETS, trained.targets().size(), fitted));
      }
    }
    Readings readings = known ? parsed : withUnknownTargets(parsed, trained);
    return new CsvDataset(
        trained,
        readings,
        shape,
        partition,
        scalings,
        fitted,
        config.get(CsvOptions.STEP),
        file,
        sha256);
  }

  private static Readings withUnknownTargets(Readings readings, Columns trained) {
    double[] unknown = new double[trained.label().isPresent() ? 1 : trained.targets().size()];
    Arrays.fill(unknown, Double.NaN);
    double[][] targets = new double[readings.rows()][];
    Arrays.fill(targets, unknown);
    return new Readings(readings.inputs(), targets, readings.times(), readings.classes());
  }

  private static List<String> names(Map<String, String> fitted, String field) {
    return entries(fitted, field + ".", COLUMN);
  }

  private static List<String> entries(Map<String, String> fitted, String before, String after) {
    List<String> entries = new ArrayList<>();
    while (fitted.containsKey(before + entries.size() + after)) {
      entries.add(fitted.get(before + entries.size() + after));
    }
    return entries;
  }
}
