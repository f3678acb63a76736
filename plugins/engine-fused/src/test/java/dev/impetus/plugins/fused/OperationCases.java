// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import dev.impetus.model.engine.GraphBuilder;
import dev.impetus.model.engine.GraphDefinition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.DoubleUnaryOperator;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Small graphs, each around one operation, on x: [BATCH, 6] and p: [BATCH, 6] (a parameter). */
final class OperationCases {

  static final int BATCH = 4;

  record Case(String name, GraphDefinition definition, DoubleUnaryOperator range) {
    @Override
    public String toString() {
      return name;
    }
  }

  private interface Body {
    SDVariable of(GraphBuilder graph, SameDiff sd, SDVariable x, SDVariable p);
  }

  private final List<Case> cases = new ArrayList<>();

  private OperationCases() {
    products();
    arithmetic();
    activations();
    functions();
    reductions();
    layouts();
    comparisons();
  }

  private static double any(double number) {
    return 1.5 * number;
  }

  private static double positive(double number) {
    return 0.1 + Math.abs(number);
  }

  static List<Case> all() {
    return new OperationCases().cases;
  }

  /** The shape of the output's row is found by running the graph once. */
  private void add(String name, DoubleUnaryOperator range, Body body, long... rowShape) {
    long[] shape = rowShape.length == 0 ? new long[] {6} : rowShape;
    cases.add(
        new Case(
            name,
            graph -> {
              SDVariable x = graph.input("x", 6);
              SDVariable p = graph.parameter("p", BATCH, 6);
              // Through one more operation, so that the cotangent is not a leaf.
              SDVariable y = body.of(graph, graph.sameDiff(), x, p).mul(1.25);
              graph.output("y", y, shape);
            },
            range));
  }

  private void scalarOutput(String name, DoubleUnaryOperator range, Body body) {
    cases.add(
        new Case(
            name,
            graph -> {
              SDVariable x = graph.input("x", 6);
              SDVariable p = graph.parameter("p", BATCH, 6);
              graph.output("y", body.of(graph, graph.sameDiff(), x, p).mul(1.25));
            },
            range));
  }

  private void products() {
    for (int flags = 0; flags < 8; flags++) {
      boolean first = (flags & 1) != 0;
      boolean second = (flags & 2) != 0;
      boolean result = (flags & 4) != 0;
      String name = "mmul " + first + " " + second + " " + result;
      // op(a)·op(b) must be [BATCH, n] or its transpose, whichever way x lies.
      add(
          name + " x first",
          OperationCases::any,
          (graph, sd, x, p) -> {
            SDVariable a = first ? sd.permute(x, 1, 0) : x;
            SDVariable w = second ? graph.parameter("w", 9, 6) : graph.parameter("w", 6, 9);
            SDVariable product = sd.mmul(a, w, first, second, result);
            return result ? sd.permute(product, 1, 0) : product;
          },
          9);
      add(
          name + " x second",
          OperationCases::any,
          (graph, sd, x, p) -> {
            SDVariable w = first ? graph.parameter("w", BATCH, 3) : graph.parameter("w", 3, BATCH);
            SDVariable b = second ? sd.permute(x, 1, 0) : x;
            SDVariable product = sd.mmul(w, b, first, second, result);
            SDVariable wide = result ? sd.permute(product, 1, 0) : product;
            return sd.mmul(graph.parameter("u", BATCH, 3), wide);
          });
    }
    add("product of large matrices", OperationCases::any, OperationCases::large);
    add(
        "stacks of products",
        OperationCases::any,
        (graph, sd, x, p) ->
            sd.mmul(x.reshape(BATCH, 3, 2), p.reshape(BATCH, 2, 3), false, false, false),
        3,
        3);
    add(
        "stacks of products, transposed",
        OperationCases::any,
        (graph, sd, x, p) ->
            sd.mmul(x.reshape(BATCH, 3, 2), p.reshape(BATCH, 3, 2), true, false, false),
        2,
        2);
    add(
        "linear",
        OperationCases::any,
        (graph, sd, x, p) -> sd.nn().linear(x, graph.parameter("w", 6, 5), graph.parameter("b", 5)),
        5);
    add("products added", OperationCases::any, (graph, sd, x, p) -> twoProducts(graph, sd, x, p));
  }

