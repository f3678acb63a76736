// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.report;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/**
 * A picture of a byte a pixel, as PNG (ISO/IEC 15948). Its colours are those of {@link ColorRamp};
 * {@link #BLANK} is transparent.
 */
final class IndexedPng {

  /** A pixel without a colour. */
  static final int BLANK = ColorRamp.SIZE;

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int BITS = 8;
  private static final int INDEXED = 3;

  private IndexedPng() {}

  /**
   * The picture as an address that contains it.
   *
   * @param pixels colours, row by row from the top
   */
  static String dataUri(int width, byte[] pixels) {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(encode(width, pixels));
  }

  private static byte[] encode(int width, byte[] pixels) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(SIGNATURE);
      chunk(out, "IHDR", header(width, pixels.length / width));
      chunk(out, "PLTE", palette());
      chunk(out, "tRNS", opacities());
      chunk(out, "IDAT", compressed(width, pixels));
      chunk(out, "IEND", new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not refuse to be written", e);
    }
    return bytes.toByteArray();
  }

  private static byte[] header(int width, int height) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(width);
      out.writeInt(height);
      out.writeByte(BITS);
      out.writeByte(INDEXED);
      out.write(new byte[3]); // the one compression, the one filter method, not interlaced
    }
    return bytes.toByteArray();
  }

  private static byte[] palette() {
    byte[] palette = new byte[3 * (BLANK + 1)];
    for (int i = 0; i < ColorRamp.SIZE; i++) {
      int[] rgb = ColorRamp.rgb(i);
      for (int channel = 0; channel < 3; channel++) {
        palette[3 * i + channel] = (byte) rgb[channel];
      }
    }
    return palette;
  }

  private static byte[] opacities() {
    byte[] opacities = new byte[BLANK + 1];
    java.util.Arrays.fill(opacities, 0, BLANK, (byte) 0xff);
    return opacities;
  }

  private static byte[] compressed(int width, byte[] pixels) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
      for (int start = 0; start < pixels.length; start += width) {
        out.write(0); // this row is not filtered
        out.write(pixels, start, width);
      }
    }
    return bytes.toByteArray();
  }

  private static void chunk(DataOutputStream out, String type, byte[] content) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 check = new CRC32();
    check.update(name);
    check.update(content);
    out.writeInt(content.length);
    out.write(name);
    out.write(content);
    out.writeInt((int) check.getValue());
  }
}
