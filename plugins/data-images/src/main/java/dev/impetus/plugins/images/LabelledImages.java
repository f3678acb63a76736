// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.images;

import dev.impetus.model.data.file.DataProblems;
import java.util.stream.IntStream;

/**
 * Images with their labels.
 *
 * @param images count × height × width
 * @param labels count; null if they are not known
 */
record LabelledImages(IdxFile images, IdxFile labels) {

  int count() {
    return images.count();
  }

  int height() {
    return images.dimensions()[1];
  }

  int width() {
    return images.dimensions()[2];
  }

  /** The label of an image, or -1. */
  int label(int image) {
    return labels == null ? -1 : labels.at(image);
  }

  int largestLabel() {
    return IntStream.range(0, count()).map(this::label).max().orElse(-1);
  }

  /** Reports labels of another number than the images. */
  void check(DataProblems problems) {
    if (labels != null && labels.count() != count()) {
      problems.in(
          labels.file(),
          "there are " + labels.count() + " labels for " + count() + " images",
          "the images are those of " + images.file().name(),
          "give the labels that belong to them");
    }
  }
}
