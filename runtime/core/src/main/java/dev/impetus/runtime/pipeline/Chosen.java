// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.pipeline;

import dev.impetus.api.config.ConfigView;
import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.api.plugin.Plugin;
import dev.impetus.api.plugin.PluginDescriptor;
import dev.impetus.runtime.plugin.PluginReport;
import java.util.function.Supplier;

/**
 * A plugin chosen for a pipeline.
 *
 * @param provider its provider
 * @param config its checked options
 * @param report where it comes from
 */
public record Chosen<P extends Plugin>(P provider, ConfigView config, PluginReport report) {

  /**
   * Lets the plugin create something: with its own class loader as context loader, and with its
   * name on whatever it throws.
   *
   * @throws ImpetusException what the plugin threw; of kind INTERNAL, naming jar and id, if that
   *     was anything else
   */
  public <T> T create(Supplier<T> creation) {
    Thread thread = Thread.currentThread();
    ClassLoader context = thread.getContextClassLoader();
    thread.setContextClassLoader(provider.getClass().getClassLoader());
    try {
      T created = creation.get();
      if (created == null) {
        throw defect("it returned null", null);
      }
      return created;
    } catch (ImpetusException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      throw defect("it threw " + e, e);
    } finally {
      thread.setContextClassLoader(context);
    }
  }

  private ImpetusException defect(String why, Throwable cause) {
    String kind = report.kind().orElseThrow().word();
    String author =
        report
            .jar()
            .descriptor()
            .map(d -> d.name() + " " + d.version() + urlOf(d))
            .orElse("the plugin");
    return new ImpetusException(
        new Problem(
            ErrorKind.INTERNAL,
            kind + " \"" + report.id() + "\" could not be created",
            report.jar().name(),
            why,
            "this is a defect of the plugin; report it to the authors of " + author),
        cause);
  }

  private static String urlOf(PluginDescriptor descriptor) {
    return descriptor.url().map(url -> " (" + url + ")").orElse("");
  }
}
