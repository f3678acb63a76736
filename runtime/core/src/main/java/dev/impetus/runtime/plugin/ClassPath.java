// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.plugin;

import dev.impetus.api.plugin.PluginDescriptor;
import dev.impetus.api.plugin.PluginKind;
import java.io.File;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;

/** Finds the plugin jars that a class loader sees. */
final class ClassPath {

  private final ClassLoader loader;
  private final Findings findings;

  ClassPath(ClassLoader loader, Findings findings) {
    this.loader = loader;
    this.findings = findings;
  }

  /**
   * Inspects everything that has a descriptor or one of our service files, and what cannot be read.
   */
  List<JarInspection> inspect() {
    NavigableSet<Path> paths = new TreeSet<>();
    addOwners(paths, PluginDescriptor.LOCATION);
    for (PluginKind kind : PluginKind.values()) {
      addOwners(paths, kind.serviceFile());
    }
    unreadableJars().forEach(paths::add);
    List<JarInspection> inspections = new ArrayList<>();
    for (Path path : paths) {
      inspections.add(
          JarInspection.of(
              path,
              JarInspection.Place.CLASS_PATH,
              findings,
              name -> Optional.ofNullable(loader.getResourceAsStream(name))));
    }
    warnOfShadows(inspections);
    return inspections;
  }

  private void addOwners(NavigableSet<Path> paths, String resource) {
    try {
      for (URL url : Collections.list(loader.getResources(resource))) {
        Optional<Path> owner = ownerOf(url, resource);
        if (owner.isPresent()) {
          paths.add(owner.get());
        } else {
          findings.warn(
              "a plugin of the class path is left out",
              url.toString(),
              "only jars and folders in the file system are read",
              "unpack the jar");
        }
      }
    } catch (IOException e) {
      findings.warn(
          "the class path cannot be searched", resource, String.valueOf(e.getMessage()), "");
    }
  }

  /** The jar or folder from which a class loader got a resource. */
  private static Optional<Path> ownerOf(URL url, String resource) throws IOException {
    if (url.openConnection() instanceof JarURLConnection connection) {
      return pathOf(connection.getJarFileURL());
    }
    return pathOf(url)
        .map(
            file -> {
              Path owner = file;
              for (int i = resource.split("/").length; i > 0; i--) {
                owner = owner.getParent();
              }
              return owner;
            });
  }

  /** The file to which a URL leads, if it leads to one. */
  static Optional<Path> pathOf(URL url) {
    if (!url.getProtocol().equals("file")) {
      return Optional.empty();
    }
    try {
      return Optional.of(Path.of(url.toURI()).toAbsolutePath().normalize());
    } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
      return Optional.empty();
    }
  }

  /** Jars that the loader would pass over without a word. */
  private List<Path> unreadableJars() {
    List<Path> unreadable = new ArrayList<>();
    for (Path path : entries()) {
      if (path.toString().endsWith(".jar") && Files.isRegularFile(path)) {
        try (JarFile jar = new JarFile(path.toFile())) {
          jar.size();
        } catch (IOException e) {
          unreadable.add(path);
        }
      }
    }
    return unreadable;
  }

  private List<Path> entries() {
    List<Path> entries = new ArrayList<>();
    for (ClassLoader each = loader; each != null; each = each.getParent()) {
      if (each instanceof URLClassLoader urls) {
        Arrays.stream(urls.getURLs())
            .map(ClassPath::pathOf)
            .flatMap(Optional::stream)
            .forEach(entries::add);
      } else if (each == ClassLoader.getSystemClassLoader()) {
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.isEmpty())
            .map(entry -> Path.of(entry).toAbsolutePath().normalize())
            .forEach(entries::add);
      }
    }
    return entries;
  }

  private void warnOfShadows(List<JarInspection> inspections) {
    Map<String, JarInspection> owners = new TreeMap<>();
    NavigableSet<String> warned = new TreeSet<>();
    for (JarInspection inspection : inspections) {
      for (String classFile : inspection.classFiles()) {
        JarInspection owner = owners.putIfAbsent(classFile, inspection);
        if (owner != null
            && !sameBytes(owner, inspection)
            && !classFile.endsWith("module-info.class")
            && warned.add(owner.jar().path() + "|" + inspection.jar().path())) {
          findings.warn(
              "a class is in two jars",
              owner.jar().name() + " and " + inspection.jar().name(),
              "both have " + classFile + "; the first on the class path shadows the other",
              "take one of the jars from the class path");
        }
      }
    }
  }

  private static boolean sameBytes(JarInspection a, JarInspection b) {
    return !a.jar().sha256().isEmpty() && a.jar().sha256().equals(b.jar().sha256());
  }
}
