// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.csv;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.api.error.Suggestions;
import dev.impetus.model.data.file.DataFile;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Path;
import java.util.List;

/**
 * A text file, read strictly: a byte that its character set does not know is an error with a line.
 *
 * @param text the text, without a byte order mark
 * @param sha256 SHA-256 of the file as it is stored, in hexadecimal digits
 */
record DecodedText(String text, String sha256) {

  /**
   * Reads a file, plain or gzip.
   *
   * @param name the file's name in messages
   */
  static DecodedText read(Path path, String name, String encoding) {
    DataFile file = DataFile.read(path, CsvOptions.FILE.name());
    byte[] bytes = file.bytes();
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
        file.sha256());
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
