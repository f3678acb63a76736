// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import dev.impetus.plugins.fused.Lowering.Site;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Operations that move numbers and do not change them. */
final class LayoutLowerings {

  private LayoutLowerings() {}

  static void addTo(Map<String, Lowering> table) {
    for (String name :
        List.of("identity", "noop", "reshape", "expand_dims", "squeeze", "flatten_2d")) {
      table.put(name, site -> List.of(site.input(0).reshaped(site.output())));
    }
    table.put("transpose", LayoutLowerings::transpose);
    table.put("permute", LayoutLowerings::permute);
    table.put("zeroslike", site -> List.of(site.build().filled(site.output(), 0)));
    table.put("ones_as", site -> List.of(site.build().filled(site.output(), 1)));
    table.put("shape_of", LayoutLowerings::shapeOf);
    table.put("concat", LayoutLowerings::concatenate);
    table.put("concat_bp", LayoutLowerings::concatenateBackward);
    table.put("stack", LayoutLowerings::stack);
    table.put("unstack", LayoutLowerings::unstack);
    table.put("split", LayoutLowerings::split);
    table.put("tile", LayoutLowerings::tile);
    table.put("slice", site -> sliced(site, Section.ofSlice(site)));
    table.put("slice_bp", site -> slicedBackward(site, Section.ofSlice(site)));
    table.put("strided_slice", site -> sliced(site, Section.ofStridedSlice(site)));
    table.put("strided_slice_bp", site -> slicedBackward(site, Section.ofStridedSlice(site)));
  }

  private static List<Value> transpose(Site site) {
    return site.attributes().integers().length == 0 && site.count() == 1
        ? List.of(site.build().transpose(site.input(0)))
        : permute(site);
  }

  private static List<Value> permute(Site site) {
    int[] axes = site.attributes().axes(site.input(0).shape());
    return site.count() == 1 && site.attributes().integers().length == axes.length
        ? List.of(site.build().permute(site.input(0), axes))
        : Lowering.notExpressible();
  }

  private static List<Value> shapeOf(Site site) {
    double[] dimensions = Arrays.stream(site.input(0).shape().toArray()).asDoubleStream().toArray();
    return List.of(site.build().constant(site.output(), dimensions));
  }

  private static List<Value> concatenate(Site site) {
    // A flag says that the last input is the axis.
    if (site.attributes().flag(0)
        || site.inputs().stream().anyMatch(input -> input.shape().rank() != site.output().rank())) {
      return Lowering.notExpressible();
    }
    int axis = site.output().axis(site.attributes().integers()[0]);
    return List.of(site.build().concatenate(axis, site.inputs().toArray(Value[]::new)));
  }

  private static List<Value> concatenateBackward(Site site) {
    if (site.attributes().flag(0)) {
      return Lowering.notExpressible();
    }
    Value gradient = site.input(site.count() - 1);
    int axis = gradient.shape().axis(site.attributes().integers()[0]);
    return sections(site, gradient, axis);
  }

  /** Consecutive sections of a value, one for each output. */
  private static List<Value> sections(Site site, Value whole, int axis) {
    List<Value> sections = new ArrayList<>();
    int from = 0;
    for (Shape output : site.outputs()) {
      int count = output.dimension(axis);
      sections.add(site.build().section(whole, axis, from, count));
      from += count;
    }
    return sections;
  }

  private static List<Value> split(Site site) {
    long[] arguments = site.attributes().integers();
    if (site.count() != 1 || arguments.length > 2) {
      return Lowering.notExpressible();
    }
    int axis = arguments.length == 2 ? site.input(0).shape().axis(arguments[1]) : 0;
    return sections(site, site.input(0), axis);
  }

  private static List<Value> stack(Site site) {
    int axis = site.output().axis(axisArgument(site));
    Value[] layers =
        site.inputs().stream()
            .map(input -> input.reshaped(site.output().with(axis, 1)))
            .toArray(Value[]::new);
    return List.of(site.build().concatenate(axis, layers));
  }

  private static List<Value> unstack(Site site) {
    Value whole = site.input(0);
    int axis = whole.shape().axis(axisArgument(site));
    List<Value> layers = new ArrayList<>();
    for (int i = 0; i < site.outputs().size(); i++) {
      layers.add(site.build().section(whole, axis, i, 1).reshaped(site.outputs().get(i)));
    }
    return layers;
  }

  private static long axisArgument(Site site) {
    long[] arguments = site.attributes().integers();
    return arguments.length == 0 ? 0 : arguments[0];
  }

  private static List<Value> tile(Site site) {
    Value x = site.input(0);
    long[] repeats = site.attributes().integers();
    if (site.count() != 1 || repeats.length != x.shape().rank()) {
      return Lowering.notExpressible();
    }
    // [d0, d1] → [1, d0, 1, d1] → [r0, d0, r1, d1] → [r0·d0, r1·d1]
    long[] apart = new long[2 * repeats.length];
    long[] repeated = new long[2 * repeats.length];
    for (int axis = 0; axis < repeats.length; axis++) {
      apart[2 * axis] = 1;
      apart[2 * axis + 1] = x.shape().dimension(axis);
      repeated[2 * axis] = repeats[axis];
      repeated[2 * axis + 1] = x.shape().dimension(axis);
    }
    Value tiled = site.build().broadcast(x.reshaped(Shape.of(apart)), Shape.of(repeated));
    return List.of(tiled.reshaped(site.output()));
  }

  private static List<Value> sliced(Site site, Section section) {
    if (section == null) {
      return Lowering.notExpressible();
    }
    Value sliced =
        site.build().gather(site.input(0), section.shape(), section.strides(), section.offset());
    return List.of(sliced.reshaped(site.output()));
  }

  private static List<Value> slicedBackward(Site site, Section section) {
    if (section == null || site.count() != 2) {
      return Lowering.notExpressible();
    }
    Value gradient = site.input(1).reshaped(section.shape());
    return List.of(
        site.build().scatter(gradient, site.input(0).shape(), section.strides(), section.offset()));
  }
}
