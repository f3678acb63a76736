// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.run;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.model.data.Dataset;
import dev.impetus.model.data.Split;
import dev.impetus.runtime.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * @param samples sizes of the parts of the data, by name
 * @param fingerprint what tells the data from others, if their source says
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
    Map<String, Integer> samples,
    Optional<String> fingerprint,
    List<Session> sessions) {

  /** Copies the collections. */
  public Provenance {
    fitted = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fitted));
    samples =
        samples == null
            ? Map.of()
            : java.util.Collections.unmodifiableMap(new LinkedHashMap<>(samples));
    fingerprint = fingerprint == null ? Optional.empty() : fingerprint;
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
        samples(pipeline.data()),
        pipeline.data().fingerprint(),
        List.of(Session.now(0, pipeline.plugins())));
  }

  private static Map<String, Integer> samples(Dataset data) {
    Map<String, Integer> samples = new LinkedHashMap<>();
    for (Split split : Split.values()) {
      samples.put(split.name().toLowerCase(java.util.Locale.ROOT), data.size(split));
    }
    return samples;
  }

  Provenance with(Session session) {
    List<Session> more = new ArrayList<>(sessions);
    more.add(session);
    return new Provenance(
        seed,
        precision,
        threads,
        parameters,
        dataDescription,
        fitted,
        signature,
        samples,
        fingerprint,
        more);
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

  /**
   * Checks that the data of a pipeline are those of this run: a training that went on with others
   * would have been scaled and split in two ways.
   *
   * @param changedPlugins whether a plugin may be another, and say the same in other words
   * @throws ImpetusException of kind DATA with every difference
   */
  void requireSameData(Pipeline pipeline, boolean changedPlugins) {
    Provenance now = of(pipeline);
    List<Problem> problems = new ArrayList<>();
    if (!changedPlugins) {
      compare("what they are", dataDescription, now.dataDescription, problems);
    }
    if (!samples.isEmpty()) {
      compare("the samples of each part", samples, now.samples, problems);
    }
    compare("the fields", signature.fields(), now.signature.fields(), problems);
    compare("the times", signature.times(), now.signature.times(), problems);
    compare("the scalings", signature.scalings(), now.signature.scalings(), problems);
    compare("what was fitted on the training part", fitted, now.fitted, problems);
    if (fingerprint.isPresent()) {
      compare("their fingerprint", fingerprint.get(), now.fingerprint.orElse("none"), problems);
    }
    if (!problems.isEmpty()) {
      throw new ImpetusException(problems);
    }
  }

  private static void compare(String what, Object before, Object after, List<Problem> problems) {
    if (!before.equals(after)) {
      problems.add(
          new Problem(
              ErrorKind.DATA,
              "the data are not those of this run: " + what,
              "data",
              "the run had " + before + "; now there is " + after,
              "put the data of the run back, or begin a new run with these"));
    }
  }
}
