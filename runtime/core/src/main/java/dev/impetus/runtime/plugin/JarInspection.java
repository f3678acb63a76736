// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.plugin;

import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.plugin.ApiVersion;
import dev.impetus.api.plugin.PluginDescriptor;
import dev.impetus.api.plugin.PluginDescriptorReader;
import dev.impetus.api.plugin.PluginKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Everything that can be said about one jar without loading a class of it. */
final class JarInspection {

  /** What a jar is taken for by the place where it lies. */
  enum Place {
    /** On the class path, among jars that are no plugins. */
    CLASS_PATH,
    /** Alone in a plugin folder, where it has to be a plugin. */
    ALONE,
    /** In the folder of one plugin, where it may be a library. */
    IN_PLUGIN_FOLDER
  }

  private final Path path;
  private final Place place;
  private final Findings findings;
  private final ClassFileHeader.Source otherClasses;

  private PluginJar jar;
  private final List<Candidate> candidates = new ArrayList<>();
  private final NavigableSet<String> classFiles = new TreeSet<>();

  private JarInspection(
      Path path, Place place, Findings findings, ClassFileHeader.Source otherClasses) {
    this.path = path;
    this.place = place;
    this.findings = findings;
    this.otherClasses = otherClasses;
    this.jar = new PluginJar(path, "", isolated(), Optional.empty());
  }

  /**
   * Looks into a jar.
   *
   * @param otherClasses where to look for a provider class that is not in a folder on the class
   *     path: some build tools keep resources and class files apart
   */
  static JarInspection of(
      Path path, Place place, Findings findings, ClassFileHeader.Source otherClasses) {
    JarInspection inspection = new JarInspection(path, place, findings, otherClasses);
    inspection.inspect();
    return inspection;
  }

  PluginJar jar() {
    return jar;
  }

  List<Candidate> candidates() {
    return candidates;
  }

  /** The class files in it, for {@link Place#CLASS_PATH} only. */
  NavigableSet<String> classFiles() {
    return classFiles;
  }

  private boolean isolated() {
    return place != Place.CLASS_PATH;
  }

  private void inspect() {
    try (PluginArchive archive = PluginArchive.of(path)) {
      jar = new PluginJar(path, PluginArchive.sha256(path), isolated(), Optional.empty());
      Optional<InputStream> descriptor = archive.open(PluginDescriptor.LOCATION);
      if (descriptor.isPresent()) {
        try (InputStream in = descriptor.get()) {
          jar =
              new PluginJar(
                  path,
                  jar.sha256(),
                  isolated(),
                  Optional.of(PluginDescriptorReader.read(in, jar.name())));
        }
      }
      check(archive);
    } catch (ImpetusException e) {
      candidates.add(badDescriptor(e));
    } catch (IOException | SecurityException e) {
      candidates.clear();
      candidates.add(
          Candidate.rejected(
              jar,
              "the jar cannot be read",
              e.getMessage() == null ? e.getClass().getName() : e.getMessage(),
              "build or fetch the jar again"));
    }
  }

  private Candidate badDescriptor(ImpetusException e) {
    String mistakes =
        e.problems().stream()
            .map(p -> p.what() + ": " + p.why() + ", " + p.fix())
            .collect(Collectors.joining("; "));
    return Candidate.rejected(
        jar,
        e.problems().size() == 1
            ? "the descriptor has a mistake"
            : "the descriptor has " + e.problems().size() + " mistakes",
        mistakes,
        "mend " + PluginDescriptor.LOCATION + " in the jar");
  }

  private void check(PluginArchive archive) throws IOException {
    Map<PluginKind, ServiceFile> services = new EnumMap<>(PluginKind.class);
    for (PluginKind kind : PluginKind.values()) {
      Optional<InputStream> file = archive.open(kind.serviceFile());
      if (file.isPresent()) {
        try (InputStream in = file.get()) {
          services.put(kind, ServiceFile.read(in));
        }
      }
    }
    Optional<PluginDescriptor> descriptor = jar.descriptor();
    if (descriptor.isPresent()) {
      for (PluginDescriptor.Entry entry : descriptor.get().plugins()) {
        Candidate candidate = new Candidate(jar, Optional.of(entry));
        candidates.add(candidate);
        checkVersions(candidate, descriptor.get());
        if (candidate.isUsable()) {
          checkService(candidate, entry, services.get(entry.kind()));
        }
        if (candidate.isUsable()) {
          checkClassFile(candidate, entry, archive);
        }
      }
    } else if (place == Place.ALONE && services.isEmpty()) {
      candidates.add(
          Candidate.rejected(
              jar,
              "this is no plugin jar",
              "it has no " + PluginDescriptor.LOCATION,
              "remove it; libraries lie beside their plugin in a folder of their own"));
    }
    checkUndescribed(services);
    checkSharedPackages(archive);
  }

