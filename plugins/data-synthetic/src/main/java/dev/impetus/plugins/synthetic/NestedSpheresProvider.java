// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.synthetic;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.model.data.DataContext;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataProvider;
import dev.impetus.model.data.DataSignature;
import dev.impetus.model.data.Dataset;
import dev.impetus.plugins.synthetic.GeneratedDataset.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A ball inside a shell, which no flow of the plane can separate without momentum or more
 * dimensions (Dupont, Doucet, Teh, "Augmented Neural ODEs", 2019; the point cloud of Xia et al.,
 * "Heavy Ball Neural Ordinary Differential Equations", 2021).
 *
 * <p>With {@code u} uniform in [0, 1), radii from {@code r0} to {@code r1} and d dimensions:
 *
 * <ul>
 *   <li>{@code power}: {@code r = r0 + (r1 - r0) u^(1/d)}, the direction a normalised Gaussian
 *       vector. Uniform in the ball and nearly so in the shell. By default 0 to 0.5 inside, 0.85 to
 *       1 outside, as Xia et al.
 *   <li>{@code linear}: in the plane, the angle {@code 2 π u'} first and then {@code r = r0 + (r1 -
 *       r0) u}, denser at the centre. By default 0 to 0.5 inside, 1 to 1.5 outside.
 * </ul>
 *
 * <p>Points are drawn from {@link Random}: inner then outer ones for training, then those for
 * validation, then those for test, so that the size of a later part does not change an earlier one.
 */
public final class NestedSpheresProvider implements DataProvider {

  private static final Option<Long> DIMENSION =
      Option.integer("dimension", "dimension of the space").atLeast(1).atMost(10_000).byDefault(2L);
  private static final Option<Long> INNER =
      Option.integer("inner", "training points in the ball")
          .atLeast(1)
          .atMost(10_000_000)
          .byDefault(40L);
  private static final Option<Long> OUTER =
      Option.integer("outer", "training points in the shell")
          .atLeast(1)
          .atMost(10_000_000)
          .byDefault(80L);
  private static final Option<Long> VALIDATION =
      Option.integer("validation", "validation points, inner and outer in the ratio of training")
          .atLeast(0)
          .atMost(10_000_000)
          .byDefault(0L);
  private static final Option<Long> TEST =
      Option.integer("test", "test points, inner and outer in the ratio of training")
          .atLeast(0)
          .atMost(10_000_000)
          .byDefault(120L);
  private static final Option<String> LAW =
      Option.choice("law", "how radii are distributed: see the documentation", "power", "linear")
          .byDefault("power");
  private static final Option<List<Double>> INNER_RADII =
      Option.decimals("inner-radii", "smallest and largest radius of the ball")
          .atLeast(0)
          .optional();
  private static final Option<List<Double>> OUTER_RADII =
      Option.decimals("outer-radii", "smallest and largest radius of the shell")
          .atLeast(0)
          .optional();
  private static final Option<String> LABELS =
      Option.choice(
              "labels", "signed: -1 inner, +1 outer; classes: class 0 and 1", "signed", "classes")
          .byDefault("signed");

  /** For ServiceLoader. */
  public NestedSpheresProvider() {}

  @Override
  public String id() {
    return "nested-spheres";
  }

  @Override
  public ConfigSchema schema() {
    return ConfigSchema.of(
        DIMENSION,
        INNER,
        OUTER,
        VALIDATION,
        TEST,
        LAW,
        INNER_RADII,
        OUTER_RADII,
        LABELS,
        Seeds.SEED);
  }

  @Override
  public Dataset load(ConfigView config, DataContext context) {
    boolean linear = config.get(LAW).equals("linear");
    int dimension = config.getInt(DIMENSION);
    double[] innerRadii = radii(config, INNER_RADII, 0, 0.5);
    double[] outerRadii =
        linear ? radii(config, OUTER_RADII, 1, 1.5) : radii(config, OUTER_RADII, 0.85, 1);
    if (linear && dimension != 2) {
      throw problem(
          "law",
          "the law linear exists in the plane only",
          "dimension is " + dimension,
          "set law: power");
    }
    boolean classes = config.get(LABELS).equals("classes");
    Random random = Seeds.random(config, context);
    int inner = config.getInt(INNER);
    int outer = config.getInt(OUTER);

    List<List<Sample>> parts = new ArrayList<>();
    int[] sizes = {inner + outer, config.getInt(VALIDATION), config.getInt(TEST)};
    for (int size : sizes) {
      int within = (int) Math.round((double) size * inner / (inner + outer));
      List<Sample> part = new ArrayList<>(size);
      for (int i = 0; i < size; i++) {
        boolean isInner = i < within;
        double[] radii = isInner ? innerRadii : outerRadii;
        double[] point = linear ? planePoint(random, radii) : point(random, radii, dimension);
        part.add(new Sample(point, new double[] {isInner ? (classes ? 0 : -1) : 1}));
      }
      parts.add(part);
    }
    DataSignature signature =
        DataSignature.of(
            DataField.real(DataField.INPUTS, dimension),
            classes
                ? new DataField(DataField.TARGETS, List.of(), 2, List.of())
                : DataField.real(DataField.TARGETS, 1));
    return new GeneratedDataset(
        signature,
        "nested spheres in "
            + dimension
            + " dimensions, "
            + inner
            + " inner and "
            + outer
            + " outer points",
        parts.get(0),
        parts.get(1),
        parts.get(2));
  }

  private static double[] point(Random random, double[] radii, int dimension) {
    double radius =
        radii[0] + (radii[1] - radii[0]) * Math.pow(random.nextDouble(), 1.0 / dimension);
    double[] direction = new double[dimension];
    double norm;
    do {
      norm = 0;
      for (int i = 0; i < dimension; i++) {
        direction[i] = random.nextGaussian();
        norm += direction[i] * direction[i];
      }
    } while (norm == 0);
    for (int i = 0; i < dimension; i++) {
      direction[i] *= radius / Math.sqrt(norm);
    }
    return direction;
  }

  private static double[] planePoint(Random random, double[] radii) {
    double angle = 2 * Math.PI * random.nextDouble();
    double radius = radii[0] + (radii[1] - radii[0]) * random.nextDouble();
    return new double[] {radius * Math.cos(angle), radius * Math.sin(angle)};
  }

  private static double[] radii(
      ConfigView config, Option<List<Double>> option, double low, double high) {
    List<Double> radii = config.find(option).orElse(List.of(low, high));
    if (radii.size() != 2 || radii.get(0) > radii.get(1)) {
      throw problem(
          option.name(),
          "the radii " + radii + " are no interval",
          "two numbers are wanted, the smaller first",
          "write [0.85, 1]");
    }
    return new double[] {radii.get(0), radii.get(1)};
  }

  private static ImpetusException problem(String option, String what, String why, String fix) {
    return new ImpetusException(
        new Problem(
            ErrorKind.CONFIGURATION, what, "option " + option + " of nested-spheres", why, fix));
  }
}
