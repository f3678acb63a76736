// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.model.data.file;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;

/**
 * A file in memory, unpacked if it begins as gzip does.
 *
 * @param name the file's name, for messages
 * @param bytes its content, unpacked; not to be changed
 * @param sha256 SHA-256 of the file as it is stored, in hexadecimal digits
 */
public record DataFile(String name, byte[] bytes, String sha256) {

  /**
   * Reads a whole file.
   *
   * @param option the option that named it, for messages
   * @throws ImpetusException of kind STORAGE if it cannot be read, of kind DATA if it is a damaged
   *     gzip file
   */
  public static DataFile read(Path path, String option) {
    String name = String.valueOf(path.getFileName());
    if (!Files.exists(path)) {
      throw storage(
          "there is no file " + name, path, "nothing lies there", "correct the option " + option);
    }
    if (Files.isDirectory(path)) {
      throw storage(name + " is a folder", path, "a file is wanted", "name a file in it");
    }
    byte[] stored;
    try {
      stored = Files.readAllBytes(path);
    } catch (IOException e) {
      throw new ImpetusException(
          new Problem(
              ErrorKind.STORAGE,
              "cannot read " + name,
              path.toAbsolutePath().toString(),
              e.getClass().getSimpleName() + ": " + e.getMessage(),
              "make the file readable"),
          e);
    }
    boolean packed = stored.length > 2 && (stored[0] & 0xFF) == 0x1F && (stored[1] & 0xFF) == 0x8B;
    return new DataFile(name, packed ? unpack(stored, name) : stored, sha256(stored));
  }

  private static byte[] unpack(byte[] stored, String name) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(stored))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new ImpetusException(
          new Problem(
              ErrorKind.DATA,
              "the gzip file is damaged",
              name,
              e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage(),
              "fetch or pack it again"),
          e);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * The content as UTF-8, without a byte order mark.
   *
   * @throws ImpetusException of kind DATA with byte offset and line of the first byte that is not
   *     UTF-8
   */
  public String text() {
    boolean marked =
        bytes.length >= 3
            && (bytes[0] & 0xFF) == 0xEF
            && (bytes[1] & 0xFF) == 0xBB
            && (bytes[2] & 0xFF) == 0xBF;
    int start = marked ? 3 : 0;
    ByteBuffer source = ByteBuffer.wrap(bytes, start, bytes.length - start);
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer text = CharBuffer.allocate(source.remaining()); // at most one char a byte
    CoderResult result = decoder.decode(source, text, true);
    if (!result.isError()) {
      result = decoder.flush(text);
    }
    if (result.isError()) {
      int offset = source.position();
      long line = 1 + text.flip().chars().filter(c -> c == '\n').count();
      throw new ImpetusException(
          new Problem(
              ErrorKind.DATA,
              "the file is not UTF-8",
              name + ", byte " + offset + ", line " + line,
              String.format("byte 0x%02X does not belong there", bytes[offset]),
              "save the file as UTF-8, for example with iconv -t UTF-8"));
    }
    return text.flip().toString();
  }

  private static ImpetusException storage(String what, Path path, String why, String fix) {
    return new ImpetusException(
        new Problem(ErrorKind.STORAGE, what, path.toAbsolutePath().toString(), why, fix));
  }
}
