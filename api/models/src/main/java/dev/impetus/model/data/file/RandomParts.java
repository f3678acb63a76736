// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.model.data.file;

import dev.impetus.model.data.Split;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Deals samples to parts at random. */
public final class RandomParts {

  private RandomParts() {}

  /**
   * Deals samples so that the first two parts end at {@code round(n · training)} and {@code round(n
   * · (training + validation))} samples, and each class has its share of each part, up to about one
   * sample.
   *
   * <p>The samples of a class are shuffled; sample k of n then stands at the place (k + u)/n of the
   * whole, with one random number u a class, and the parts are cut from that order (systematic
   * sampling). The random numbers are those of {@link Random}, class by class: first u, then the
   * shuffle.
   *
   * @param classes the class of each sample, from 0; all zero for samples without classes
   * @param training fraction of the training part
   * @param validation fraction of the validation part
   * @return the indices of each part, increasing
   */
  public static Map<Split, int[]> stratified(
      int[] classes, double training, double validation, long seed) {
    int count = Arrays.stream(classes).max().orElse(-1) + 1;
    double[] places = new double[classes.length];
    Random random = new Random(seed);
    for (int label = 0; label < count; label++) {
      int wanted = label;
      int[] members =
          IntStream.range(0, classes.length).filter(i -> classes[i] == wanted).toArray();
      double offset = random.nextDouble();
      for (int k = members.length - 1; k >= 0; k--) {
        int j = random.nextInt(k + 1);
        int drawn = members[j];
        members[j] = members[k];
        places[drawn] = (k + offset) / members.length;
      }
    }
    int[] order =
        IntStream.range(0, classes.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> places[i]).thenComparing(i -> i))
            .mapToInt(Integer::intValue)
            .toArray();
    int a = (int) Math.round(order.length * training);
    int b = (int) Math.round(order.length * Math.min(1, training + validation));
    Map<Split, int[]> parts = new EnumMap<>(Split.class);
    parts.put(Split.TRAINING, sorted(order, 0, a));
    parts.put(Split.VALIDATION, sorted(order, a, b));
    parts.put(Split.TEST, sorted(order, b, order.length));
    return parts;
  }

  private static int[] sorted(int[] order, int from, int to) {
    int[] part = Arrays.copyOfRange(order, from, to);
    Arrays.sort(part);
    return part;
  }
}
