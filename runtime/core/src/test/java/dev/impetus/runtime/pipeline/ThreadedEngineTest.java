// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impetus.model.engine.CompileOptions;
import dev.impetus.model.engine.CompiledFunction;
import dev.impetus.model.engine.Engine;
import dev.impetus.model.engine.FunctionGraph;
import java.util.ArrayList;
import java.util.List;
import org.testng.annotations.Test;

public final class ThreadedEngineTest {

  /** Writes down for how many threads it was asked to compile. */
  private static final class Recorder implements Engine {
    final List<Integer> threads = new ArrayList<>();

    @Override
    public String id() {
      return "recorder";
    }

    @Override
    public CompiledFunction compile(FunctionGraph graph) {
      return compile(graph, CompileOptions.defaults());
    }

    @Override
    public CompiledFunction compile(FunctionGraph graph, CompileOptions options) {
      threads.add(options.threads());
      return null;
    }
  }

  @Test
  public void modelsCompileForTheThreadsOfTheSpecification() {
    Recorder recorder = new Recorder();
    Engine engine = ThreadedEngine.of(recorder, 3);
    engine.compile(null);
    engine.compile(null, new CompileOptions(2));
    assertThat(recorder.threads).containsExactly(3, 2);
    assertThat(engine.id()).isEqualTo("recorder");
    assertThat(ThreadedEngine.of(recorder, 1)).isSameAs(recorder);
  }
}
