// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import dev.impetus.model.engine.Evaluation;
import dev.impetus.model.engine.FunctionGraph;
import dev.impetus.model.engine.Port;
import dev.impetus.solver.state.StateVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The steps of a program on arrays of its own. */
final class FusedEvaluation implements Evaluation {

  private enum Stage {
    NEW,
    APPLIED,
    CLOSED
  }

  private final FunctionGraph function;
  private final Memory memory;
  private final boolean forValues;
  private final Step[] forward;
  private final Step[] backward;
  private final long[] wants;
  private final Residual[] residuals;
  private final long kept;
  private final int savedSize;
  private final Exchange[] inputs;
  private final Exchange[] outputs;
  private final Exchange[] cotangents;
  private final Exchange[] inputGradients;
  private final Exchange[] parameterGradients;
  private final int[] parameterOffsets;
  private final int[] inputWidths;
  private final int[] outputWidths;
  private final ArgumentCheck check;
  private Stage stage = Stage.NEW;
  private boolean scaled;

  FusedEvaluation(FunctionGraph function, Program program, Linker linker, Memory memory) {
    this.function = function;
    this.memory = memory;
    this.forValues = program.isForValues();
    this.check = new ArgumentCheck(function);
    this.inputWidths = function.inputs().stream().mapToInt(Port::size).toArray();
    this.outputWidths = function.outputs().stream().mapToInt(Port::size).toArray();
    this.forward = steps(links(linker, program.forward(), null));
    List<Chain.Linked> links = links(linker, program.backward(), program.wants());
    this.backward = steps(links);
    this.wants = links.stream().mapToLong(Chain.Linked::wants).toArray();
    this.residuals = linker.residuals(memory).toArray(Residual[]::new);
    // A linear function needs nothing, which is not to be taken for what cannot be saved.
    this.kept = Math.max(1, Arrays.stream(residuals).mapToLong(Residual::size).sum());
    this.savedSize = recordSize(kept);
    this.inputs = exchanges(program.ends().inputs(), program.forward());
    this.outputs = exchanges(program.ends().outputs(), null);
    this.cotangents = exchanges(program.ends().cotangents(), program.backward());
    this.inputGradients = exchanges(program.ends().inputGradients(), null);
    this.parameterGradients = exchanges(program.ends().parameterGradients(), null);
    this.parameterOffsets = new int[parameterGradients.length];
    for (int i = 1; i < parameterOffsets.length; i++) {
      parameterOffsets[i] = parameterOffsets[i - 1] + function.parameters().get(i - 1).size();
    }
  }

  /** The size of a record of so many numbers; 0, which cannot be saved, if no array holds them. */
  static int recordSize(long numbers) {
    return numbers > Integer.MAX_VALUE ? 0 : (int) numbers;
  }

  /** How many numbers a record of this has, whether or not an array holds them. */
  long kept() {
    return kept;
  }

  /**
   * The steps of instructions.
   *
   * @param wants what needs each instruction; null if all always run
   */
  private List<Chain.Linked> links(Linker linker, List<Instruction> instructions, long[] wants) {
    List<Chain.Linked> links = new ArrayList<>();
    for (int i = 0; i < instructions.size(); i++) {
      for (Step step : linker.link(instructions.get(i), memory)) {
        links.add(new Chain.Linked(step, wants == null ? -1 : wants[i]));
      }
    }
    return Chain.link(links);
  }

  private static Step[] steps(List<Chain.Linked> links) {
    return links.stream().map(Chain.Linked::step).toArray(Step[]::new);
  }

  /** Null where there is no value, or where no instruction defines it. */
  private Exchange[] exchanges(List<Value> values, List<Instruction> definitions) {
    Exchange[] exchanges = new Exchange[values.size()];
    for (int i = 0; i < exchanges.length; i++) {
      Value value = values.get(i);
      if (value != null
          && (definitions == null
              || definitions.stream()
                  .anyMatch(instruction -> instruction.outputs().contains(value)))) {
        exchanges[i] = memory.exchange(value.storage());
      }
    }
    return exchanges;
  }

  @Override
  public void apply(StateVector[] newInputs, StateVector[] results) {
    check.apply(newInputs, results);
    checkOpen();
    apply(newInputs, results, 0);
  }

