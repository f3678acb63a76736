// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.timeseries;

import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataContext;
import dev.impetus.model.data.DataProvider;
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
import org.testng.SkipException;

/** Small files in a folder of their own, and what a plugin makes of them. */
final class SeriesFiles {

  final Path folder;
  private final DataProvider provider;

  SeriesFiles(DataProvider provider) {
    this.provider = provider;
    try {
      folder = Files.createTempDirectory("impetus-ts");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a file and tells its name. */
  String file(String name, String text) {
    try {
      Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return name;
  }

  Dataset load(String file, Object... options) {
    return load(file, Map.of(), false, options);
  }

  Dataset predict(String file, Map<String, String> fitted, Object... options) {
    return load(file, fitted, true, options);
  }

  private Dataset load(
      String file, Map<String, String> fitted, boolean prediction, Object... options) {
    Map<String, Object> values = new HashMap<>();
    values.put("file", file);
    for (int i = 0; i < options.length; i += 2) {
      values.put((String) options[i], options[i + 1]);
    }
    return provider.load(
        provider.schema().resolve(values, "data"), new DataContext(7, folder, fitted, prediction));
  }

  /** What is wrong with a file. */
  List<Problem> problems(String file, Object... options) {
    try {
      load(file, options);
    } catch (ImpetusException e) {
      return e.problems();
    }
    throw new AssertionError("the file was read without a complaint");
  }

  /** A field of one sample, read into a row of a batch that holds something else. */
  static double[] read(Dataset data, Split split, int index, String field) {
    Batch batch = new Batch(data.signature(), Precision.FLOAT64, 2);
    data.signature().fields().forEach(f -> batch.vector(f.name()).fill(-7));
    data.read(split, index, batch, 1);
    return batch.vector(field).row(1).toArray();
  }

  /** A file of the project's shared data; skips the test where it is not there. */
  static String shared(String name) {
    String root = System.getenv("IMPETUS_DATA");
    Path data =
        root == null ? Path.of("").toAbsolutePath().resolve("../../../shared/data") : Path.of(root);
    Path file = data.resolve(name).normalize();
    if (!Files.isReadable(file)) {
      throw new SkipException("there is no " + file);
    }
    return file.toString();
  }
}
