// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.sequences;

import static dev.impetus.plugins.sequences.Generated.chiSquare;
import static dev.impetus.plugins.sequences.Generated.ids;
import static dev.impetus.plugins.sequences.Generated.load;
import static dev.impetus.plugins.sequences.Generated.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impetus.model.data.DataField;
import dev.impetus.model.data.Dataset;
import dev.impetus.model.data.Split;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.testng.annotations.Test;

public final class ListOpsTest {

  private final ListOpsProvider provider = new ListOpsProvider();

  /** The words of a sample, without padding. */
  private static List<String> words(Dataset data, Split split, int index) {
    int[] tokens = ids(data, split, index, DataField.INPUTS);
    int[] mask = ids(data, split, index, DataField.MASK);
    int length = Arrays.stream(mask).sum();
    assertThat(Arrays.copyOf(mask, length)).containsOnly(1);
    assertThat(Arrays.stream(tokens).skip(length)).allMatch(id -> id == 0);
    return Arrays.stream(tokens).limit(length).mapToObj(id -> ListOpsTree.TOKENS[id]).toList();
  }

  /** Evaluates by a stack of lists and the textbook definitions, apart from how trees are drawn. */
  private static int evaluate(List<String> words) {
    Deque<String> operators = new ArrayDeque<>();
    Deque<List<Integer>> lists = new ArrayDeque<>();
    lists.push(new ArrayList<>());
    for (String word : words) {
      if (word.startsWith("[")) {
        operators.push(word);
        lists.push(new ArrayList<>());
      } else if (word.equals("]")) {
        List<Integer> list = lists.pop();
        assertThat(list).hasSizeBetween(2, 10);
        lists.element().add(apply(operators.pop(), list));
      } else {
        lists.element().add(Integer.valueOf(word));
      }
    }
    assertThat(operators).isEmpty();
    return lists.pop().get(0);
  }

  private static int apply(String operator, List<Integer> list) {
    List<Integer> sorted = list.stream().sorted().toList();
    return switch (operator) {
      case "[MIN" -> sorted.get(0);
      case "[MAX" -> sorted.get(sorted.size() - 1);
      case "[SM" -> list.stream().reduce(0, (a, b) -> (a + b) % 10);
      case "[MED" ->
          sorted.size() % 2 == 1
              ? sorted.get(sorted.size() / 2)
              : (int) ((sorted.get(sorted.size() / 2 - 1) + sorted.get(sorted.size() / 2)) / 2.0);
      default -> throw new AssertionError(operator);
    };
  }

  private static int depth(List<String> words) {
    int depth = 1;
    int deepest = 1;
    for (String word : words) {
      depth += word.startsWith("[") ? 1 : word.equals("]") ? -1 : 0;
      deepest = Math.max(deepest, depth);
    }
    return deepest;
  }

  @Test
  public void theEvaluatorKnowsThePublishedExample() {
    assertThat(evaluate(List.of("[MAX 2 9 [MIN 4 7 ] 0 ]".split(" ")))).isEqualTo(9);
    assertThat(evaluate(List.of("[MED 1 [SM 8 9 ] 4 3 ]".split(" ")))).isEqualTo(3);
  }

  @Test
  public void valuesAreRightAndLengthsAreKept() {
    Dataset data = load(provider, 2, Map.of("training", 300, "validation", 20, "test", 20));
    assertThat(data.signature().require(DataField.INPUTS, "test").shape()).containsExactly(1999);
    assertThat(data.signature().require(DataField.INPUTS, "test").classes()).isEqualTo(15);
    long[] digits = new long[10];
    long[] operators = new long[4];
    Set<Integer> values = new HashSet<>();
    for (int i = 0; i < 300; i++) {
      List<String> words = words(data, Split.TRAINING, i);
      int[] target = ids(data, Split.TRAINING, i, DataField.TARGETS);
      assertThat(words).hasSizeBetween(501, 1999);
      assertThat(depth(words)).isBetween(3, 10);
      assertThat(target).containsExactly(evaluate(words));
      values.add(target[0]);
      for (String word : words) {
        int id = Arrays.asList(ListOpsTree.TOKENS).indexOf(word);
        if (id < 10) {
          digits[id]++;
        } else if (id < 14) {
          operators[id - 10]++;
        }
      }
    }
    assertThat(values).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    // The choice of trees by length does not touch these: uniform, up to chance once in a thousand.
    assertThat(chiSquare(digits)).isLessThan(27.9);
    assertThat(chiSquare(operators)).isLessThan(16.3);
  }

  /** Trees of four tokens are an operator, two digits and a bracket: there are 400, and no more. */
  @Test
  public void treesAreDistinctUntilThereAreNone() {
    Map<String, Integer> four =
        Map.of("depth", 2, "max-arguments", 3, "min-length", 4, "max-length", 4);
    Map<String, Object> options = new HashMap<>(four);
    options.putAll(Map.of("training", 300, "validation", 50, "test", 50));
    Dataset data = load(provider, 4, options);
    Set<String> seen = new HashSet<>();
    for (Split split : Split.values()) {
      for (int i = 0; i < data.size(split); i++) {
        seen.add(String.join(" ", words(data, split, i)));
      }
    }
    assertThat(seen).hasSize(400);
    options.put("test", 51);
    assertThatThrownBy(() -> load(provider, 4, options))
        .hasMessageContaining("not enough trees of 4 to 4 tokens")
        .hasMessageContaining("after 400 trees");
    assertThatThrownBy(() -> load(provider, 4, Map.of("min-length", 9, "max-length", 8)))
        .hasMessageContaining("larger than the second");
  }

  /** An operator below the greatest depth with probability 1/4, its arguments 2 to 10. */
  @Test
  public void shapesFollowTheirLaw() {
    Dataset data =
        load(
            provider,
            6,
            Map.of("depth", 2, "min-length", 4, "max-length", 12, "training", 9000, "test", 0));
    long[] arguments = new long[9];
    for (int i = 0; i < 9000; i++) {
      arguments[words(data, Split.TRAINING, i).size() - 4]++;
    }
    // Few of the trees of two and three arguments exist, so that their counts fall short.
    assertThat(arguments[0]).isLessThanOrEqualTo(400);
    assertThat(chiSquare(Arrays.copyOfRange(arguments, 3, 9))).isLessThan(20.5);
  }

  @Test
  public void samplesAreTheSameWhoeverReadsThem() {
    Map<String, ?> options = Map.of("training", 64, "validation", 8, "test", 8);
    Dataset data = load(provider, 3, options);
    Dataset again = load(provider, 3, Map.of("training", 64, "validation", 16, "test", 0));
    List<double[]> inOrder =
        IntStream.range(0, 64)
            .mapToObj(i -> read(data, Split.TRAINING, i, DataField.INPUTS))
            .toList();
    List<double[]> inParallel =
        IntStream.range(0, 64)
            .parallel()
            .mapToObj(i -> read(again, Split.TRAINING, i, DataField.INPUTS))
            .collect(Collectors.toList());
    for (int i = 0; i < 64; i++) {
      assertThat(inParallel.get(i)).isEqualTo(inOrder.get(i));
    }
    assertThat(read(load(provider, 4, options), Split.TRAINING, 0, DataField.INPUTS))
        .isNotEqualTo(inOrder.get(0));
    assertThat(data.classNames()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
  }
}
