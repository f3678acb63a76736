// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.csv;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.api.error.Suggestions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A text file, read strictly: a byte that its character set does not know is an error with a line.
 *
 * @param text the text, without a byte order mark
 * @param sha256 SHA-256 of the file's bytes, in hexadecimal digits
 */
record DecodedText(String text, String sha256) {

  /**
   * Reads a file.
   *
   * @param name the file's name in messages
   */
  static DecodedText read(Path file, String name, String encoding) {
    byte[] bytes = bytes(file, name);
    Charset charset = charset(encoding);
    int skipped = 0;
    if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
      charset = StandardCharsets.UTF_8;
      skipped = 3;
    } else if (startsWith(bytes, 0xFF, 0xFE)) {
      charset = StandardCharsets.UTF_16LE;
      skipped = 2;
    } else if (startsWith(bytes, 0xFE, 0xFF)) {
      charset = StandardCharsets.UTF_16BE;
      skipped = 2;
    }
    return new DecodedText(
        decode(ByteBuffer.wrap(bytes, skipped, bytes.length - skipped), charset, name),
        sha256(bytes));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static byte[] bytes(Path file, String name) {
    if (!Files.exists(file)) {
      throw storage(
          "there is no file " + name, file, "nothing lies there", "correct the option file");
    }
    if (Files.isDirectory(file)) {
      throw storage(name + " is a folder", file, "a CSV file is wanted", "name a file in it");
    }
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new ImpetusException(
          new Problem(
              ErrorKind.STORAGE,
              "cannot read " + name,
              file.toString(),
              e.getClass().getSimpleName() + ": " + e.getMessage(),
              "make the file readable"),
          e);
    }
  }

  private static ImpetusException storage(String what, Path file, String why, String fix) {
    return new ImpetusException(
        new Problem(ErrorKind.STORAGE, what, file.toAbsolutePath().toString(), why, fix));
  }

  private static Charset charset(String encoding) {
    try {
      return Charset.forName(encoding);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new ImpetusException(
          new Problem(
              ErrorKind.CONFIGURATION,
              "unknown character set \"" + encoding + "\"",
              "option encoding of csv",
              "this Java does not have it",
              Suggestions.didYouMean(
                  encoding,
                  List.of("UTF-8", "UTF-16", "ISO-8859-1", "windows-1252", "US-ASCII"),
                  "usual character sets")),
          e);
    }
  }

  private static String decode(ByteBuffer bytes, Charset charset, String name) {
    CharsetDecoder decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer text =
        CharBuffer.allocate((int) (bytes.remaining() * (double) decoder.maxCharsPerByte()) + 1);
    CoderResult result = decoder.decode(bytes, text, true);
    if (!result.isError()) {
      result = decoder.flush(text);
    }
    if (result.isError()) {
      long line = 1 + text.flip().chars().filter(c -> c == '\n').count();
      throw new ImpetusException(
          new Problem(
              ErrorKind.DATA,
              "a byte is not " + charset.name(),
              name + ", line " + line,
              String.format(
                  "byte 0x%02X does not belong there in %s", bytes.get(bytes.position()), charset),
              "give the option encoding, for example windows-1252, or save the file as UTF-8"));
    }
    return text.flip().toString();
  }

  private static boolean startsWith(byte[] bytes, int... start) {
    if (bytes.length < start.length) {
      return false;
    }
    for (int i = 0; i < start.length; i++) {
      if ((bytes[i] & 0xFF) != start[i]) {
        return false;
      }
    }
    return true;
  }
}
