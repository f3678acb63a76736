// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import dev.impetus.kernel.Float64Blas;
import dev.impetus.kernel.Float64Functions;
import dev.impetus.kernel.Float64NativeArray;
import dev.impetus.kernel.Float64Rows;
import dev.impetus.kernel.ProductLayout;
import dev.impetus.plugins.fused.Operation.Concatenation;
import dev.impetus.plugins.fused.Operation.Constant;
import dev.impetus.plugins.fused.Operation.Gather;
import dev.impetus.plugins.fused.Operation.MatrixProduct;
import dev.impetus.plugins.fused.Operation.Pointwise;
import dev.impetus.plugins.fused.Operation.Reduction;
import dev.impetus.plugins.fused.Operation.Rowwise;
import dev.impetus.plugins.fused.Operation.Scatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Arrays of double. */
final class Float64Memory implements Memory {

  private record Packing(Storage storage, ProductLayout layout) {}

  private record Packed(Float64Rows rows, Step step) {}

  private final Float64Memory parent;
  private final Map<Storage, Integer> slots;
  private final Set<Storage> onHeap;
  private final Set<Storage> inNative;
  private final Map<Integer, double[]> arrays = new HashMap<>();
  private final Map<Storage, Float64NativeArray> natives = new HashMap<>();
  private final Map<Packing, Packed> packed = new LinkedHashMap<>();
  private final Map<Storage, Step> mirrors = new LinkedHashMap<>();
  private final Float64Functions functions = new Float64Functions();
  private final Float64Blas blas = new Float64Blas();

  Float64Memory(
      Float64Memory parent,
      Map<Storage, Integer> slots,
      Set<Storage> onHeap,
      Set<Storage> inNative) {
    this.parent = parent;
    this.slots = slots;
    this.onHeap = onHeap;
    this.inNative = inNative;
  }

  @Override
  public Memory child(
      Map<Storage, Integer> childSlots, Set<Storage> childOnHeap, Set<Storage> childInNative) {
    return new Float64Memory(this, childSlots, childOnHeap, childInNative);
  }

  private boolean owns(Storage storage) {
    return slots.containsKey(storage);
  }

  double[] array(Storage storage) {
    return owns(storage)
        ? arrays.computeIfAbsent(slots.get(storage), slot -> new double[storage.size()])
        : parent.array(storage);
  }

  private double[][] arrays(List<Value> values) {
    return values.stream().map(value -> array(value.storage())).toArray(double[][]::new);
  }

  /** A copy for OpenBLAS. That of a parent's storage is kept up to date by the parent. */
  Float64NativeArray nativeCopy(Storage storage) {
    if (!owns(storage)) {
      return parent.mirrored(storage);
    }
    return natives.computeIfAbsent(storage, key -> new Float64NativeArray(key.size()));
  }

  private synchronized Float64NativeArray mirrored(Storage storage) {
    Float64NativeArray copy = nativeCopy(storage);
    if (!mirrors.containsKey(storage)) {
      double[] array = array(storage);
      Step step = () -> copy.put(0, array, 0, array.length);
      mirrors.put(storage, step);
      step.run();
    }
    return copy;
  }

  Float64Blas blas() {
    return blas;
  }

  /** A parent's matrix as separate rows; null if the storage changes between evaluations. */
  Float64Rows packedRows(Storage matrix, ProductLayout layout) {
    if (owns(matrix)) {
      return null;
    }
    synchronized (parent) {
      Packing packing = new Packing(matrix, layout);
      Packed known = parent.packed.get(packing);
      if (known == null) {
        Float64Rows rows = new Float64Rows(layout);
        double[] array = array(matrix);
        known = new Packed(rows, () -> rows.pack(array, 0));
        known.step().run();
        parent.packed.put(packing, known);
      }
      return known.rows();
    }
  }

  @Override
  public synchronized Collection<Step> derived() {
    List<Step> steps = new ArrayList<>(mirrors.values());
    packed.values().forEach(pack -> steps.add(pack.step()));
    return steps;
  }

  @Override
  public Exchange exchange(Storage storage) {
    return new Float64Exchange(array(storage));
  }

  @Override
  public Residual residual(Storage storage, boolean readOnHeap, boolean readInNative) {
    return new Float64Residual(
        onHeap.contains(storage) ? array(storage) : null,
        inNative.contains(storage) ? nativeCopy(storage) : null,
        readOnHeap,
        readInNative);
  }

  @Override
  public List<Step> link(Instruction instruction) {
    List<Step> steps = new ArrayList<>();
    if (instruction.operation() instanceof MatrixProduct) {
      steps.add(Float64Products.link(instruction, this));
    } else {
      kernel(instruction, steps);
    }
    for (Value output : instruction.outputs()) {
      Storage storage = output.storage();
      boolean isNativeAlready =
          instruction.operation() instanceof MatrixProduct
              && MatrixProducts.belongsToBlas(instruction);
      if (isNativeAlready && onHeap.contains(storage)) {
        Float64NativeArray copy = nativeCopy(storage);
        double[] array = array(storage);
        steps.add(
            new PositionStep(array.length, (from, to) -> copy.get(from, array, from, to - from)));
      } else if (!isNativeAlready && inNative.contains(storage)) {
        Float64NativeArray copy = nativeCopy(storage);
        double[] array = array(storage);
        steps.add(
            new PositionStep(array.length, (from, to) -> copy.put(from, array, from, to - from)));
      }
    }
    return steps;
  }

  private void kernel(Instruction instruction, List<Step> steps) {
    Operation operation = instruction.operation();
    double[] out = array(instruction.output().storage());
    double[][] in = arrays(instruction.inputs());
    if (operation instanceof Pointwise && instruction.outputs().size() == 2) {
      double[] slopes = array(instruction.outputs().get(1).storage());
      steps.add(Float64Pointwise.softplusAndSigmoid(functions, out, slopes, in[0]));
    } else if (operation instanceof Pointwise pointwise) {
      steps.add(Float64Pointwise.step(pointwise, functions, out, in));
    } else if (operation instanceof Gather gather) {
      steps.add(Float64Layout.gather(gather, out, in[0]));
    } else if (operation instanceof Scatter scatter) {
      steps.add(Float64Layout.scatter(scatter, out, in[0]));
    } else if (operation instanceof Concatenation concatenation) {
      steps.add(Float64Layout.concatenate(concatenation, out, in));
    } else if (operation instanceof Reduction reduction) {
      steps.add(Float64Reductions.reduce(reduction, out, in[0]));
    } else if (operation instanceof Rowwise rowwise) {
      steps.add(Float64Reductions.rowwise(rowwise, out, in));
    } else if (operation instanceof Constant constant) {
      for (int i = 0; i < out.length; i++) {
        out[i] = constant.numbers().get(i).doubleValue();
      }
    }
  }

  @Override
  public void toDoubles(Storage source, double[] target) {
    double[] array = array(source);
    for (int i = 0; i < array.length; i++) {
      target[i] = array[i];
    }
  }

  @Override
  public void fromDoubles(double[] source, Storage target) {
    double[] array = array(target);
    for (int i = 0; i < array.length; i++) {
      array[i] = source[i];
    }
  }

  @Override
  public void close() {
    natives.values().forEach(Float64NativeArray::close);
    natives.clear();
  }
}
