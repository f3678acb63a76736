// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;

/** Writes an answer to a file, in UTF-8. */
final class OutputFile {

  private OutputFile() {}

  /**
   * Aside, and then moved: a file that was there stays until the new one is whole. Whether there is
   * a place for it is known before the content is computed.
   *
   * @param what what cannot be written then, for the message
   * @param content writes it; an {@link UncheckedIOException} of its own says why it cannot
   * @throws ImpetusException of kind STORAGE if it cannot be written; what {@code content} throws
   */
  static void write(Path output, String what, Consumer<PrintWriter> content) {
    try {
      if (Files.exists(output) && !Files.isRegularFile(output)) {
        write(output, content); // a pipe or a device
        return;
      }
      Path file = Files.exists(output) ? output.toRealPath() : output;
      Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
      try {
        write(unfinished, content);
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        if (Files.isRegularFile(unfinished)) {
          Files.delete(unfinished);
        }
      }
    } catch (IOException e) {
      throw failure(output, what, e);
    } catch (UncheckedIOException e) {
      throw failure(output, what, e.getCause());
    }
  }

  private static ImpetusException failure(Path output, String what, IOException cause) {
    return new ImpetusException(
        new Problem(
            ErrorKind.STORAGE,
            what,
            output.toAbsolutePath().toString(),
            why(cause),
            "make room, or name another file"),
        cause);
  }

  /** What a writer that took something in and could not keep it has met: it does not say. */
  static IOException fullDisk() {
    return new IOException("the disk may be full");
  }

  private static String why(IOException failure) {
    if (failure instanceof NoSuchFileException missing) {
      return "there is no folder for " + missing.getFile();
    }
    return failure instanceof AccessDeniedException denied
        ? "access to " + denied.getFile() + " is denied"
        : failure.getMessage();
  }

  private static void write(Path file, Consumer<PrintWriter> content) throws IOException {
    try (PrintWriter writer = new PrintWriter(Files.newBufferedWriter(file))) {
      content.accept(writer);
      if (writer.checkError()) {
        throw fullDisk();
      }
    }
  }
}