  private static SDVariable large(GraphBuilder graph, SameDiff sd, SDVariable x, SDVariable p) {
    SDVariable wide = sd.mmul(x, graph.parameter("v", 6, 130)).mul(0.1);
    SDVariable w = graph.parameter("w", 90, 130);
    SDVariable h = sd.mmul(wide, w, false, true, false).add(graph.parameter("b", 90));
    return sd.mmul(sd.mmul(h.mul(0.1), w), graph.parameter("u", 130, 6)).mul(0.1);
  }

  private static SDVariable twoProducts(
      GraphBuilder graph, SameDiff sd, SDVariable x, SDVariable p) {
    SDVariable w = graph.parameter("w", 6, 6);
    return sd.mmul(x, w).add(sd.mmul(p, w, false, true, false)).add(graph.parameter("b", 6));
  }

  private void arithmetic() {
    add("add", OperationCases::any, (graph, sd, x, p) -> x.add(p));
    add("sub", OperationCases::any, (graph, sd, x, p) -> x.sub(p));
    add("mul", OperationCases::any, (graph, sd, x, p) -> x.mul(p));
    add("div", OperationCases::positive, (graph, sd, x, p) -> x.div(p));
    add("rsub", OperationCases::any, (graph, sd, x, p) -> x.rsub(p));
    add("rdiv", OperationCases::positive, (graph, sd, x, p) -> x.rdiv(p));
    add("pow of arrays", OperationCases::positive, (graph, sd, x, p) -> sd.math().pow(x, p));
    add(
        "squared difference",
        OperationCases::any,
        (graph, sd, x, p) -> sd.math().squaredDifference(x, p));
    add("x twice", OperationCases::any, (graph, sd, x, p) -> x.mul(x).add(x).sub(p.mul(p)));
    broadcasts("add", OperationCases::any, SDVariable::add);
    broadcasts("sub", OperationCases::any, SDVariable::sub);
    broadcasts("mul", OperationCases::any, SDVariable::mul);
    broadcasts("div", OperationCases::positive, SDVariable::div);
    broadcasts("rsub", OperationCases::any, SDVariable::rsub);
    broadcasts("rdiv", OperationCases::positive, SDVariable::rdiv);
    add(
        "numbers",
        OperationCases::any,
        (graph, sd, x, p) -> x.mul(2.5).add(1.5).sub(0.25).div(3).rsub(2).add(p.neg()));
    add("number divided", OperationCases::positive, (graph, sd, x, p) -> x.rdiv(1.5).add(p));
    for (double exponent : new double[] {2, 3, 0.5, -1, -0.5, 1, 1.75, -2}) {
      add("pow " + exponent, OperationCases::positive, (graph, sd, x, p) -> x.pow(exponent).mul(p));
    }
    add(
        "constants of size one",
        OperationCases::positive,
        (graph, sd, x, p) ->
            graph.constant(2).mul(x).add(graph.constant(3)).sub(p).div(graph.constant(4)));
    add(
        "a constant array",
        OperationCases::any,
        (graph, sd, x, p) -> x.mul(graph.constant(Nd4j.linspace(1, 6, 6, DataType.DOUBLE))).add(p));
    add("multiply and add", OperationCases::any, (graph, sd, x, p) -> x.mul(p).add(x));
    add("subtract a product", OperationCases::any, (graph, sd, x, p) -> p.sub(x.mul(x)));
    add("identity", OperationCases::any, (graph, sd, x, p) -> sd.identity(x));
    add("parameters alone", OperationCases::any, (graph, sd, x, p) -> sd.math().tanh(p));
    add(
        "zeros and ones",
        OperationCases::any,
        (graph, sd, x, p) -> sd.zerosLike(x).add(sd.onesLike(p)).add(x));
  }

  private void broadcasts(
      String name, DoubleUnaryOperator range, BiFunction<SDVariable, SDVariable, SDVariable> f) {
    add(name + " row", range, (graph, sd, x, p) -> f.apply(x, graph.parameter("b", 6)));
    add(name + " 1×row", range, (graph, sd, x, p) -> f.apply(x, graph.parameter("b", 1, 6)));
    add(name + " column", range, (graph, sd, x, p) -> f.apply(x, graph.input("c", 1)));
    add(name + " to column", range, (graph, sd, x, p) -> f.apply(graph.input("c", 1), x));
    add(name + " number", range, (graph, sd, x, p) -> f.apply(x, graph.parameter("s")));
    add(name + " one number", range, (graph, sd, x, p) -> f.apply(x, graph.parameter("s", 1)));
    add(name + " number first", range, (graph, sd, x, p) -> f.apply(graph.parameter("s"), x));
    add(
        name + " outer",
        range,
        (graph, sd, x, p) -> f.apply(graph.input("c", 1), graph.parameter("b", 1, 6)));
  }

