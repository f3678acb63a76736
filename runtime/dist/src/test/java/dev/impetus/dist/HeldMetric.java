// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.dist;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import dev.impetus.api.plugin.PluginDescriptor;
import dev.impetus.api.plugin.PluginKind;
import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataSignature;
import dev.impetus.model.training.Metric;
import dev.impetus.model.training.MetricProvider;
import dev.impetus.solver.state.StateVector;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * A metric that measures nothing and holds a training in its course until a file is there, so that
 * a test finds the process at work however long it takes to look.
 */
public final class HeldMetric implements MetricProvider {

  /** Batches, of training and validation, before it holds. */
  static final int FREE = 20;

  private static final Option<Path> UNTIL = Option.path("until", "file that lets the training go");

  /** Writes a plugin jar with this metric alone. */
  static void writeJar(Path jar) throws IOException {
    String name = HeldMetric.class.getName();
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      String descriptor =
          """
          name = held
          version = 1
          api = [0.1,0.2)
          java = 17
          license = Apache-2.0
          description = made by a test
          plugins = held
          plugin.held.kind = metric
          plugin.held.class = %s
          plugin.held.description = holds a training
          """
              .formatted(name);
      entry(out, PluginDescriptor.LOCATION, descriptor.getBytes(StandardCharsets.UTF_8));
      entry(out, PluginKind.METRIC.serviceFile(), name.getBytes(StandardCharsets.UTF_8));
      for (Class<?> type : new Class<?>[] {HeldMetric.class, Held.class}) {
        String file = type.getName().replace('.', '/') + ".class";
        try (InputStream bytes = type.getClassLoader().getResourceAsStream(file)) {
          entry(out, file, bytes.readAllBytes());
        }
      }
    }
  }

  private static void entry(JarOutputStream jar, String name, byte[] bytes) throws IOException {
    jar.putNextEntry(new JarEntry(name));
    jar.write(bytes);
    jar.closeEntry();
  }

  @Override
  public String id() {
    return "held";
  }

  @Override
  public ConfigSchema schema() {
    return ConfigSchema.of(UNTIL);
  }

  @Override
  public Metric create(ConfigView config, DataSignature data, DataField prediction) {
    return new Held(config.get(UNTIL));
  }

  private static final class Held implements Metric {

    private final Path until;
    private int batches;

    private Held(Path until) {
      this.until = until;
    }

    @Override
    public String name() {
      return "held";
    }

    @Override
    public boolean higherIsBetter() {
      return false;
    }

    @Override
    public void reset() {
      // its batches are those of the whole training
    }

    @Override
    public void add(StateVector prediction, Batch batch) {
      batches++;
      while (batches > FREE && !Files.exists(until)) {
        try {
          Thread.sleep(20);
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
    }

    @Override
    public double value() {
      return 0;
    }
  }
}
