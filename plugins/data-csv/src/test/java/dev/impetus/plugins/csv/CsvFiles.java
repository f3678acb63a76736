// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.csv;

import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataContext;
import dev.impetus.model.data.Dataset;
import dev.impetus.model.data.Split;
import dev.impetus.solver.state.Precision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Small files in a folder of their own, and what the plugin makes of them. */
final class CsvFiles {

  final Path folder;

  CsvFiles() {
    try {
      folder = Files.createTempDirectory("impetus-csv");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Loads a text as the file {@code data.csv}. */
  Dataset load(String text, Object... options) {
    return load(text.getBytes(StandardCharsets.UTF_8), Map.of(), options);
  }

  Dataset load(byte[] bytes, Map<String, String> fitted, Object... options) {
    try {
      Files.write(folder.resolve("data.csv"), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, Object> values = new HashMap<>();
    values.put("file", "data.csv");
    for (int i = 0; i < options.length; i += 2) {
      values.put((String) options[i], options[i + 1]);
    }
    CsvDataProvider provider = new CsvDataProvider();
    return provider.load(
        provider.schema().resolve(values, "data"), new DataContext(7, folder, fitted));
  }

  /** What is wrong with a text. */
  List<Problem> problems(String text, Object... options) {
    return problems(text.getBytes(StandardCharsets.UTF_8), options);
  }

  List<Problem> problems(byte[] bytes, Object... options) {
    try {
      load(bytes, Map.of(), options);
    } catch (ImpetusException e) {
      return e.problems();
    }
    throw new AssertionError("the file was read without a complaint");
  }

  /** The numbers of a field of one sample. */
  static double[] read(Dataset data, Split split, int index, String field) {
    Batch batch = new Batch(data.signature(), Precision.FLOAT64, 2);
    data.read(split, index, batch, 1);
    return batch.vector(field).row(1).toArray();
  }
}
