// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.sweep;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.Problem;
import dev.impetus.runtime.run.AtomicFiles;
import dev.impetus.runtime.run.StorageFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Why a run failed.
 *
 * @param problems at least one
 */
public record RunFailure(List<Problem> problems) {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** Copies the problems. */
  public RunFailure {
    problems = List.copyOf(problems);
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("a failure without a problem");
    }
  }

  /** The first problem. */
  public Problem first() {
    return problems.get(0);
  }

  /**
   * Whether the same specification fails again: the numbers did. What else went wrong, such as a
   * full disk, may be mended.
   */
  public boolean isLasting() {
    return first().kind() == ErrorKind.NUMERICAL;
  }

  void write(Path file) {
    List<Map<String, String>> list = new ArrayList<>();
    for (Problem problem : problems) {
      Map<String, String> map = new LinkedHashMap<>();
      map.put("kind", problem.kind().name());
      map.put("what", problem.what());
      map.put("where", problem.where());
      map.put("why", problem.why());
      map.put("fix", problem.fix());
      list.add(map);
    }
    try {
      AtomicFiles.write(
          file,
          MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(Map.of("problems", list))
              + "\n");
    } catch (IOException e) {
      throw StorageFailure.of("the failure of a run cannot be recorded", file, e);
    }
  }

  /** The failure that is recorded there, if one is. */
  static Optional<RunFailure> read(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      List<Problem> problems = new ArrayList<>();
      for (JsonNode problem : MAPPER.readTree(Files.readString(file)).path("problems")) {
        problems.add(
            new Problem(
                ErrorKind.valueOf(problem.path("kind").asString("")),
                problem.path("what").asString(""),
                problem.path("where").asString(""),
                problem.path("why").asString(""),
                problem.path("fix").asString("")));
      }
      return Optional.of(new RunFailure(problems));
    } catch (IOException e) {
      throw StorageFailure.of("the failure of a run cannot be read", file, e);
    } catch (JacksonException | IllegalArgumentException e) {
      throw StorageFailure.of(
          "the failure of a run is damaged", file, e.getMessage(), "delete the file");
    }
  }
}
