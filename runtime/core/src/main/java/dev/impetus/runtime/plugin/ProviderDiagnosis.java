// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.plugin;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;

/**
 * Finds out why ServiceLoader did not deliver a class that a service file declares. Its own errors
 * name the class at best and never the jar, so the class is looked at directly, without
 * initialising it.
 */
final class ProviderDiagnosis {

  private ProviderDiagnosis() {}

  /**
   * The reason.
   *
   * @param failures what stepping the ServiceLoader met, for the case that the class itself is in
   *     order
   */
  static Failures.Reason of(
      String className, Class<?> service, ClassLoader loader, List<Throwable> failures) {
    try {
      Class<?> type = Class.forName(className, false, loader);
      if (!service.isAssignableFrom(type)) {
        return new Failures.Reason(
            "the class does not implement " + service.getName(),
            "implement it, or mend the kind in the descriptor");
      }
      if (!Modifier.isPublic(type.getModifiers())) {
        return new Failures.Reason("the class is not public", "make it public");
      }
      if (Arrays.stream(type.getConstructors()).noneMatch(c -> c.getParameterCount() == 0)) {
        return new Failures.Reason(
            "the class has no public constructor without arguments", "give it one");
      }
    } catch (ClassNotFoundException | LinkageError e) {
      return Failures.ofLoading(e);
    }
    if (failures.isEmpty()) {
      return new Failures.Reason(
          "ServiceLoader passed over it", "report this with the output of plugins list --json");
    }
    return new Failures.Reason(
        "ServiceLoader did not get past an earlier failure: "
            + failures.get(failures.size() - 1).getMessage(),
        "remove the plugin that fails");
  }
}
