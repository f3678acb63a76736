// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.glossclasses;

/**
 * A text and its class.
 *
 * @param words ids in their order
 * @param label the class
 */
record LabelledWords(int[] words, int label) {}
