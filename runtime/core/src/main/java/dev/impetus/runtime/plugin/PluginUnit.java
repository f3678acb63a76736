// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.plugin;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.Option;
import dev.impetus.api.plugin.Plugin;
import dev.impetus.api.plugin.PluginKind;
import dev.impetus.solver.SolverOptions;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;

/** Plugins that share a class loader: those of the class path, or those of one jar or folder. */
final class PluginUnit {

  private final String name;
  private final List<Path> jars;
  private final ClassLoader host;
  private final boolean isolated;
  private final List<Candidate> candidates;
  private final Map<PluginKind, ServiceStepper> stepped = new EnumMap<>(PluginKind.class);
  private ClassLoader loader;

  private PluginUnit(
      String name,
      List<Path> jars,
      ClassLoader host,
      boolean isolated,
      List<Candidate> candidates) {
    this.name = name;
    this.jars = List.copyOf(jars);
    this.host = host;
    this.isolated = isolated;
    this.candidates = new ArrayList<>(candidates);
  }

  static PluginUnit ofClassPath(ClassLoader loader, List<Candidate> candidates) {
    PluginUnit unit = new PluginUnit("class path", List.of(), loader, false, candidates);
    unit.loader = loader;
    return unit;
  }

  static PluginUnit isolated(
      String name, List<Path> jars, ClassLoader host, List<Candidate> candidates) {
    return new PluginUnit(name, jars, host, true, candidates);
  }

  List<Candidate> candidates() {
    return candidates;
  }

  /** Takes a candidate from FOUND to LOADED or REJECTED; does nothing in any other state. */
  void load(Candidate candidate) {
    if (candidate.state() != PluginState.FOUND) {
      return;
    }
    PluginKind kind = candidate.kind().orElseThrow();
    ServiceStepper steps = stepped.computeIfAbsent(kind, this::step);
    ServiceLoader.Provider<? extends Plugin> provider =
        steps.providers().get(candidate.providerClass());
    if (provider == null) {
      Failures.Reason reason =
          ProviderDiagnosis.of(
              candidate.providerClass(), ProviderTypes.of(kind), loader(), steps.failures());
      candidate.reject(notLoaded(candidate), reason.why(), reason.fix());
      return;
    }
    Optional<Path> other = definedElsewhere(candidate, provider.type());
    if (other.isPresent()) {
      candidate.reject(
          notLoaded(candidate),
          "the class path has another class of that name before it, in " + other.get(),
          "take one of the two jars from the class path");
      return;
    }
    instantiate(candidate, provider);
  }

  private ServiceStepper step(PluginKind kind) {
    int declared =
        (int) candidates.stream().filter(c -> c.kind().equals(Optional.of(kind))).count();
    return ServiceStepper.step(ProviderTypes.of(kind), loader(), isolated, declared);
  }

  /**
   * The jar of another plugin from which the class came, which the order of the class path decides.
   */
  private Optional<Path> definedElsewhere(Candidate candidate, Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (isolated || source == null || source.getLocation() == null) {
      return Optional.empty();
    }
    return ClassPath.pathOf(source.getLocation())
        .filter(path -> !path.equals(candidate.jar().path()))
        .filter(path -> candidates.stream().anyMatch(c -> c.jar().path().equals(path)));
  }

  private void instantiate(Candidate candidate, ServiceLoader.Provider<? extends Plugin> provider) {
    Thread thread = Thread.currentThread();
    ClassLoader context = thread.getContextClassLoader();
    thread.setContextClassLoader(loader());
    try {
      agree(candidate, provider.get());
    } catch (ServiceConfigurationError | LinkageError e) {
      Failures.rethrowIfFatal(e);
      Failures.Reason reason = Failures.of(e);
      candidate.reject(notLoaded(candidate), reason.why(), reason.fix());
    } finally {
      thread.setContextClassLoader(context);
    }
  }

  /** Compares what the provider says with what the descriptor says. */
  private static void agree(Candidate candidate, Plugin plugin) {
    String id;
    ConfigSchema schema;
    String call = "id()";
    try {
      id = plugin.id();
      call = "schema()";
      schema = plugin.schema();
    } catch (RuntimeException | LinkageError | AssertionError e) {
      candidate.reject(
          candidate.label() + " does not answer",
          call + " threw " + e,
          "mend the plugin: id() and schema() do no work");
      return;
    }
    if (!candidate.id().equals(id)) {
      candidate.reject(
          candidate.label() + " calls itself otherwise",
          "the descriptor says \"" + candidate.id() + "\", id() returns \"" + id + "\"",
          "let both say the same");
    } else if (schema == null) {
      candidate.reject(
          candidate.label() + " has no schema",
          "schema() returns null",
          "return ConfigSchema.empty() if there are no options");
    } else {
      Optional<String> taken =
          schema.options().stream()
              .map(Option::name)
              .filter(takenNames(candidate.kind().orElseThrow())::contains)
              .findFirst();
      if (taken.isPresent()) {
        candidate.reject(
            candidate.label() + " has an option that cannot be set",
            "the name \"" + taken.get() + "\" belongs to every " + candidate.kind().get(),
            "give the option another name");
      } else {
        candidate.load(plugin);
      }
    }
  }

  /** What stands beside a plugin's own options in a section of a specification. */
  private static Set<String> takenNames(PluginKind kind) {
    Set<String> names = new HashSet<>();
    names.add("id");
    if (kind == PluginKind.SOLVER) {
      SolverOptions.schema().options().forEach(option -> names.add(option.name()));
    }
    return names;
  }

  private static String notLoaded(Candidate candidate) {
    return "provider " + candidate.providerClass() + " could not be loaded";
  }

  ClassLoader loader() {
    if (loader == null) {
      loader =
          new PluginClassLoader(name, jars.stream().map(PluginUnit::url).toArray(URL[]::new), host);
    }
    return loader;
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("no URL for " + jar, e);
    }
  }

  void close() throws IOException {
    if (isolated && loader instanceof URLClassLoader own) {
      own.close();
    }
  }
}
