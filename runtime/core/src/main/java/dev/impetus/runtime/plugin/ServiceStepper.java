// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.plugin;

import dev.impetus.api.plugin.Plugin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Spliterator;

/**
 * Steps a {@link ServiceLoader} by hand. In a plain loop the first broken provider ends the loop;
 * here each failure is kept and the next provider is tried. Missing superclasses, truncated class
 * files and classes of a newer Java escape as bare {@link LinkageError}s up to Java 25 and wrapped
 * afterwards (JDK-8196182).
 *
 * @param providers the providers met, by class name, not yet instantiated
 * @param failures what went wrong on the way
 */
record ServiceStepper(
    Map<String, ServiceLoader.Provider<? extends Plugin>> providers, List<Throwable> failures) {

  /**
   * Failures in a row beyond the declared providers after which it is taken not to move any more.
   */
  private static final int PATIENCE = 8;

  /**
   * Meets every provider of a service.
   *
   * @param isolated whether to keep only providers that {@code loader} defined itself
   * @param declared number of providers that service files declare
   */
  static <P extends Plugin> ServiceStepper step(
      Class<P> service, ClassLoader loader, boolean isolated, int declared) {
    Map<String, ServiceLoader.Provider<? extends Plugin>> providers = new LinkedHashMap<>();
    List<Throwable> failures = new ArrayList<>();
    Spliterator<ServiceLoader.Provider<P>> steps =
        ServiceLoader.load(service, loader).stream().spliterator();
    int failuresInARow = 0;
    boolean more = true;
    while (more && failuresInARow <= declared + PATIENCE) {
      try {
        more =
            steps.tryAdvance(
                provider -> {
                  if (!isolated || provider.type().getClassLoader() == loader) {
                    providers.putIfAbsent(provider.type().getName(), provider);
                  }
                });
        failuresInARow = 0;
      } catch (ServiceConfigurationError | LinkageError e) {
        Failures.rethrowIfFatal(e);
        failures.add(e);
        failuresInARow++;
      }
    }
    return new ServiceStepper(providers, failures);
  }
}