  private static void checkVersions(Candidate candidate, PluginDescriptor descriptor) {
    ApiVersion host = ApiVersion.current();
    if (!descriptor.api().contains(host)) {
      candidate.reject(
          candidate.label() + " is made for another version of the plugin interfaces",
          "it needs " + descriptor.api() + ", this is " + host,
          "install a version of " + descriptor.name() + " that is made for " + host);
    } else if (descriptor.java() > Runtime.version().feature()) {
      candidate.reject(
          candidate.label() + " needs a newer Java",
          "it needs Java " + descriptor.java() + ", this is " + Runtime.version().feature(),
          "run Java " + descriptor.java() + " or newer");
    }
  }

  private static void checkService(
      Candidate candidate, PluginDescriptor.Entry entry, ServiceFile service) {
    String file = entry.kind().serviceFile();
    if (service == null) {
      candidate.reject(
          candidate.label() + " cannot be found by ServiceLoader",
          "the jar has no " + file,
          "add that file with the line " + entry.providerClass());
    } else if (service.complaint().isPresent()) {
      candidate.reject(
          candidate.label() + " cannot be found by ServiceLoader",
          file + ": " + service.complaint().get(),
          "one class name a line, comments behind #");
    } else if (!service.classes().contains(entry.providerClass())) {
      candidate.reject(
          candidate.label() + " cannot be found by ServiceLoader",
          file + " does not list " + entry.providerClass(),
          "add the class to that file; shaded jars lose lines unless service files are merged");
    }
  }

  private void checkClassFile(
      Candidate candidate, PluginDescriptor.Entry entry, PluginArchive archive) throws IOException {
    String name = entry.providerClass().replace('.', '/') + ".class";
    Optional<InputStream> file = archive.open(name);
    if (file.isEmpty() && archive instanceof PluginArchive.Folder) {
      file = otherClasses.open(name);
    }
    if (file.isEmpty()) {
      candidate.reject(
          "provider " + entry.providerClass() + " could not be loaded",
          "the jar has no " + name,
          "mend the class name in the descriptor, or add the class");
      return;
    }
    try (InputStream in = file.get()) {
      ClassFileHeader.complaint(in)
          .ifPresent(
              reason ->
                  candidate.reject(
                      "provider " + entry.providerClass() + " could not be loaded",
                      reason.why(),
                      reason.fix()));
    }
  }

  /** Providers that ServiceLoader would find and no descriptor speaks of. */
  private void checkUndescribed(Map<PluginKind, ServiceFile> services) {
    services.forEach(
        (kind, service) -> {
          for (String providerClass : service.classes()) {
            boolean described =
                candidates.stream()
                    .anyMatch(
                        candidate ->
                            candidate.kind().equals(Optional.of(kind))
                                && candidate.providerClass().equals(providerClass));
            if (!described) {
              candidates.add(
                  Candidate.rejected(
                      jar,
                      kind + " provider " + providerClass + " is not described",
                      jar.descriptor().isPresent()
                          ? "the descriptor does not list it"
                          : "the jar has no " + PluginDescriptor.LOCATION,
                      "describe it in " + PluginDescriptor.LOCATION));
            }
          }
        });
  }

  private void checkSharedPackages(PluginArchive archive) throws IOException {
    NavigableSet<String> names = archive.names();
    Optional<String> bundled =
        names.stream()
            .filter(name -> name.endsWith(".class"))
            .filter(name -> SharedPackages.containsResource(withoutRelease(name)))
            .findFirst();
    if (place == Place.CLASS_PATH) {
      names.stream().filter(name -> name.endsWith(".class")).forEach(classFiles::add);
    }
    if (bundled.isEmpty()) {
      return;
    }
    String shared = SharedPackages.prefixOf(withoutRelease(bundled.get())).orElseThrow() + "*";
    String why = "it contains " + bundled.get() + ", and " + shared + " belongs to the host";
    if (place == Place.CLASS_PATH || jar.descriptor().isEmpty()) {
      if (jar.descriptor().isPresent() || place == Place.IN_PLUGIN_FOLDER) {
        findings.warn(
            "the jar brings classes that are not used",
            jar.name(),
            why,
            place == Place.CLASS_PATH
                ? "give those dependencies the scope provided and build the jar again"
                : "remove the jar from the plugin's folder");
      }
      return;
    }
    for (Candidate candidate : candidates) {
      if (candidate.isUsable()) {
        candidate.reject(
            candidate.label() + " bundles packages of the host",
            why,
            "give those dependencies the scope provided and build the jar again");
      }
    }
  }

  /** {@code META-INF/versions/21/a/B.class} is {@code a/B.class} for those who run Java 21. */
  private static String withoutRelease(String name) {
    return name.replaceFirst("^META-INF/versions/\\d+/", "");
  }
}
