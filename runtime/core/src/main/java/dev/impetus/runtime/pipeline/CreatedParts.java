// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.pipeline;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import java.util.ArrayDeque;
import java.util.Deque;

/** What a pipeline has created so far, to be closed in reverse order. */
final class CreatedParts implements AutoCloseable {

  private final Deque<Object> parts = new ArrayDeque<>();

  <T> T add(T part) {
    if (part instanceof AutoCloseable) {
      parts.push(part);
    }
    return part;
  }

  @Override
  public void close() {
    RuntimeException failure = null;
    while (!parts.isEmpty()) {
      try {
        ((AutoCloseable) parts.pop()).close();
      } catch (Exception e) {
        RuntimeException wrapped =
            e instanceof RuntimeException runtime
                ? runtime
                : new ImpetusException(
                    new Problem(
                        ErrorKind.INTERNAL,
                        "a part of the pipeline could not be closed",
                        "",
                        e.toString(),
                        ""),
                    e);
        if (failure == null) {
          failure = wrapped;
        } else {
          failure.addSuppressed(wrapped);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
