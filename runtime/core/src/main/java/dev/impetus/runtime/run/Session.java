// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.run;

import dev.impetus.runtime.plugin.PluginReport;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * One stretch of a run in one process: what it ran with.
 *
 * @param started when it began, in UTC
 * @param epoch epochs that were finished by then
 * @param plugins the plugins
 * @param environment Java, operating system, ND4J, threads of native libraries, by name
 */
public record Session(
    String started, int epoch, List<PluginVersion> plugins, Map<String, String> environment) {

  /** Copies the collections. */
  public Session {
    plugins = List.copyOf(plugins);
    environment = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(environment));
  }

  static Session now(int epoch, List<PluginReport> plugins) {
    return new Session(
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        epoch,
        plugins.stream().map(PluginVersion::of).toList(),
        currentEnvironment());
  }

  private static Map<String, String> currentEnvironment() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("impetus", version(Session.class, "dev.impetus", "impetus-runtime-core"));
    values.put("nd4j-native", version(Session.class, "org.nd4j", "nd4j-native"));
    values.put("openblas", version(Session.class, "org.bytedeco", "openblas"));
    values.put("java", System.getProperty("java.version"));
    values.put(
        "vm", System.getProperty("java.vm.name") + " (" + System.getProperty("java.vendor") + ")");
    values.put(
        "os",
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch"));
    values.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
    for (String variable : List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")) {
      values.put(variable, System.getenv().getOrDefault(variable, "not set"));
    }
    return values;
  }

  /** The version in the Maven properties of a jar; asking a class would start ND4J. */
  private static String version(Class<?> near, String group, String artifact) {
    String resource = "/META-INF/maven/" + group + "/" + artifact + "/pom.properties";
    try (InputStream in = near.getResourceAsStream(resource)) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
