// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.glossclasses;

import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.Dataset;
import dev.impetus.model.data.Split;
import dev.impetus.solver.state.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The glosses in three files: of every ten eight are for training, one each for the others. */
final class Parts {

  static final String TRAINING = "training.tsv";
  static final String VALIDATION = "validation.tsv";
  static final String TEST = "test.tsv";

  private static final int FOLDS = 10;

  private Parts() {}

  /** The part of the gloss at this place of the file; neighbours are about similar things. */
  static String of(int index) {
    return switch (index % FOLDS) {
      case 8 -> VALIDATION;
      case 9 -> TEST;
      default -> TRAINING;
    };
  }

  /**
   * Writes the files, which the {@code text-classes} plugin then reads.
   *
   * @param every only the first of so many tens of glosses is used
   */
  static void write(List<Gloss> glosses, int every, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (String part : List.of(TRAINING, VALIDATION, TEST)) {
      List<String> lines = new ArrayList<>();
      lines.add("label\ttext");
      for (int i = 0; i < glosses.size(); i++) {
        if (i / FOLDS % every == 0 && of(i).equals(part)) {
          lines.add(glosses.get(i).kind() + "\t" + glosses.get(i).text());
        }
      }
      Files.write(folder.resolve(part), lines);
    }
  }

  /** The samples of a part as the nets see them: the same words, cut off at the same length. */
  static List<LabelledWords> words(Dataset data, Split split) {
    Batch batch = new Batch(data.signature(), Precision.FLOAT64, 1);
    int length = data.signature().require(DataField.INPUTS, "the baseline").width();
    List<LabelledWords> all = new ArrayList<>();
    for (int i = 0; i < data.size(split); i++) {
      data.read(split, i, batch, 0);
      int[] words = new int[length];
      int count = 0;
      for (int t = 0; t < length; t++) {
        if (batch.vector(DataField.MASK).get(0, t) > 0) {
          words[count++] = (int) batch.vector(DataField.INPUTS).get(0, t);
        }
      }
      all.add(
          new LabelledWords(
              Arrays.copyOf(words, count), (int) batch.vector(DataField.TARGETS).get(0, 0)));
    }
    return all;
  }
}
