// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.sequences;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataContext;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataProvider;
import dev.impetus.model.data.DataSignature;
import dev.impetus.model.data.Dataset;
import dev.impetus.model.data.Split;
import dev.impetus.solver.state.StateVector;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * ListOps (Nangia and Bowman, NAACL student workshop 2018), long as in the Long Range Arena (Tay et
 * al., ICLR 2021): the value, 0 to 9, of nested operations on lists such as {@code [MAX 2 9 [MIN 4
 * 7 ] 0 ]}. {@code MED} is the integer part of the median, {@code SM} the sum modulo 10.
 *
 * <p>Trees are those of {@link ListOpsTree} with a length from {@code min-length} to {@code
 * max-length}, and differ from one another in all three parts. The tokens are digits, operators and
 * the closing bracket; the round brackets of the published files say nothing more and are left out,
 * as the published training does.
 *
 * <p>A sample is drawn again until it fits; the number of the attempt that did is kept, and the
 * tree is computed from it when the sample is read.
 */
public final class ListOpsProvider implements DataProvider {

  private static final int MOST_ATTEMPTS = 200_000;

  private static final Option<Long> DEPTH =
      Option.integer("depth", "greatest depth of a tree").atLeast(2).atMost(100).byDefault(10L);
  private static final Option<Long> ARGUMENTS =
      Option.integer("max-arguments", "greatest number of arguments; the smallest is 2")
          .atLeast(2)
          .atMost(1_000)
          .byDefault(10L);
  private static final Option<Long> SHORTEST =
      Option.integer("min-length", "tokens of the shortest tree")
          .unit("tokens")
          .atLeast(1)
          .atMost(1_000_000)
          .byDefault(501L);
  private static final Option<Long> LONGEST =
      Option.integer("max-length", "tokens of the longest tree, and steps of a sample")
          .unit("tokens")
          .atLeast(1)
          .atMost(1_000_000)
          .byDefault(1999L);
  private static final PartSizes SIZES = new PartSizes(96_000, 2_000, 2_000);

  /** For ServiceLoader. */
  public ListOpsProvider() {}

  @Override
  public String id() {
    return "listops";
  }

  @Override
  public ConfigSchema schema() {
    return ConfigSchema.of(DEPTH, ARGUMENTS, SHORTEST, LONGEST).and(SIZES.schema());
  }

  @Override
  public Dataset load(ConfigView config, DataContext context) {
    int depth = config.getInt(DEPTH);
    int arguments = config.getInt(ARGUMENTS);
    int shortest = config.getInt(SHORTEST);
    int longest = config.getInt(LONGEST);
    if (shortest > longest) {
      throw impossible(shortest, longest, "the first is larger than the second");
    }
    SampleSeeds seeds = SIZES.seeds(config, context);
    Map<Split, int[]> attempts = new EnumMap<>(Split.class);
    ListOpsTree tree = new ListOpsTree(depth, arguments, longest);
    Set<Long> seen = new HashSet<>();
    for (Split split : Split.values()) {
      int[] ofPart = new int[SIZES.size(config, split)];
      for (int index = 0; index < ofPart.length; index++) {
        ofPart[index] = fittingAttempt(seeds, split, index, tree, shortest, longest, seen);
      }
      attempts.put(split, ofPart);
    }
    return new GeneratedSequences(
        DataSignature.of(
            new DataField(DataField.INPUTS, List.of(longest), ListOpsTree.TOKENS.length, List.of()),
            new DataField(DataField.TARGETS, List.of(), 10, List.of()),
            DataField.real(DataField.MASK, longest)),
        String.format(
            Locale.ROOT, "ListOps of %d to %d tokens, depth up to %d", shortest, longest, depth),
        split -> SIZES.size(config, split),
        List.of(ListOpsTree.TOKENS).subList(0, 10),
        (split, index, batch, row) -> {
          ListOpsTree sample = new ListOpsTree(depth, arguments, longest);
          sample.draw(seeds.random(split, index, attempts.get(split)[index]));
          write(sample, batch, row);
        });
  }

  /** The first attempt whose tree has the right length and is new, by its hash. */
  private static int fittingAttempt(
      SampleSeeds seeds,
      Split split,
      int index,
      ListOpsTree tree,
      int shortest,
      int longest,
      Set<Long> seen) {
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      Random random = seeds.random(split, index, attempt);
      if (tree.draw(random) && tree.length() >= shortest && seen.add(tree.hash())) {
        return attempt;
      }
    }
    throw impossible(
        shortest,
        longest,
        "after "
            + seen.size()
            + " trees, "
            + MOST_ATTEMPTS
            + " draws gave no other of such a length");
  }

  private static ImpetusException impossible(int shortest, int longest, String why) {
    return new ImpetusException(
        new Problem(
            ErrorKind.CONFIGURATION,
            "there are not enough trees of " + shortest + " to " + longest + " tokens",
            "options min-length and max-length of listops",
            why,
            "widen the range, raise depth or max-arguments, or ask for fewer samples"));
  }

  private static void write(ListOpsTree tree, Batch batch, int row) {
    StateVector inputs = batch.vector(DataField.INPUTS).row(row);
    StateVector mask = batch.vector(DataField.MASK).row(row);
    inputs.fill(0);
    mask.fill(0);
    for (int i = 0; i < tree.length(); i++) {
      inputs.set(0, i, tree.token(i));
      mask.set(0, i, 1);
    }
    batch.vector(DataField.TARGETS).set(row, 0, tree.value());
  }
}
