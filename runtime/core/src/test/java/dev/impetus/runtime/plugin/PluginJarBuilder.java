// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.plugin;

import dev.impetus.api.plugin.Plugin;
import dev.impetus.api.plugin.PluginDescriptor;
import dev.impetus.api.plugin.PluginKind;
import dev.impetus.solver.SolverProvider;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles and packs plugin jars for tests: good ones, and ones with a chosen defect. */
public final class PluginJarBuilder {

  /** Compiling is what takes the time, and many tests compile the same. */
  private static final Map<Map<String, String>, Map<String, byte[]>> COMPILED =
      new ConcurrentHashMap<>();

  private final String fileName;
  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Map<String, String> descriptor = new LinkedHashMap<>();
  private final List<String> ids = new ArrayList<>();
  private final Map<String, String> services = new LinkedHashMap<>();
  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final List<String> left = new ArrayList<>();
  private int classFileMajor;

  private PluginJarBuilder(String fileName) {
    this.fileName = fileName;
    descriptor.put("name", fileName.replace(".jar", ""));
    descriptor.put("version", "1.0");
    descriptor.put("api", "[0.1,1)");
    descriptor.put("java", "17");
    descriptor.put("license", "Apache-2.0");
    descriptor.put("description", "made by a test");
  }

  /** Begins a jar without plugins. */
  public static PluginJarBuilder jar(String fileName) {
    return new PluginJarBuilder(fileName);
  }

  /** A jar with one solver whose class body, after the usual two methods, is {@code body}. */
  public static PluginJarBuilder solver(String fileName, String id, String className) {
    return jar(fileName)
        .plugin(id, PluginKind.SOLVER, className)
        .source(className, solverSource(className, id, "", ""));
  }

  /** Source of a solver provider. */
  public static String solverSource(String className, String id, String modifiers, String body) {
    int dot = className.lastIndexOf('.');
    return """
        package %s;
        %s class %s implements dev.impetus.solver.SolverProvider {
          %s
          @Override public String id() { return "%s"; }
          @Override public dev.impetus.api.config.ConfigSchema schema() {
            return dev.impetus.api.config.ConfigSchema.empty();
          }
          @Override public dev.impetus.solver.step.SteppingMethod create(
              dev.impetus.api.config.ConfigView config) {
            return null;
          }
        }
        """
        .formatted(
            className.substring(0, dot),
            modifiers.isEmpty() ? "public" : modifiers.strip(),
            className.substring(dot + 1),
            body,
            id);
  }

  /** Describes a plugin, in descriptor and service file. */
  public PluginJarBuilder plugin(String id, PluginKind kind, String className) {
    ids.add(id);
    descriptor.put("plugin." + id + ".kind", kind.word());
    descriptor.put("plugin." + id + ".class", className);
    descriptor.put("plugin." + id + ".description", "made by a test");
    return serviceLine(kind, className);
  }

  /** Adds or replaces a source. */
  public PluginJarBuilder source(String className, String source) {
    sources.put(className, source);
    return this;
  }

  /** Sets a key of the descriptor. */
  public PluginJarBuilder key(String key, String value) {
    descriptor.put(key, value);
    return this;
  }

  /** Removes a key from the descriptor. */
  public PluginJarBuilder withoutKey(String key) {
    descriptor.remove(key);
    return this;
  }

  /** Adds a line to a service file. */
  public PluginJarBuilder serviceLine(PluginKind kind, String line) {
    services.merge(kind.serviceFile(), line + "\n", String::concat);
    return this;
  }

  /** Adds or replaces a file. */
  public PluginJarBuilder file(String name, byte[] bytes) {
    files.put(name, bytes);
    return this;
  }

  /** Leaves a file out. */
  public PluginJarBuilder without(String name) {
    left.add(name);
    return this;
  }

  /** Writes this major version into every class file. */
  public PluginJarBuilder classFileMajor(int major) {
    classFileMajor = major;
    return this;
  }

  /** Compiles, packs, and returns the jar's path. */
  public Path writeTo(Path folder) {
    try {
      Files.createDirectories(folder);
      Path jar = folder.resolve(fileName);
      try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
        for (Map.Entry<String, byte[]> file : contents().entrySet()) {
          out.putNextEntry(new JarEntry(file.getKey()));
          out.write(file.getValue());
          out.closeEntry();
        }
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Compiles, and writes the files into a folder as a build tool's {@code classes} has them. */
  public Path writeClassesTo(Path folder) {
    try {
      for (Map.Entry<String, byte[]> file : contents().entrySet()) {
        Path path = folder.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.write(path, file.getValue());
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, byte[]> contents() throws IOException {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    if (!ids.isEmpty()) {
      StringBuilder text = new StringBuilder("plugins=" + String.join(",", ids) + "\n");
      descriptor.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
      contents.put(PluginDescriptor.LOCATION, text.toString().getBytes(StandardCharsets.UTF_8));
    }
    services.forEach((name, text) -> contents.put(name, text.getBytes(StandardCharsets.UTF_8)));
    Map<String, byte[]> classes = COMPILED.get(sources);
    if (classes == null) {
      classes = compile();
      COMPILED.put(Map.copyOf(sources), classes);
    }
    classes.forEach((name, bytes) -> contents.put(name, withMajor(bytes)));
    contents.putAll(files);
    left.forEach(contents::remove);
    return contents;
  }

  private Map<String, byte[]> compile() throws IOException {
    Path output = Files.createTempDirectory("plugin-classes");
    try {
      if (!sources.isEmpty()) {
        runCompiler(output);
      }
      Map<String, byte[]> classes = new LinkedHashMap<>();
      try (Stream<Path> paths = Files.walk(output)) {
        for (Path path : paths.filter(Files::isRegularFile).sorted().toList()) {
          String name = output.relativize(path).toString().replace('\\', '/');
          classes.put(name, Files.readAllBytes(path));
        }
      }
      return classes;
    } finally {
      TemporaryFolder.delete(output);
    }
  }

  private byte[] withMajor(byte[] classFile) {
    byte[] bytes = classFile.clone();
    if (classFileMajor > 0) {
      bytes[6] = (byte) (classFileMajor >> 8);
      bytes[7] = (byte) classFileMajor;
    }
    return bytes;
  }

  private void runCompiler(Path output) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    String classPath =
        Stream.of(Plugin.class, SolverProvider.class, ProviderTypes.of(PluginKind.LOSS))
            .map(PluginJarBuilder::location)
            .collect(Collectors.joining(java.io.File.pathSeparator));
    StringWriter messages = new StringWriter();
    boolean fine =
        compiler
            .getTask(
                messages,
                null,
                null,
                List.of("-d", output.toString(), "-cp", classPath, "--release", "17", "-proc:none"),
                null,
                sources.entrySet().stream().map(e -> new Source(e.getKey(), e.getValue())).toList())
            .call();
    if (!fine) {
      throw new AssertionError("the sources of " + fileName + " do not compile: " + messages);
    }
  }

  private static String location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static final class Source extends SimpleJavaFileObject {

    private final String code;

    Source(String className, String code) {
      super(URI.create("string:///" + className.replace('.', '/') + ".java"), Kind.SOURCE);
      this.code = code;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return code;
    }

    @Override
    public OutputStream openOutputStream() {
      throw new UnsupportedOperationException();
    }
  }
}
