// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.glossclasses;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Multinomial logistic regression on bags of words, {@code p = softmax(b + W x)}, fitted text by
 * text with AdaGrad (Duchi, Hazan and Singer, JMLR 12, 2011). Of all epochs that with the least
 * cross-entropy on the validation part is kept, as for the nets.
 */
final class LogisticRegression {

  private static final double LEARNING_RATE = 0.5;

  private final WordWeights features;
  private final int classes;

  /** Classes of a word stand together; the last word is the constant 1. */
  private double[] weights;

  private final double[] squares;

  private LogisticRegression(WordWeights features, int classes) {
    this.features = features;
    this.classes = classes;
    weights = new double[(features.vocabulary() + 1) * classes];
    squares = new double[weights.length];
  }

  /** Fits. */
  static LogisticRegression fit(
      List<LabelledWords> training,
      List<LabelledWords> validation,
      WordWeights features,
      int classes,
      int epochs) {
    LogisticRegression model = new LogisticRegression(features, classes);
    List<WordWeights.Bag> bags = training.stream().map(text -> features.bag(text.words())).toList();
    int[] order = IntStream.range(0, bags.size()).toArray();
    Random random = new Random(1);
    double best = Double.POSITIVE_INFINITY;
    double[] kept = model.weights;
    for (int epoch = 0; epoch < epochs; epoch++) {
      shuffle(order, random);
      for (int i : order) {
        model.learn(bags.get(i), training.get(i).label());
      }
      double loss = model.crossEntropy(validation);
      if (loss < best) {
        best = loss;
        kept = model.weights.clone();
      }
    }
    model.weights = kept;
    return model;
  }

  private static void shuffle(int[] order, Random random) {
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int held = order[i];
      order[i] = order[j];
      order[j] = held;
    }
  }

  private void learn(WordWeights.Bag bag, int label) {
    double[] error = probabilities(bag);
    error[label] -= 1;
    for (int i = 0; i < bag.words().length; i++) {
      step(bag.words()[i], bag.weights()[i], error);
    }
    step(features.vocabulary(), 1, error);
  }

  private void step(int word, double value, double[] error) {
    int at = word * classes;
    for (int c = 0; c < classes; c++) {
      double gradient = value * error[c];
      squares[at + c] += gradient * gradient;
      weights[at + c] -= LEARNING_RATE * gradient / (1e-8 + Math.sqrt(squares[at + c]));
    }
  }

  private double[] probabilities(WordWeights.Bag bag) {
    double[] scores = new double[classes];
    add(features.vocabulary(), 1, scores);
    for (int i = 0; i < bag.words().length; i++) {
      add(bag.words()[i], bag.weights()[i], scores);
    }
    double largest = Double.NEGATIVE_INFINITY;
    for (double score : scores) {
      largest = Math.max(largest, score);
    }
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      scores[c] = Math.exp(scores[c] - largest);
      sum += scores[c];
    }
    for (int c = 0; c < classes; c++) {
      scores[c] /= sum;
    }
    return scores;
  }

  private void add(int word, double value, double[] scores) {
    for (int c = 0; c < classes; c++) {
      scores[c] += value * weights[word * classes + c];
    }
  }

  private double crossEntropy(List<LabelledWords> texts) {
    double sum = 0;
    for (LabelledWords text : texts) {
      sum -= Math.log(probabilities(features.bag(text.words()))[text.label()]);
    }
    return sum / texts.size();
  }

  /** The most probable class. */
  int predict(int[] words) {
    double[] p = probabilities(features.bag(words));
    int best = 0;
    for (int c = 1; c < classes; c++) {
      best = p[c] > p[best] ? c : best;
    }
    return best;
  }
}
