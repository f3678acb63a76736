// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/**
 * Kernels for float arrays and for double arrays are the same text but for the type, so that C2
 * sees plain loops. What is mended in one must be mended in the other.
 */
public class PrecisionTwinsTest {

  private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
  private static final String FUSED =
      "plugins/engine-fused/src/main/java/dev/impetus/plugins/fused/";
  private static final String KERNEL = "api/kernels/src/main/java/dev/impetus/kernel/";
  private static final String RECURRENT =
      "plugins/momentum-rnn/src/main/java/dev/impetus/plugins/momentumrnn/";
  private static final String TRANSFORMER =
      "plugins/momentum-transformer/src/main/java/dev/impetus/plugins/momentumtransformer/";
  private static final String STATE = "solvers-spi/src/main/java/dev/impetus/solver/state/";

  @DataProvider
  public static Object[][] twins() {
    return new Object[][] {
      {STATE + "Float32Kernels.java"},
      {KERNEL + "Float32Arithmetic.java"},
      {KERNEL + "Float32Blas.java"},
      {KERNEL + "Float32Denormals.java"},
      {KERNEL + "Float32NativeArray.java"},
      {KERNEL + "Float32Rows.java"},
      {KERNEL + "Float32SmallProduct.java"},
      {FUSED + "Float32Exchange.java"},
      {FUSED + "Float32JdkFunctions.java"},
      {FUSED + "Float32Layout.java"},
      {FUSED + "Float32Loops.java"},
      {FUSED + "Float32Memory.java"},
      {FUSED + "Float32Pointwise.java"},
      {FUSED + "Float32Products.java"},
      {FUSED + "Float32Reductions.java"},
      {RECURRENT + "Float32CellArithmetic.java"},
      {TRANSFORMER + "Float32AttentionArithmetic.java"},
      {TRANSFORMER + "Float32TokenArithmetic.java"},
    };
  }

  @Test(dataProvider = "twins")
  public void float64TextFollowsFromFloat32Text(String file) throws IOException {
    String single = Files.readString(ROOT.resolve(file));
    String twice = Files.readString(ROOT.resolve(file.replace("Float32", "Float64")));
    assertThat(normalized(single)).isEqualTo(normalized(twice));
  }

  /** Without type words, conversions that only one of them needs, and line breaks. */
  private static String normalized(String source) {
    return source
        .replaceAll("\\((float|double)\\) ", "")
        .replaceAll("Float32|Float64", "Precision")
        .replaceAll("FLOAT32|FLOAT64", "PRECISION")
        .replaceAll("float32|float64", "precision")
        .replaceAll("(Float|Double)(Pointer|Buffer)\\b", "$2")
        .replaceAll("\\b(Float|Double)([.#])", "Number$2")
        .replaceAll("\\b(float|double)(Value)?\\b", "number$2")
        .replaceAll("cblas_[sd]gem", "cblas_gem")
        .replaceAll("0x1p-?[0-9]+f?", "power")
        .replaceAll("([0-9])f\\b", "$1")
        .replaceAll("\\s*//\\s*", " ")
        .replaceAll("\\s*\\*\\s+", " ")
        .replaceAll("\\s+", "");
  }
}
