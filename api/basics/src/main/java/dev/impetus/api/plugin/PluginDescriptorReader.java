// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.api.plugin;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.api.error.Suggestions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads descriptors strictly: a key that nobody reads, a key that stands twice, a missing or empty
 * value and a byte outside ASCII are problems, and all of them are reported together.
 *
 * <pre>{@code
 * name = acme-solvers
 * version = 2.1.0
 * api = [0.1,0.2)
 * java = 17
 * license = Apache-2.0
 * description = Backward differentiation formulas
 * url = https://acme.example/solvers
 * plugins = acme-bdf2
 * plugin.acme-bdf2.kind = solver
 * plugin.acme-bdf2.class = com.acme.solvers.Bdf2Provider
 * plugin.acme-bdf2.description = Second-order backward differentiation, variable step
 * }</pre>
 *
 * <p>Where two plugins of different kinds in one jar have the same id, they stand with their kinds,
 * and need no key for it:
 *
 * <pre>{@code
 * plugins = loss/mse, metric/mse
 * plugin.loss/mse.class = com.acme.SquaredErrorLossProvider
 * }</pre>
 */
public final class PluginDescriptorReader {

  /** The form of an id: lower-case words joined by hyphens, at most 64 characters. */
  private static final Pattern ID = Pattern.compile("(?=.{1,64}$)[a-z][a-z0-9]*(-[a-z0-9]+)*");

  private static final Pattern CLASS =
      Pattern.compile("\\p{javaJavaIdentifierStart}[\\p{javaJavaIdentifierPart}.]*");

  private static final Set<String> KEYS =
      Set.of("name", "version", "api", "java", "license", "description", "url", "plugins");
  private static final Set<String> PLUGIN_KEYS = Set.of("kind", "class", "description");

  private final String where;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, String> values;
  private final Set<String> used = new LinkedHashSet<>();

  private PluginDescriptorReader(String where, Map<String, String> values) {
    this.where = where;
    this.values = values;
  }

  /**
   * Reads a descriptor.
   *
   * @param in the file's bytes; not closed
   * @param where the place for messages: the jar's name
   * @throws IOException if the bytes cannot be read
   * @throws ImpetusException of kind PLUGIN with everything that is wrong
   */
  public static PluginDescriptor read(InputStream in, String where) throws IOException {
    byte[] bytes = in.readAllBytes();
    PluginDescriptorReader reader = new PluginDescriptorReader(where, new LinkedHashMap<>());
    reader.checkAscii(bytes);
    reader.parse(bytes);
    Optional<PluginDescriptor> descriptor = reader.descriptor();
    if (descriptor.isEmpty() || !reader.problems.isEmpty()) {
      throw new ImpetusException(reader.problems);
    }
    return descriptor.get();
  }

  private void checkAscii(byte[] bytes) {
    int line = 1;
    for (byte b : bytes) {
      if (b == '\n') {
        line++;
      } else if (b < 0) {
        problem(
            "the descriptor is not ASCII",
            "line " + line + " has a character outside ASCII",
            "write such characters as \\uXXXX");
        return;
      }
    }
  }

  private void parse(byte[] bytes) throws IOException {
    try {
      new KeyValues().load(new ByteArrayInputStream(bytes));
    } catch (IllegalArgumentException e) {
      problem("the descriptor cannot be parsed", e.getMessage(), "write \\uXXXX with four digits");
    }
  }

  private Optional<PluginDescriptor> descriptor() {
    Optional<String> jarName = required("name");
    Optional<String> version = required("version");
    Optional<ApiRange> api =
        required("api").flatMap(text -> converted("api", text, ApiRange::parse));
    Optional<Integer> java =
        required("java").flatMap(text -> converted("java", text, this::release));
    Optional<String> license = required("license");
    Optional<String> description = required("description");
    used.add("url");
    Optional<String> url = Optional.ofNullable(values.get("url")).filter(text -> !text.isEmpty());
    List<PluginDescriptor.Entry> plugins = new ArrayList<>();
    for (String name : names()) {
      entry(name)
          .ifPresent(
              entry -> {
                if (plugins.stream()
                    .anyMatch(e -> e.id().equals(entry.id()) && e.kind() == entry.kind())) {
                  problem(
                      "the " + entry.kind() + " " + entry.id() + " is listed twice",
                      "once with and once without its kind",
                      "list it once");
                }
                plugins.add(entry);
              });
    }
    unknownKeys();
    if (!problems.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new PluginDescriptor(
            jarName.get(),
            version.get(),
            api.get(),
            java.get(),
            license.get(),
            description.get(),
            url,
            plugins));
  }

