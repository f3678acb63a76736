// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.run;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.runtime.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;

/**
 * Where a run and its model come from. The configuration stands beside it, in the specification.
 *
 * @param seed seed of the pipeline
 * @param precision floating-point type
 * @param threads threads of the pipeline
 * @param parameters number of parameters
 * @param dataDescription the data in one line
 * @param fitted what was fitted on the training part, as the data plugin wrote it
 * @param signature the fields of the data and their scalings
 * @param sessions the stretches of the run; the last is the one that finished it
 */
public record Provenance(
    long seed,
    String precision,
    int threads,
    int parameters,
    String dataDescription,
    Map<String, String> fitted,
    DataShape signature,
    List<Session> sessions) {

  /** Copies the collections. */
  public Provenance {
    fitted = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fitted));
    sessions = List.copyOf(sessions);
  }

  static Provenance of(Pipeline pipeline) {
    return new Provenance(
        pipeline.spec().seed(),
        pipeline.spec().precision().name().toLowerCase(java.util.Locale.ROOT),
        pipeline.spec().threads(),
        pipeline.model().parameters().size(),
        pipeline.data().description(),
        pipeline.data().fitted(),
        DataShape.of(pipeline.data()),
        List.of(Session.now(0, pipeline.plugins())));
  }

  Provenance with(Session session) {
    List<Session> more = new ArrayList<>(sessions);
    more.add(session);
    return new Provenance(
        seed, precision, threads, parameters, dataDescription, fitted, signature, more);
  }

  /** The latest session. */
  public Session latest() {
    return sessions.get(sessions.size() - 1);
  }

  void write(Path path) throws IOException {
    AtomicFiles.write(
        path, RecordJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
  }

  /**
   * Reads it.
   *
   * @throws ImpetusException of kind STORAGE if it cannot be read or parsed
   */
  public static Provenance read(Path path) {
    try {
      Provenance provenance = RecordJson.MAPPER.readValue(Files.readString(path), Provenance.class);
      if (provenance.sessions().isEmpty()) {
        throw StorageFailure.of("the provenance is damaged", path, "no session", "restore it");
      }
      return provenance;
    } catch (IOException e) {
      throw StorageFailure.of("the provenance cannot be read", path, e);
    } catch (JacksonException e) {
      throw StorageFailure.of(
          "the provenance is damaged", path, e.getOriginalMessage(), "restore the file");
    }
  }

  /**
   * Checks that the plugins are those of the latest session.
   *
   * @throws ImpetusException of kind PLUGIN with every difference
   */
  void requireSame(List<PluginVersion> plugins) {
    Map<String, PluginVersion> now =
        plugins.stream().collect(Collectors.toMap(PluginVersion::name, Function.identity()));
    List<Problem> problems = new ArrayList<>();
    for (PluginVersion before : latest().plugins()) {
      PluginVersion after = now.get(before.name());
      if (after != null && !before.sameCode(after)) {
        problems.add(
            new Problem(
                ErrorKind.PLUGIN,
                before.name() + " is not the one of this run",
                after.jar(),
                "the run had " + before.describe() + "; now there is " + after.describe(),
                "put the jar of the run back, or allow changed plugins"));
      }
    }
    if (!problems.isEmpty()) {
      throw new ImpetusException(problems);
    }
  }
}
