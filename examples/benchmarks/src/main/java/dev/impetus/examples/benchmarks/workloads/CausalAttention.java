// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks.workloads;

import dev.impetus.examples.benchmarks.measure.Case;
import dev.impetus.examples.benchmarks.measure.Check;
import dev.impetus.examples.benchmarks.measure.Entry;
import dev.impetus.examples.benchmarks.measure.Library;
import dev.impetus.examples.benchmarks.measure.Row;
import dev.impetus.examples.benchmarks.measure.Row.Unit;
import dev.impetus.examples.benchmarks.measure.Variant;
import dev.impetus.examples.benchmarks.measure.Workload;
import dev.impetus.kernel.Float32Arithmetic;
import dev.impetus.kernel.RowWorkers;
import dev.impetus.plugins.momentumtransformer.Attention;
import dev.impetus.plugins.momentumtransformer.AttentionKind;
import dev.impetus.plugins.momentumtransformer.AttentionPass;
import dev.impetus.plugins.momentumtransformer.AttentionShape;
import dev.impetus.plugins.momentumtransformer.AttentionSteps;
import dev.impetus.plugins.momentumtransformer.FeatureMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * W9: causal attention by length: softmax, linear and momentum; 8 heads of 32, float32, one
 * sequence, two threads; token by token one, whose products are too small for more.
 */
public final class CausalAttention implements Workload {

  /** Tokens of the rows. */
  public static final List<Integer> LENGTHS = List.of(256, 512, 1024, 2048, 4096, 8192, 16_384);

  static final int HEADS = 8;
  static final int WIDTH = 32;
  static final double MOMENTUM = 0.6;
  static final double STEP_SIZE = 0.9;
  private static final int GENERATED = 1024;

  @Override
  public String id() {
    return "W9";
  }

  @Override
  public List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (String what : List.of("forward", "gradient")) {
      for (int length : LENGTHS) {
        rows.add(
            row(
                what,
                length,
                "causal attention of "
                    + length
                    + " tokens, 8 heads of 32, float32, two threads"
                    + (what.equals("forward") ? "" : ", and its gradient")));
      }
    }
    rows.add(
        row("generate", GENERATED, "the same, " + GENERATED + " tokens one by one, one thread"));
    return rows;
  }

  private Row row(String what, int length, String title) {
    int threads = what.equals("generate") ? 1 : 2;
    List<Entry> entries = new ArrayList<>();
    for (Library library : List.of(Library.IMPETUS, Library.TORCH)) {
      for (String kind : List.of("momentum", "linear", "softmax")) {
        entries.add(
            new Entry(
                library,
                "kind=%s what=%s length=%d threads=%d".formatted(kind, what, length, threads),
                kind));
      }
    }
    return Row.of(id(), what + "-" + length, title, Unit.CALL, entries.toArray(Entry[]::new));
  }

  @Override
  public Case prepare(Library library, Variant variant) {
    if (library != Library.IMPETUS) {
      throw new IllegalArgumentException("no attention by " + library.id());
    }
    String kind = variant.get("kind");
    AttentionProblem problem = new AttentionProblem(kind, variant.integer("length"));
    return variant.get("what").equals("generate")
        ? generation(attention(kind), problem)
        : pass(
            attention(kind),
            problem,
            variant.integer("threads"),
            variant.get("what").equals("gradient"));
  }

  private static Attention attention(String kind) {
    FeatureMap elu = FeatureMap.of(FeatureMap.Kind.ELU_PLUS_ONE);
    return switch (kind) {
      case "softmax" -> Attention.softmax(true);
      case "linear" -> Attention.of(AttentionKind.CAUSAL_LINEAR, elu);
      case "momentum" ->
          Attention.of(AttentionKind.CAUSAL_MOMENTUM, elu).withMomentum(MOMENTUM, STEP_SIZE);
      default -> throw new IllegalArgumentException("no attention " + kind);
    };
  }

  private static Case pass(
      Attention attention, AttentionProblem problem, int threads, boolean gradient) {
    AttentionShape shape = new AttentionShape(1, problem.length(), HEADS, WIDTH, WIDTH);
    AttentionPass<float[]> pass =
        attention.newPass(new Float32Arithmetic(), shape, new RowWorkers(threads));
    float[] out = new float[shape.valueNumbers()];
    float[] queryCotangent = new float[out.length];
    float[] keyCotangent = new float[out.length];
    float[] valueCotangent = new float[out.length];
    pass.forward(problem.queries(), problem.keys(), problem.values(), null, out);
    pass.backward(problem.gateCotangents(), queryCotangent, keyCotangent, valueCotangent);
    List<Check> checks = problem.checks(out, queryCotangent, keyCotangent, valueCotangent);
    Runnable forward =
        () -> pass.forward(problem.queries(), problem.keys(), problem.values(), null, out);
    Runnable both =
        () -> {
          forward.run();
          pass.backward(problem.cotangents(), queryCotangent, keyCotangent, valueCotangent);
        };
    Map<String, Object> values =
        Map.of("kept_and_working_bytes", pass.memory(), "threads", threads);
    return Case.call(values, checks, 0, 0, gradient ? both : forward);
  }

  private static Case generation(Attention attention, AttentionProblem problem) {
    AttentionSteps<float[]> steps =
        attention.newSteps(new Float32Arithmetic(), 1, HEADS, WIDTH, WIDTH);
    int width = HEADS * WIDTH;
    float[] out = new float[problem.length() * width];
    float[][] token = new float[4][width];
    Runnable call =
        () -> {
          steps.reset();
          for (int at = 0; at < out.length; at += width) {
            System.arraycopy(problem.queries(), at, token[0], 0, width);
            System.arraycopy(problem.keys(), at, token[1], 0, width);
            System.arraycopy(problem.values(), at, token[2], 0, width);
            steps.step(token[0], token[1], token[2], token[3]);
            System.arraycopy(token[3], 0, out, at, width);
          }
        };
    call.run();
    Map<String, Object> values = Map.of("state_bytes_at_the_end", steps.memory());
    return Case.call(values, List.of(problem.outputCheck(out)), 0, 0, call);
  }
}
