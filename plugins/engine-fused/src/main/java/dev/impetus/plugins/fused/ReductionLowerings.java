// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import static dev.impetus.plugins.fused.PointwiseFunction.*;

import dev.impetus.plugins.fused.Lowering.Site;
import dev.impetus.plugins.fused.Operation.Reduction.Combiner;
import dev.impetus.plugins.fused.Operation.Rowwise;
import java.util.List;
import java.util.Map;

/** Sums and their relatives over axes, softmax, and their derivatives. */
final class ReductionLowerings {

  private ReductionLowerings() {}

  static void addTo(Map<String, Lowering> table) {
    table.put("reduce_sum", site -> reduced(site, Combiner.SUM, 1, site.input(0)));
    table.put("reduce_mean", site -> reduced(site, Combiner.SUM, 1.0 / count(site), site.input(0)));
    table.put("reduce_max", site -> reduced(site, Combiner.MAX, 1, site.input(0)));
    table.put("reduce_min", site -> reduced(site, Combiner.MIN, 1, site.input(0)));
    table.put("reduce_sqnorm", site -> reduced(site, Combiner.SUM, 1, square(site)));
    table.put("reduce_norm2", ReductionLowerings::norm);
    table.put("dot", ReductionLowerings::dot);
    table.put("reduce_sum_bp", site -> List.of(spread(site, site.input(1))));
    table.put("reduce_mean_bp", ReductionLowerings::meanBackward);
    table.put("reduce_sqnorm_bp", ReductionLowerings::squaredNormBackward);
    table.put("reduce_norm2_bp", ReductionLowerings::normBackward);
    table.put("reduce_dot_bp", ReductionLowerings::dotBackward);
    rowwise(table, "softmax", Rowwise.RowFunction.SOFTMAX, Rowwise.RowFunction.SOFTMAX_BACKWARD);
    rowwise(
        table,
        "log_softmax",
        Rowwise.RowFunction.LOG_SOFTMAX,
        Rowwise.RowFunction.LOG_SOFTMAX_BACKWARD);
  }

  private static int[] axes(Site site) {
    return site.attributes().axes(site.input(0).shape());
  }

  /** How many numbers go into one. */
  private static int count(Site site) {
    int count = 1;
    for (int axis : axes(site)) {
      count *= site.input(0).shape().dimension(axis);
    }
    return count;
  }

  private static Value square(Site site) {
    return site.build().unary(SQUARE, site.input(0));
  }

  private static List<Value> reduced(Site site, Combiner combiner, double scale, Value x) {
    return List.of(site.build().reduce(combiner, scale, x, axes(site)).reshaped(site.output()));
  }

  private static Value norms(Site site) {
    return site.build().unary(SQRT, site.build().reduce(Combiner.SUM, 1, square(site), axes(site)));
  }

  private static List<Value> norm(Site site) {
    return List.of(norms(site).reshaped(site.output()));
  }

  private static List<Value> dot(Site site) {
    if (site.count() != 2 || !site.input(0).shape().equals(site.input(1).shape())) {
      return Lowering.notExpressible();
    }
    Value product = site.build().binary(MULTIPLY, site.input(0), site.input(1));
    return reduced(site, Combiner.SUM, 1, product);
  }

  /** A cotangent of the reduction, repeated along the reduced axes. */
  private static Value spread(Site site, Value cotangent) {
    Shape shape = site.input(0).shape();
    Shape kept = shape;
    for (int axis : axes(site)) {
      kept = kept.with(axis, 1);
    }
    return site.build().broadcast(cotangent.reshaped(kept), shape);
  }

  private static List<Value> meanBackward(Site site) {
    return List.of(spread(site, site.build().affine(1.0 / count(site), site.input(1), 0)));
  }

  private static List<Value> squaredNormBackward(Site site) {
    Value twice = site.build().affine(2, site.input(0), 0);
    return List.of(site.build().binary(MULTIPLY, twice, spread(site, site.input(1))));
  }

  private static List<Value> normBackward(Site site) {
    Value norms = norms(site);
    Value scaled = site.build().binary(DIVIDE, site.input(1).reshaped(norms.shape()), norms);
    return List.of(site.build().binary(MULTIPLY, site.input(0), spread(site, scaled)));
  }

  private static List<Value> dotBackward(Site site) {
    if (!site.input(0).shape().equals(site.input(1).shape())) {
      return Lowering.notExpressible();
    }
    Value g = spread(site, site.input(2));
    return List.of(
        site.build().binary(MULTIPLY, site.input(1), g),
        site.build().binary(MULTIPLY, site.input(0), g));
  }

  private static void rowwise(
      Map<String, Lowering> table,
      String name,
      Rowwise.RowFunction forward,
      Rowwise.RowFunction backward) {
    table.put(
        name,
        site -> isLastAxis(site) ? List.of(rowwise(site, forward)) : Lowering.notExpressible());
    table.put(
        name + "_bp",
        site ->
            isLastAxis(site)
                ? List.of(rowwise(site, backward, rowwise(site, forward), site.input(1)))
                : Lowering.notExpressible());
  }

  private static boolean isLastAxis(Site site) {
    Shape shape = site.input(0).shape();
    long[] axis = site.attributes().integers();
    return shape.rank() > 0 && (axis.length == 0 || shape.axis(axis[0]) == shape.rank() - 1);
  }

  private static Value rowwise(Site site, Rowwise.RowFunction function) {
    return rowwise(site, function, site.input(0));
  }

  private static Value rowwise(Site site, Rowwise.RowFunction function, Value... inputs) {
    Shape shape = site.input(0).shape();
    return site.build()
        .emit(new Rowwise(function, shape.dimension(shape.rank() - 1)), shape, inputs);
  }
}
