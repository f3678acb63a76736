// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import dev.impetus.model.engine.CompiledFunction;
import dev.impetus.model.engine.FunctionGraph;
import dev.impetus.model.engine.GradientGraph;
import dev.impetus.solver.state.StateVector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

/** A program with its parameters and what depends on them alone. */
final class FusedFunction implements CompiledFunction {

  private final GradientGraph graph;
  private final Program program;
  private final Linker linker;
  private final Memory memory;
  private final List<Step> prologue = new ArrayList<>();
  private final Exchange[] parameters;
  private final int[] parameterOffsets;
  private final int parameterCount;
  private final Set<FusedEvaluation> evaluations = Collections.newSetFromMap(new WeakHashMap<>());
  private boolean closed;

  FusedFunction(GradientGraph graph, Program program) {
    this.graph = graph;
    this.program = program;
    this.linker = new Linker(graph, program);
    this.memory = linker.functionMemory();
    for (Instruction instruction : program.prologue()) {
      prologue.addAll(linker.link(instruction, memory));
    }
    prologue.forEach(Step::run);
    Set<Storage> live = new HashSet<>();
    program.prologue().forEach(instruction -> live.add(instruction.outputs().get(0).storage()));
    this.parameters =
        program.ends().parameters().stream()
            .map(Value::storage)
            .map(storage -> live.contains(storage) ? memory.exchange(storage) : null)
            .toArray(Exchange[]::new);
    this.parameterOffsets = new int[parameters.length];
    for (int i = 1; i < parameterOffsets.length; i++) {
      parameterOffsets[i] =
          parameterOffsets[i - 1] + graph.function().parameters().get(i - 1).size();
    }
    this.parameterCount = graph.function().parameterCount();
  }

  @Override
  public FunctionGraph graph() {
    return graph.function();
  }

  Program program() {
    return program;
  }

  @Override
  public synchronized void setParameters(StateVector values) {
    FunctionGraph function = graph.function();
    if (values.size() != parameterCount || values.precision() != function.precision()) {
      throw new IllegalArgumentException(
          "function %s has %d parameters of %s, given are %d of %s"
              .formatted(
                  function.name(),
                  parameterCount,
                  function.precision(),
                  values.size(),
                  values.precision()));
    }
    checkOpen();
    for (int i = 0; i < parameters.length; i++) {
      if (parameters[i] != null) {
        parameters[i].read(values, parameterOffsets[i]);
      }
    }
    prologue.forEach(Step::run);
    memory.derived().forEach(Step::run);
  }

  @Override
  public synchronized FusedEvaluation newEvaluation() {
    checkOpen();
    return opened(
        new FusedEvaluation(graph.function(), program, linker, linker.evaluationMemory(memory)));
  }

  @Override
  public synchronized FusedEvaluation newForwardEvaluation() {
    checkOpen();
    Program values = program.forValues();
    Linker ofValues = new Linker(graph, values);
    return opened(
        new FusedEvaluation(graph.function(), values, ofValues, ofValues.evaluationMemory(memory)));
  }

  private FusedEvaluation opened(FusedEvaluation evaluation) {
    evaluations.add(evaluation);
    return evaluation;
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("function " + graph.function().name() + " is closed");
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    evaluations.forEach(FusedEvaluation::close);
    evaluations.clear();
    memory.close();
  }
}
