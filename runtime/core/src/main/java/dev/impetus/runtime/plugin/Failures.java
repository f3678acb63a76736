// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.plugin;

import java.lang.reflect.InvocationTargetException;
import java.util.ServiceConfigurationError;

/** Says in a few words why a provider could not be had. */
final class Failures {

  private Failures() {}

  /**
   * ServiceLoader wraps even an OutOfMemoryError of a constructor; such errors are nobody's to
   * contain.
   */
  static void rethrowIfFatal(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof VirtualMachineError fatal) {
        throw fatal;
      }
    }
  }

  /** Why, and what to do about it. */
  record Reason(String why, String fix) {}

  static Reason of(Throwable failure) {
    if (failure instanceof ServiceConfigurationError && failure.getCause() != null) {
      return ofCause(failure.getCause());
    }
    return failure instanceof LinkageError ? ofCause(failure) : thrown("it failed with ", failure);
  }

  /** For what {@link Class#forName} throws. */
  static Reason ofLoading(Throwable failure) {
    return ofCause(failure);
  }

  private static Reason ofCause(Throwable cause) {
    if (cause instanceof InvocationTargetException && cause.getCause() != null) {
      return ofCause(cause.getCause());
    }
    if (cause instanceof ExceptionInInitializerError && cause.getCause() != null) {
      return thrown("its static initialiser threw ", cause.getCause());
    }
    if (cause instanceof InstantiationException) {
      return new Reason("the provider class is abstract", "name a class that can be instantiated");
    }
    if (cause instanceof NoClassDefFoundError || cause instanceof ClassNotFoundException) {
      return new Reason(
          "class " + String.valueOf(cause.getMessage()).replace('/', '.') + " is missing",
          "put the jar that has it beside the plugin, in a folder of their own, or shade it");
    }
    if (cause instanceof UnsupportedClassVersionError) {
      return new Reason(
          "it needs a newer Java: " + cause.getMessage(),
          "run a newer Java, or compile the plugin for release " + Runtime.version().feature());
    }
    if (cause instanceof ClassFormatError) {
      return new Reason(
          "the class file is damaged: " + cause.getMessage(), "build or fetch the jar again");
    }
    if (cause instanceof LinkageError) {
      return new Reason(
          "it does not fit the classes around it: " + name(cause),
          "build it against this version of the plugin interfaces");
    }
    return thrown("its constructor threw ", cause);
  }

  private static Reason thrown(String prefix, Throwable thrown) {
    return new Reason(
        prefix + name(thrown), "mend the plugin: creating a provider must do no work");
  }

  private static String name(Throwable thrown) {
    String message = thrown.getMessage();
    String type = thrown.getClass().getName();
    return message == null ? type : type + ": " + message.strip();
  }
}
