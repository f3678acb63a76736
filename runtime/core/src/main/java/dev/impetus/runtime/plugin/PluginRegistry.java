// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.plugin;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.api.error.Suggestions;
import dev.impetus.api.plugin.Plugin;
import dev.impetus.api.plugin.PluginKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The plugins of a class path and of plugin folders.
 *
 * <pre>{@code
 * try (PluginRegistry registry = PluginRegistry.builder().folder(Path.of("plugins")).build()) {
 *   registry.report().rejections().forEach(System.err::println);
 *   SolverProvider provider = registry.get(SolverProvider.class, "dopri5");
 * }
 * }</pre>
 *
 * <p>{@link Builder#build} reads descriptors and loads no class of a plugin. A provider is loaded
 * when it is asked for, at most once. A broken plugin is rejected in the report and harms no other;
 * asking for it is an error that repeats the rejection. Safe for several threads.
 */
public final class PluginRegistry implements AutoCloseable {

  private static final Comparator<Candidate> ORDER =
      Comparator.<Candidate, Boolean>comparing(candidate -> candidate.kind().isEmpty())
          .thenComparing(candidate -> candidate.kind().orElse(PluginKind.SOLVER))
          .thenComparing(Candidate::id)
          .thenComparing(candidate -> candidate.jar().path());

  private final List<PluginUnit> units;
  private final Findings findings;

  private PluginRegistry(List<PluginUnit> units, Findings findings) {
    this.units = units;
    this.findings = findings;
  }

  /** Begins a registry. */
  public static Builder builder() {
    return new Builder();
  }

  /** What was found and what has become of it so far. Loads nothing. */
  public synchronized LoadReport report() {
    return new LoadReport(
        candidates().sorted(ORDER).map(Candidate::report).toList(),
        findings.warnings(),
        findings.notes());
  }

  /** The plugins of the {@link #report()}. Loads nothing. */
  public List<PluginReport> plugins() {
    return report().plugins();
  }

  /** The ids of the plugins of a kind that are usable as far as is known. Loads nothing. */
  public synchronized Set<String> ids(PluginKind kind) {
    Set<String> ids = new TreeSet<>();
    candidates()
        .filter(candidate -> candidate.kind().equals(Optional.of(kind)) && candidate.isUsable())
        .forEach(candidate -> ids.add(candidate.id()));
    return ids;
  }

  /**
   * The report on one usable plugin, for provenance; empty if there is none of that kind and id.
   * Loads nothing.
   */
  public synchronized Optional<PluginReport> find(PluginKind kind, String id) {
    return candidates()
        .filter(candidate -> candidate.is(kind, id) && candidate.isUsable())
        .map(Candidate::report)
        .findFirst();
  }

  /** Loads every provider that is still {@link PluginState#FOUND}, and reports. */
  public synchronized LoadReport loadAll() {
    for (PluginUnit unit : units) {
      unit.candidates().forEach(unit::load);
    }
    return report();
  }

  /**
   * The provider of that id, loaded now if it was not yet.
   *
   * @param type one of the provider interfaces, for example {@code SolverProvider.class}
   * @throws ImpetusException of kind PLUGIN if there is none, naming those that there are; or if it
   *     was rejected or disabled, with the reason
   */
  public synchronized <P extends Plugin> P get(Class<P> type, String id) {
    PluginKind kind = ProviderTypes.kindOf(type);
    List<Candidate> matches = new ArrayList<>();
    for (PluginUnit unit : units) {
      for (Candidate candidate : unit.candidates()) {
        if (candidate.is(kind, id)) {
          unit.load(candidate);
          if (candidate.state() == PluginState.LOADED) {
            return type.cast(candidate.plugin());
          }
          matches.add(candidate);
        }
      }
    }
    throw new ImpetusException(
        matches.isEmpty()
            ? List.of(unknown(kind, id))
            : matches.stream().map(PluginRegistry::unusable).toList());
  }

  /**
   * The provider of that kind and id, for those who print it.
   *
   * @throws ImpetusException as {@link #get(Class, String)}
   */
  public Plugin get(PluginKind kind, String id) {
    return get(ProviderTypes.of(kind), id);
  }

  /**
   * The class loader of a usable plugin: what its code expects as context loader.
   *
   * @throws ImpetusException as {@link #get}
   */
  public synchronized <P extends Plugin> ClassLoader classLoader(Class<P> type, String id) {
    P provider = get(type, id);
    return provider.getClass().getClassLoader();
  }

  private static Problem unusable(Candidate candidate) {
    Problem reason = candidate.report().problem().orElseThrow();
    return candidate.state() == PluginState.DISABLED
        ? reason
        : new Problem(
            ErrorKind.PLUGIN,
            candidate.label() + " was rejected",
            reason.where(),
            reason.what() + ": " + reason.why(),
            reason.fix());
  }

  private Problem unknown(PluginKind kind, String id) {
    List<String> others =
        candidates()
            .filter(candidate -> candidate.id().equals(id))
            .map(candidate -> candidate.kind().orElseThrow().word())
            .toList();
    Set<String> known = ids(kind);
    String why =
        known.isEmpty() ? "no " + kind + " is usable" : "available: " + String.join(", ", known);
    if (!others.isEmpty()) {
      why += "; that id belongs to another kind: " + String.join(", ", others);
    }
    List<String> nameless =
        candidates()
            .filter(candidate -> candidate.kind().isEmpty())
            .map(candidate -> candidate.jar().name())
            .distinct()
            .toList();
    if (!nameless.isEmpty()) {
      why += "; rejected jars: " + String.join(", ", nameless);
    }
    return new Problem(
        ErrorKind.PLUGIN,
        "there is no " + kind + " \"" + id + "\"",
        kind.word(),
        why,
        Suggestions.nearest(id, known)
            .map(name -> "did you mean \"" + name + "\"?")
            .orElse("add the jar that has it to the class path or to a plugin folder"));
  }

  private Stream<Candidate> candidates() {
    return units.stream().flatMap(unit -> unit.candidates().stream());
  }

  /**
   * Closes the jars of plugin folders. Only for the end of the program or of a test: plugins that
   * are still at work may fail to load further classes.
   */
  @Override
  public synchronized void close() {
    IOException failure = null;
    for (PluginUnit unit : units) {
      try {
        unit.close();
      } catch (IOException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Collects where to look. */
  public static final class Builder {

    private ClassLoader classLoader = PluginRegistry.class.getClassLoader();
    private final Set<Path> folders = new LinkedHashSet<>();
    private final Map<String, String> preferences = new LinkedHashMap<>();
    private final Set<String> disabled = new LinkedHashSet<>();
    private boolean strict;

    private Builder() {}

    /**
     * The loader of the class path on which to look, this class's own unless set. The context
     * loader is never looked at.
     */
    public Builder classLoader(ClassLoader loader) {
      classLoader = Objects.requireNonNull(loader, "classLoader");
      return this;
    }

    /** Adds a plugin folder: each jar and each folder in it gets a class loader of its own. */
    public Builder folder(Path folder) {
      folders.add(folder.toAbsolutePath().normalize());
      return this;
    }

    /**
     * Settles an id that is in several jars.
     *
     * @param id the id, or {@code kind/id}
     * @param jar file name of the jar to be used, or the end of its path
     */
    public Builder prefer(String id, String jar) {
      preferences.put(id, jar);
      return this;
    }

    /** Switches a plugin off: an id, or {@code kind/id}. */
    public Builder disable(String id) {
      disabled.add(id);
      return this;
    }

    /** Whether {@link #build} loads everything and fails if anything is rejected. */
    public Builder strict(boolean wanted) {
      strict = wanted;
      return this;
    }

    /**
     * Reads the descriptors.
     *
     * @throws ImpetusException if a plugin folder cannot be read; if strict, with every rejection
     */
    public PluginRegistry build() {
      Findings findings = new Findings();
      List<PluginUnit> units =
          new Discovery(classLoader, folders, preferences, disabled, findings).run();
      PluginRegistry registry = new PluginRegistry(units, findings);
      if (strict) {
        try {
          registry.loadAll().orThrow();
        } catch (ImpetusException e) {
          registry.close();
          throw e;
        }
      }
      return registry;
    }
  }
}
