// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.images;

import dev.impetus.model.data.file.DataFile;
import dev.impetus.model.data.file.DataProblems;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * An array of unsigned bytes in an IDX file (LeCun, Cortes, Burges, "The MNIST database"): two zero
 * bytes, the type 8, the number of dimensions, each dimension as a big-endian integer, then the
 * bytes, the last dimension running fastest.
 *
 * @param file where it stands
 * @param dimensions the dimensions
 * @param offset where the numbers begin in the file
 */
record IdxFile(DataFile file, int[] dimensions, int offset) {

  private static final int UNSIGNED_BYTES = 8;

  /**
   * Reads the header and checks the length.
   *
   * @param rank dimensions that it has to have
   * @param content what it has to hold, for messages
   * @return null if something is wrong
   */
  static IdxFile read(DataFile file, int rank, String content, DataProblems problems) {
    byte[] bytes = file.bytes();
    if (bytes.length < 4 || bytes[0] != 0 || bytes[1] != 0) {
      problems.in(
          file,
          "the file is no IDX file",
          bytes.length < 4
              ? "it has " + bytes.length + " bytes"
              : String.format("it begins with 0x%02X%02X instead of zeros", bytes[0], bytes[1]),
          "give a file of " + content + " in IDX form, plain or gzip");
      return null;
    }
    if (bytes[2] != UNSIGNED_BYTES || bytes[3] != rank) {
      problems.in(
          file,
          "the file does not hold " + content,
          String.format(
              "its magic number is 0x%08X, not 0x%08X: type 0x%02X, %d dimensions",
              ByteBuffer.wrap(bytes).getInt(), UNSIGNED_BYTES << 8 | rank, bytes[2], bytes[3]),
          bytes[2] == UNSIGNED_BYTES && bytes[3] == 4 - rank
              ? "images and labels may be exchanged"
              : "give a file of unsigned bytes in " + rank + " dimensions");
      return null;
    }
    int offset = 4 + 4 * rank;
    if (bytes.length < offset) {
      problems.in(file, "the header is cut off", bytes.length + " bytes", "fetch the file again");
      return null;
    }
    int[] dimensions = new int[rank];
    ByteBuffer header = ByteBuffer.wrap(bytes, 4, 4 * rank);
    double wanted = offset;
    double product = 1;
    for (int i = 0; i < rank; i++) {
      dimensions[i] = header.getInt();
      product *= dimensions[i];
    }
    wanted += product;
    if (Arrays.stream(dimensions).anyMatch(dimension -> dimension < 1) || wanted != bytes.length) {
      problems.in(
          file,
          "the header does not fit the file",
          String.format(
              "dimensions %s make %.0f bytes, but the file has %d",
              Arrays.toString(dimensions), wanted, bytes.length),
          "fetch the file again");
      return null;
    }
    return new IdxFile(file, dimensions, offset);
  }

  int count() {
    return dimensions[0];
  }

  /** A byte, 0 to 255, by its position among the numbers. */
  int at(int position) {
    return file.bytes()[offset + position] & 0xFF;
  }
}