  /** The items of the key plugins: an id, or a kind, a slash and an id. */
  private Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    for (String name : required("plugins").map(text -> text.split(",", -1)).orElse(new String[0])) {
      String trimmed = name.trim();
      if (!ID.matcher(withoutKind(trimmed)).matches()) {
        problem(
            "\"" + trimmed + "\" is no plugin id",
            "ids are lower-case words joined by hyphens, at most 64 characters",
            "mend the key plugins");
      } else if (!names.add(trimmed)) {
        problem(
            "plugin " + trimmed + " is listed twice",
            "ids differ within a jar, unless they stand with their kinds",
            "list it once");
      }
    }
    return names;
  }

  private static String withoutKind(String name) {
    return name.substring(name.indexOf('/') + 1);
  }

  private Optional<PluginDescriptor.Entry> entry(String name) {
    String prefix = "plugin." + name + ".";
    int slash = name.indexOf('/');
    Optional<PluginKind> kind =
        slash < 0
            ? required(prefix + "kind")
                .flatMap(text -> converted(prefix + "kind", text, this::kind))
            : converted("plugins", name.substring(0, slash), this::kind);
    Optional<String> providerClass =
        required(prefix + "class")
            .flatMap(text -> converted(prefix + "class", text, this::className));
    Optional<String> description = required(prefix + "description");
    return kind.isPresent() && providerClass.isPresent() && description.isPresent()
        ? Optional.of(
            new PluginDescriptor.Entry(
                withoutKind(name), kind.get(), providerClass.get(), description.get()))
        : Optional.empty();
  }

  private PluginKind kind(String text) {
    return PluginKind.of(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no kind \""
                        + text
                        + "\"; "
                        + Suggestions.didYouMean(text, PluginKind.words(), "kinds")));
  }

  private String className(String text) {
    if (!CLASS.matcher(text).matches()) {
      throw new IllegalArgumentException("\"" + text + "\" is no class name");
    }
    return text;
  }

  private int release(String text) {
    if (!text.matches("[1-9]\\d{0,3}")) {
      throw new IllegalArgumentException("\"" + text + "\" is no Java release such as 17");
    }
    return Integer.parseInt(text);
  }

  private Optional<String> required(String key) {
    used.add(key);
    String value = values.get(key);
    if (value == null || value.isEmpty()) {
      problem(
          "key \"" + key + "\" is missing",
          value == null ? "the descriptor has no such key" : "it has no value",
          "add it to " + PluginDescriptor.LOCATION);
      return Optional.empty();
    }
    return Optional.of(value);
  }

  private <T> Optional<T> converted(String key, String text, Function<String, T> conversion) {
    try {
      return Optional.of(conversion.apply(text));
    } catch (IllegalArgumentException e) {
      problem("key \"" + key + "\" has a wrong value", e.getMessage(), "mend the descriptor");
      return Optional.empty();
    }
  }

  private void unknownKeys() {
    Set<String> known = new LinkedHashSet<>(KEYS);
    known.addAll(used);
    for (String key : values.keySet()) {
      if (!used.contains(key)) {
        problem("unknown key \"" + key + "\"", "nothing reads it", unknownKeyFix(key, known));
      }
    }
  }

  private static String unknownKeyFix(String key, Set<String> known) {
    int dot = key.lastIndexOf('.');
    boolean ofPlugin = key.startsWith("plugin.") && dot > "plugin.".length();
    if (ofPlugin && PLUGIN_KEYS.contains(key.substring(dot + 1))) {
      return "list \"" + key.substring("plugin.".length(), dot) + "\" under the key plugins";
    }
    return Suggestions.didYouMean(key, known, "keys");
  }

  private void problem(String what, String why, String fix) {
    problems.add(
        new Problem(ErrorKind.PLUGIN, what, where + "!/" + PluginDescriptor.LOCATION, why, fix));
  }

  /** {@link Properties} keeps the last of two equal keys without a word; this one speaks. */
  private final class KeyValues extends Properties {

    private static final long serialVersionUID = 1L;

    @Override
    public synchronized Object put(Object key, Object value) {
      if (values.putIfAbsent((String) key, ((String) value).trim()) != null) {
        problem("key \"" + key + "\" stands twice", "only one value can hold", "remove one");
      }
      return null;
    }
  }
}
