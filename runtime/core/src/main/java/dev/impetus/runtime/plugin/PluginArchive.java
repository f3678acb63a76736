// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.plugin;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** A jar or a folder of class files, read without any class loader. */
interface PluginArchive extends Closeable {

  /** The names of all files in it, with slashes. */
  NavigableSet<String> names() throws IOException;

  /** The bytes of a file, if it is there. */
  Optional<InputStream> open(String name) throws IOException;

  /**
   * Opens a jar or a folder. A class loader passes over a jar that it cannot read without a word;
   * this does not.
   *
   * @throws IOException if the file is no readable jar
   */
  static PluginArchive of(Path path) throws IOException {
    return Files.isDirectory(path) ? new Folder(path) : new Jar(path);
  }

  /** The hash of a jar's bytes; empty for a folder. */
  static String sha256(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      return "";
    }
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    try (InputStream in = new DigestInputStream(Files.newInputStream(path), digest)) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** A jar. */
  final class Jar implements PluginArchive {

    private final JarFile file;

    private Jar(Path path) throws IOException {
      file = new JarFile(path.toFile());
    }

    @Override
    public NavigableSet<String> names() {
      NavigableSet<String> names = new TreeSet<>();
      file.stream()
          .filter(entry -> !entry.isDirectory())
          .map(JarEntry::getName)
          .forEach(names::add);
      return names;
    }

    @Override
    public Optional<InputStream> open(String name) throws IOException {
      JarEntry entry = file.getJarEntry(name);
      return entry == null ? Optional.empty() : Optional.of(file.getInputStream(entry));
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  /** A folder of class files and resources. */
  final class Folder implements PluginArchive {

    private final Path root;

    private Folder(Path root) {
      this.root = root;
    }

    @Override
    public NavigableSet<String> names() throws IOException {
      try (Stream<Path> files = Files.walk(root)) {
        NavigableSet<String> names = new TreeSet<>();
        files
            .filter(Files::isRegularFile)
            .forEach(file -> names.add(root.relativize(file).toString().replace('\\', '/')));
        return names;
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }

    @Override
    public Optional<InputStream> open(String name) throws IOException {
      Path file = root.resolve(name);
      return Files.isRegularFile(file) ? Optional.of(Files.newInputStream(file)) : Optional.empty();
    }

    @Override
    public void close() {}
  }
}
