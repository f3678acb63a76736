// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.pipeline;

import com.google.inject.spi.Message;
import dev.impetus.api.error.ImpetusException;
import java.util.Collection;

/** Takes the failure of a plugin out of the exception into which Guice wraps it. */
final class InjectionFailures {

  private InjectionFailures() {}

  /**
   * The cause.
   *
   * @return what to throw: an {@link ImpetusException} if one is inside, else {@code wrapper}
   *     itself
   * @throws Error if Guice wrapped one: running out of memory is nobody's to contain
   */
  static RuntimeException unwrapped(Collection<Message> messages, RuntimeException wrapper) {
    for (Message message : messages) {
      for (Throwable cause = message.getCause(); cause != null; cause = cause.getCause()) {
        if (cause instanceof ImpetusException failure) {
          return failure;
        }
        if (cause instanceof Error error) {
          throw error;
        }
      }
    }
    return wrapper;
  }
}