  private void activations() {
    add("tanh", OperationCases::any, (graph, sd, x, p) -> sd.math().tanh(x));
    add("sigmoid", OperationCases::any, (graph, sd, x, p) -> sd.nn().sigmoid(x));
    add("relu", OperationCases::any, (graph, sd, x, p) -> sd.nn().relu(x, 0));
    add("elu", OperationCases::any, (graph, sd, x, p) -> sd.nn().elu(x));
    add("softplus", OperationCases::any, (graph, sd, x, p) -> sd.nn().softplus(x));
    // A slope that float32 has too: ND4J rounds it to float32 in the derivative.
    add("leaky relu", OperationCases::any, (graph, sd, x, p) -> sd.nn().leakyRelu(x, 0.125));
    add("hard tanh", OperationCases::any, (graph, sd, x, p) -> sd.nn().hardTanh(x));
    add("clip", OperationCases::any, (graph, sd, x, p) -> sd.math().clipByValue(x, -1, 0.75));
    add("swish", OperationCases::any, (graph, sd, x, p) -> sd.nn().swish(x));
    for (int axis : new int[] {1, -1}) {
      add("softmax " + axis, OperationCases::any, (graph, sd, x, p) -> sd.nn().softmax(x, axis));
    }
    add("log softmax", OperationCases::any, (graph, sd, x, p) -> sd.nn().logSoftmax(x));
    add("log softmax 1", OperationCases::any, (graph, sd, x, p) -> sd.nn().logSoftmax(x, 1));
  }

  private void functions() {
    add("exp", OperationCases::any, (graph, sd, x, p) -> sd.math().exp(x));
    add("log", OperationCases::positive, (graph, sd, x, p) -> sd.math().log(x));
    add("log1p", OperationCases::positive, (graph, sd, x, p) -> sd.math().log1p(x));
    add("expm1", OperationCases::any, (graph, sd, x, p) -> sd.math().expm1(x));
    add("square", OperationCases::any, (graph, sd, x, p) -> sd.math().square(x));
    add("cube", OperationCases::any, (graph, sd, x, p) -> sd.math().cube(x));
    add("sqrt", OperationCases::positive, (graph, sd, x, p) -> sd.math().sqrt(x));
    add("rsqrt", OperationCases::positive, (graph, sd, x, p) -> sd.math().rsqrt(x));
    add("reciprocal", OperationCases::positive, (graph, sd, x, p) -> sd.math().reciprocal(x));
    add("abs", OperationCases::any, (graph, sd, x, p) -> sd.math().abs(x));
    add("sin", OperationCases::any, (graph, sd, x, p) -> sd.math().sin(x));
    add("cos", OperationCases::any, (graph, sd, x, p) -> sd.math().cos(x));
    add("neg", OperationCases::any, (graph, sd, x, p) -> sd.math().neg(x));
    add("sign", OperationCases::any, (graph, sd, x, p) -> sd.math().sign(x).mul(p));
  }

  private void reductions() {
    scalarOutput("sum of rows", OperationCases::any, (graph, sd, x, p) -> x.mul(p).sum(1));
    add("sum of rows, kept", OperationCases::any, (graph, sd, x, p) -> x.mul(p).sum(true, 1), 1);
    add("sum of columns, kept", OperationCases::any, (graph, sd, x, p) -> p.mul(x.sum(true, 0)));
    add("sum of columns", OperationCases::any, (graph, sd, x, p) -> p.mul(x.sum(0)));
    add("sum of all", OperationCases::any, (graph, sd, x, p) -> p.mul(x.sum()));
    scalarOutput("mean of rows", OperationCases::any, (graph, sd, x, p) -> x.mul(p).mean(-1));
    add("mean of columns, kept", OperationCases::any, (graph, sd, x, p) -> p.mul(x.mean(true, 0)));
    add("mean of all", OperationCases::any, (graph, sd, x, p) -> p.mul(x.mean()));
    add(
        "sum of outer axes",
        OperationCases::any,
        (graph, sd, x, p) -> p.reshape(BATCH, 2, 3).mul(x.reshape(BATCH, 2, 3).sum(true, 0, 2)),
        2,
        3);
    add(
        "mean of a middle axis",
        OperationCases::any,
        (graph, sd, x, p) -> p.mul(x).reshape(BATCH, 2, 3).mean(1),
        3);
    scalarOutput(
        "squared norm", OperationCases::any, (graph, sd, x, p) -> sd.math().squaredNorm(x, 1));
    scalarOutput("norm", OperationCases::any, (graph, sd, x, p) -> x.norm2(1));
    scalarOutput("dot", OperationCases::any, (graph, sd, x, p) -> sd.dot(x, p, 1));
  }

