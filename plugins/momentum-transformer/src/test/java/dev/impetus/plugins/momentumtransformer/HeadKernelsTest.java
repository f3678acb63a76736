// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impetus.kernel.Float64Arithmetic;
import dev.impetus.kernel.RowWorkers;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** Attentions that share working arrays do not see each other. */
public final class HeadKernelsTest {

  private static final AttentionShape SHAPE = new AttentionShape(2, 70, 2, 4, 3);

  @DataProvider
  public static Object[][] attentions() {
    return AttentionEquationsTest.attentions();
  }

  private record Layer(AttentionCase inputs, double[] out, double[][] gradients) {

    static Layer of(Attention attention, long seed) {
      return new Layer(
          AttentionCase.random(attention, SHAPE, seed, 70, 33),
          new double[SHAPE.valueNumbers()],
          new double[3][SHAPE.keyNumbers()]);
    }

    void forward(AttentionPass<double[]> pass) {
      pass.forward(inputs.queries(), inputs.keys(), inputs.values(), inputs.lengths(), out);
    }

    void backward(AttentionPass<double[]> pass) {
      double[] bar = AttentionCase.normal(new Random(4), SHAPE.valueNumbers());
      pass.backward(bar, gradients[0], gradients[1], gradients[2]);
    }
  }

  @Test(dataProvider = "attentions")
  public void layersThatTakeTurnsAreAsThoseWithKernelsOfTheirOwn(Attention attention) {
    Float64Arithmetic on = new Float64Arithmetic();
    try (RowWorkers workers = new RowWorkers(2);
        HeadKernels<double[]> kernels = attention.newKernels(on, SHAPE)) {
      List<Layer> shared = new ArrayList<>();
      List<AttentionPass<double[]>> passes = new ArrayList<>();
      for (int layer = 0; layer < 3; layer++) {
        shared.add(Layer.of(attention, layer));
        passes.add(attention.newPass(on, SHAPE, workers, kernels));
        shared.get(layer).forward(passes.get(layer));
      }
      assertThat(kernels.count()).as("one for each thread").isEqualTo(2);
      for (int layer = 2; layer >= 0; layer--) {
        shared.get(layer).backward(passes.get(layer));
        Layer alone = Layer.of(attention, layer);
        try (AttentionPass<double[]> pass = attention.newPass(on, SHAPE, workers)) {
          alone.forward(pass);
          alone.backward(pass);
        }
        assertThat(shared.get(layer).out()).isEqualTo(alone.out());
        assertThat(shared.get(layer).gradients()).isDeepEqualTo(alone.gradients());
      }
    }
  }

  /** Forward is in AttentionEquationsTest. */
  @Test(dataProvider = "attentions")
  public void threadsDoNotChangeABitOfGradients(Attention attention) {
    Layer alone = null;
    for (int threads : new int[] {1, 2, 3}) {
      Layer layer = Layer.of(attention, 5);
      try (RowWorkers workers = new RowWorkers(threads);
          AttentionPass<double[]> pass =
              attention.newPass(new Float64Arithmetic(), SHAPE, workers)) {
        layer.forward(pass);
        layer.backward(pass);
      }
      alone = alone == null ? layer : alone;
      assertThat(layer.gradients()).isDeepEqualTo(alone.gradients());
    }
  }

  /** A pass of its own closes its kernels, one that shares them does not. */
  @Test
  public void kernelsAreClosedByTheirOwner() {
    Attention attention = Attention.softmax(true);
    Float64Arithmetic on = new Float64Arithmetic();
    try (RowWorkers workers = new RowWorkers(1);
        HeadKernels<double[]> kernels = attention.newKernels(on, SHAPE)) {
      Layer layer = Layer.of(attention, 1);
      attention.newPass(on, SHAPE, workers, kernels).close();
      layer.forward(attention.newPass(on, SHAPE, workers, kernels));
      AttentionPass<double[]> own = attention.newPass(on, SHAPE, workers);
      own.close();
      assertThatThrownBy(() -> layer.forward(own)).hasMessageContaining("is closed");
    }
  }
}