  /**
   * Applies the function to some rows of its arguments.
   *
   * @param firstRow the first of them
   */
  void apply(StateVector[] newInputs, StateVector[] results, int firstRow) {
    for (int i = 0; i < inputs.length; i++) {
      if (inputs[i] != null) {
        inputs[i].read(newInputs[i], firstRow * inputWidths[i]);
      }
    }
    for (Step step : forward) {
      step.run();
    }
    for (int i = 0; i < outputs.length; i++) {
      if (results[i] != null) {
        outputs[i].write(results[i], firstRow * outputWidths[i]);
      }
    }
    stage = Stage.APPLIED;
  }

  @Override
  public void vjp(
      StateVector[] outputCotangents,
      StateVector[] inputCotangents,
      StateVector parameterCotangent) {
    check.vjp(outputCotangents, inputCotangents, parameterCotangent);
    vjp(outputCotangents, inputCotangents, parameterCotangent != null, 0);
    if (parameterCotangent != null) {
      addParameterGradients(parameterCotangent);
    }
  }

  /** For some rows of the arguments, all but {@link #addParameterGradients}. */
  void vjp(
      StateVector[] outputCotangents,
      StateVector[] inputCotangents,
      boolean parametersWanted,
      int firstRow) {
    requireApplied("vjp");
    long wanted = parametersWanted ? Program.PARAMETERS : 0;
    for (int i = 0; i < inputCotangents.length; i++) {
      if (inputCotangents[i] != null) {
        wanted |= Program.input(i);
      }
    }
    for (int i = 0; i < cotangents.length; i++) {
      if (cotangents[i] == null) {
        continue;
      }
      if (outputCotangents[i] == null) {
        cotangents[i].fillWithZeros();
      } else {
        cotangents[i].read(outputCotangents[i], firstRow * outputWidths[i]);
      }
    }
    scaled = prepareCotangents();
    for (int i = 0; i < backward.length; i++) {
      if ((wants[i] & wanted) != 0) {
        backward[i].run(wanted);
      }
    }
    for (int i = 0; i < inputCotangents.length; i++) {
      if (inputCotangents[i] != null) {
        if (inputGradients[i] != null && scaled) {
          inputGradients[i].writeScaledDown(inputCotangents[i], firstRow * inputWidths[i]);
        } else if (inputGradients[i] != null) {
          inputGradients[i].write(inputCotangents[i], firstRow * inputWidths[i]);
        } else if (firstRow == 0) {
          inputCotangents[i].fill(0);
        }
      }
    }
  }

  /** Keeps denormal numbers out of the backward pass; true if the cotangents were scaled for it. */
  private boolean prepareCotangents() {
    boolean tiny = true;
    for (Exchange cotangent : cotangents) {
      tiny = tiny && (cotangent == null || cotangent.isTiny());
    }
    for (Exchange cotangent : cotangents) {
      if (cotangent != null && tiny) {
        cotangent.scaleUp();
      } else if (cotangent != null) {
        cotangent.flush();
      }
    }
    return tiny;
  }

  @Override
  public int savedSize() {
    return savedSize;
  }

  @Override
  public void save(StateVector record) {
    check.record(record, savedSize);
    save(record, 0);
  }

  @Override
  public void restore(StateVector record) {
    check.record(record, savedSize);
    restore(record, 0);
  }

  void save(StateVector record, int offset) {
    requireApplied("save");
    int at = offset;
    for (Residual residual : residuals) {
      residual.save(record, at);
      at += residual.size();
    }
  }

  void restore(StateVector record, int offset) {
    checkOpen();
    int at = offset;
    for (Residual residual : residuals) {
      residual.restore(record, at);
      at += residual.size();
    }
    stage = Stage.APPLIED;
  }

  /** Adds what the latest {@link #vjp} found. */
  void addParameterGradients(StateVector parameterCotangent) {
    for (int i = 0; i < parameterGradients.length; i++) {
      if (parameterGradients[i] != null && scaled) {
        parameterGradients[i].addScaledDown(parameterCotangent, parameterOffsets[i]);
      } else if (parameterGradients[i] != null) {
        parameterGradients[i].add(parameterCotangent, parameterOffsets[i]);
      }
    }
  }

  private void requireApplied(String call) {
    checkOpen();
    if (forValues) {
      throw new UnsupportedOperationException(
          "this evaluation of function " + function.name() + " is for values alone");
    }
    if (stage == Stage.NEW) {
      throw new IllegalStateException(
          call + " of function " + function.name() + " was called before apply");
    }
  }

  void checkOpen() {
    if (stage == Stage.CLOSED) {
      throw new IllegalStateException("function " + function.name() + " is closed");
    }
  }

  void close() {
    stage = Stage.CLOSED;
    memory.close();
  }
}
