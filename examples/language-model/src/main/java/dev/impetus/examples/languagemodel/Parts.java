// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.languagemodel;

import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.Dataset;
import dev.impetus.model.data.Split;
import dev.impetus.solver.state.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The text in three files, an excerpt a line: the first 90 %, the next 5 % and the last 5 %. */
final class Parts {

  static final String TRAINING = "training.txt";
  static final String VALIDATION = "validation.txt";
  static final String TEST = "test.txt";

  private Parts() {}

  /** Writes the files, which the {@code text} plugin then reads. */
  static void write(List<String> excerpts, Path folder) throws IOException {
    int validation = excerpts.size() * 90 / 100;
    int test = excerpts.size() * 95 / 100;
    Files.createDirectories(folder);
    Files.write(folder.resolve(TRAINING), excerpts.subList(0, validation));
    Files.write(folder.resolve(VALIDATION), excerpts.subList(validation, test));
    Files.write(folder.resolve(TEST), excerpts.subList(test, excerpts.size()));
  }

  /**
   * The tokens of a part as the nets see them: a sequence a window, whose first token is given and
   * whose others are to be predicted.
   */
  static List<int[]> sequences(Dataset data, Split split) {
    Batch batch = new Batch(data.signature(), Precision.FLOAT64, 1);
    int length = data.signature().require(DataField.INPUTS, "the n-grams").width();
    List<int[]> sequences = new ArrayList<>();
    for (int i = 0; i < data.size(split); i++) {
      data.read(split, i, batch, 0);
      int[] sequence = new int[length + 1];
      sequence[0] = (int) batch.vector(DataField.INPUTS).get(0, 0);
      for (int t = 0; t < length; t++) {
        sequence[t + 1] = (int) batch.vector(DataField.TARGETS).get(0, t);
      }
      sequences.add(sequence);
    }
    return sequences;
  }
}