  private void layouts() {
    add("reshape", OperationCases::any, (graph, sd, x, p) -> x.reshape(BATCH, 2, 3), 2, 3);
    add("reshape -1", OperationCases::any, (graph, sd, x, p) -> sd.reshape(x, -1, 6));
    add(
        "transpose",
        OperationCases::any,
        (graph, sd, x, p) -> sd.transpose(sd.transpose(x).mul(2)));
    add(
        "permute",
        OperationCases::any,
        (graph, sd, x, p) ->
            sd.permute(x.reshape(BATCH, 2, 3), 0, 2, 1).mul(p.reshape(BATCH, 3, 2)),
        3,
        2);
    add(
        "expand and squeeze",
        OperationCases::any,
        (graph, sd, x, p) -> sd.squeeze(sd.expandDims(x, 1).mul(2), 1));
    add(
        "concat columns",
        OperationCases::any,
        (graph, sd, x, p) -> sd.concat(1, x, p.mul(2), x),
        18);
    add(
        "concat rows",
        OperationCases::any,
        (graph, sd, x, p) -> sd.mmul(graph.parameter("u", BATCH, 2 * BATCH), sd.concat(0, x, p)));
    add(
        "slice",
        OperationCases::any,
        (graph, sd, x, p) -> sd.slice(x, new int[] {0, 1}, new int[] {BATCH, 3}),
        3);
    add(
        "strided slice",
        OperationCases::any,
        (graph, sd, x, p) ->
            sd.stridedSlice(x, new long[] {0, 1}, new long[] {BATCH, 6}, new long[] {1, 2}),
        3);
    add(
        "interval",
        OperationCases::any,
        (graph, sd, x, p) -> x.get(SDIndex.all(), SDIndex.interval(2, 6)),
        4);
    scalarOutput(
        "point", OperationCases::any, (graph, sd, x, p) -> x.get(SDIndex.all(), SDIndex.point(4)));
    add("stack", OperationCases::any, (graph, sd, x, p) -> sd.stack(1, x, p), 2, 6);
    scalarOutput("unstack", OperationCases::any, (graph, sd, x, p) -> unstacked(sd, x));
    add(
        "split",
        OperationCases::any,
        (graph, sd, x, p) -> Arrays.stream(sd.split(x, 3, 1)).toList().get(1).mul(2),
        2);
    add("tile", OperationCases::any, (graph, sd, x, p) -> sd.tile(x, 1, 2), 12);
    add(
        "halves",
        OperationCases::any,
        (graph, sd, x, p) -> {
          SDVariable h = x.get(SDIndex.all(), SDIndex.interval(0, 3));
          SDVariable m = x.get(SDIndex.all(), SDIndex.interval(3, 6));
          return sd.concat(1, m, h.mul(m).sub(m.mul(0.3)));
        });
  }

  private static SDVariable unstacked(SameDiff sd, SDVariable x) {
    SDVariable[] columns = sd.unstack(x, 1, 6);
    return columns[1].mul(columns[4]);
  }

  private void comparisons() {
    add("max", OperationCases::any, (graph, sd, x, p) -> sd.max(x, p));
    add("min", OperationCases::any, (graph, sd, x, p) -> sd.min(x, p));
    add("where", OperationCases::any, (graph, sd, x, p) -> sd.where(x.mul(2), p, x.gt(p)));
    add(
        "mask",
        OperationCases::any,
        (graph, sd, x, p) -> x.mul(x.gt(0.25).castTo(graph.dataType())));
    add(
        "mask of two",
        OperationCases::any,
        (graph, sd, x, p) -> x.mul(x.lte(p).castTo(graph.dataType())));
    add(
        "mask of equals",
        OperationCases::any,
        (graph, sd, x, p) -> x.mul(x.neq(p).castTo(graph.dataType())));
    INDArray mask = Nd4j.createFromArray(1.0, 0, 1, 1, 0, 0);
    add(
        "constant mask",
        OperationCases::any,
        (graph, sd, x, p) -> x.mul(graph.constant(mask)).add(p));
  }
}
