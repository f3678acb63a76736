// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.run;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Errors of reading and writing, in words. */
public final class StorageFailure {

  private StorageFailure() {}

  /** What could not be done with which file or folder, and why the system refused. */
  public static ImpetusException of(String what, Path path, IOException cause) {
    return new ImpetusException(
        new Problem(
            ErrorKind.STORAGE,
            what,
            path.toString(),
            reason(cause),
            "check that the folder exists, is writable and has space left; what was there is unharmed"),
        cause);
  }

  /** What could not be done with which file or folder, why, and what to do. */
  public static ImpetusException of(String what, Path path, String why, String fix) {
    return new ImpetusException(new Problem(ErrorKind.STORAGE, what, path.toString(), why, fix));
  }

  private static String reason(IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return "there is no such file or folder";
    }
    if (cause instanceof AccessDeniedException) {
      return "access is denied";
    }
    if (cause instanceof NotDirectoryException || cause instanceof FileAlreadyExistsException) {
      return "a file is in the way of a folder";
    }
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}
