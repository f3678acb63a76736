// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.workprecision;

import dev.impetus.runtime.report.SolveSummary.Attempt;
import dev.impetus.runtime.report.SolveSummary.Origin;
import dev.impetus.solver.SolveStatistics;
import dev.impetus.solver.problem.OdeProblem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** SciPy's solve_ivp in a process of its own, if there is a Python that has it. */
final class SciPyPeer {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final String python;
  private final Path script;
  private final String version;

  private SciPyPeer(String python, Path script, String version) {
    this.python = python;
    this.script = script;
    this.version = version;
  }

  /**
   * Looks for SciPy: in the virtual environment that PEERS_VENV names, or in python3.
   *
   * @param folder where the script is put
   * @param missing gets the reason if there is none
   */
  static Optional<SciPyPeer> find(Path folder, List<String> missing) throws IOException {
    String venv = System.getenv("PEERS_VENV");
    String python = venv == null ? "python3" : Path.of(venv, "bin", "python3").toString();
    Path script = folder.resolve("scipy_solvers.py");
    try (InputStream in = SciPyPeer.class.getResourceAsStream("scipy_solvers.py")) {
      Files.write(script, in.readAllBytes());
    }
    try {
      String answer = run(List.of(python, script.toString(), "--version"), "").strip();
      return Optional.of(new SciPyPeer(python, script, answer));
    } catch (IOException e) {
      missing.add("SciPy is not in this table: " + e.getMessage().strip());
      return Optional.empty();
    }
  }

  /** For example {@code SciPy 1.17.1, NumPy 2.4.6, Python 3.11.2}. */
  String version() {
    return version;
  }

  List<Attempt> climb(OdeProblem problem, String id, List<String> methods, List<Double> tolerances)
      throws IOException {
    Map<String, Object> task = new LinkedHashMap<>();
    task.put("problem", id);
    task.put("start", problem.t0());
    task.put("end", problem.end());
    task.put("initial", Arrays.stream(problem.initial()).boxed().toList());
    task.put("methods", methods);
    task.put("rtols", tolerances);
    task.put("atols", tolerances.stream().map(problem::absoluteTolerance).toList());
    List<Attempt> attempts = new ArrayList<>();
    String answers = run(List.of(python, script.toString()), MAPPER.writeValueAsString(task));
    for (JsonNode answer : MAPPER.readTree(answers)) {
      attempts.add(attempt(problem, answer));
    }
    return attempts;
  }

  private static Attempt attempt(OdeProblem problem, JsonNode answer) {
    boolean succeeded = answer.get("success").asBoolean();
    List<Double> state = new ArrayList<>();
    answer.get("state").forEach(value -> state.add(value.asDouble()));
    double error =
        succeeded
            ? problem.error(state.stream().mapToDouble(value -> value).toArray())
            : Double.NaN;
    return new Attempt(
        "SciPy " + answer.get("method").asString(),
        Origin.OTHER,
        Tolerances.text(answer.get("rtol").asDouble()),
        succeeded ? "REACHED_END" : "FAILED",
        succeeded,
        answer.get("time").asDouble(),
        succeeded ? "" : answer.get("message").asString(),
        "",
        state,
        error,
        new SolveStatistics(
            answer.get("evaluations").asLong(), 0, -1, answer.get("steps").asLong(), -1, -1, 0),
        answer.get("seconds").asDouble(),
        answer.get("repetitions").asInt());
  }

  private static String run(List<String> command, String input) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    for (String threads : List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")) {
      builder.environment().put(threads, "1");
    }
    Path errors = Files.createTempFile("impetus-scipy", ".txt");
    try {
      Process process = builder.redirectError(errors.toFile()).start();
      process.outputWriter(StandardCharsets.UTF_8).append(input).close();
      String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      if (code != 0) {
        String said = Files.readString(errors).strip();
        throw new IOException(said.substring(said.lastIndexOf('\n') + 1));
      }
      return answer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while Python was at work", e);
    } finally {
      Files.deleteIfExists(errors);
    }
  }
}
