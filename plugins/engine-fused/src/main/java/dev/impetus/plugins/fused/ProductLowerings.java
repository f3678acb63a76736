// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import dev.impetus.plugins.fused.Lowering.Site;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Matrix products and their derivatives. */
final class ProductLowerings {

  private ProductLowerings() {}

  static void addTo(Map<String, Lowering> table) {
    for (String name : List.of("matmul", "mmul")) {
      table.put(name, ProductLowerings::product);
      table.put(name + "_bp", ProductLowerings::productBackward);
    }
    table.put("xw_plus_b", ProductLowerings::linear);
  }

  private static List<Value> product(Site site) {
    if (!isExpressible(site, site.input(0), site.input(1))) {
      return Lowering.notExpressible();
    }
    boolean transposeX = site.attributes().integerIsSet(0);
    boolean transposeY = site.attributes().integerIsSet(1);
    Value x = stacked(site.input(0));
    Value y = stacked(site.input(1));
    // (op(x) · op(y))ᵀ = op(y)ᵀ · op(x)ᵀ
    Value product =
        site.attributes().integerIsSet(2)
            ? site.build().product(y, !transposeY, x, !transposeX)
            : site.build().product(x, transposeX, y, transposeY);
    return List.of(product.reshaped(site.output()));
  }

  private static List<Value> productBackward(Site site) {
    if (!isExpressible(site, site.input(0), site.input(1))) {
      return Lowering.notExpressible();
    }
    boolean transposeX = site.attributes().integerIsSet(0);
    boolean transposeY = site.attributes().integerIsSet(1);
    boolean transposeG = site.attributes().integerIsSet(2);
    Value x = stacked(site.input(0));
    Value y = stacked(site.input(1));
    Value g = stacked(site.input(2));
    ProgramBuilder build = site.build();
    Value dx =
        transposeX
            ? build.product(y, transposeY, g, !transposeG)
            : build.product(g, transposeG, y, !transposeY);
    Value dy =
        transposeY
            ? build.product(g, !transposeG, x, transposeX)
            : build.product(x, !transposeX, g, transposeG);
    return List.of(dx.reshaped(site.input(0).shape()), dy.reshaped(site.input(1).shape()));
  }

  /** Two matrices, or two stacks of as many matrices, with factors 1 and 0. */
  private static boolean isExpressible(Site site, Value x, Value y) {
    int rank = x.shape().rank();
    double[] factors = site.attributes().numbers();
    return rank >= 2
        && rank == y.shape().rank()
        && x.shape().product(0, rank - 2) == y.shape().product(0, rank - 2)
        && (factors.length == 0 || Arrays.equals(factors, new double[] {1, 0}));
  }

  private static Value stacked(Value value) {
    Shape shape = value.shape();
    int rank = shape.rank();
    return rank <= 3
        ? value
        : value.reshaped(
            Shape.of(
                shape.product(0, rank - 2), shape.dimension(rank - 2), shape.dimension(rank - 1)));
  }

  private static List<Value> linear(Site site) {
    if (site.attributes().integerIsSet(0)
        || site.attributes().integerIsSet(1)
        || site.attributes().integerIsSet(2)
        || site.input(0).shape().rank() != 2) {
      return Lowering.notExpressible();
    }
    Value product = site.build().product(site.input(0), false, site.input(1), false);
    return List.of(
        site.build().binary(PointwiseFunction.ADD, site.output(), product, site.input(2)));
  }
}
