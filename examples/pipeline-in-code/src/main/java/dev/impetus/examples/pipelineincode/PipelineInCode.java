// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.pipelineincode;

import dev.impetus.runtime.pipeline.PipelineFactory;
import dev.impetus.runtime.pipeline.PipelineSpec;
import dev.impetus.runtime.plugin.PluginRegistry;
import dev.impetus.runtime.run.Run;
import dev.impetus.runtime.run.TrainedModel;
import dev.impetus.runtime.training.EpochRecord;
import dev.impetus.runtime.training.TrainingListener;
import dev.impetus.runtime.training.TrainingResult;
import dev.impetus.runtime.training.TrainingState;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Assembles a pipeline, trains it, and predicts. The data are trajectories of {@code y'' = -1.01 y
 * - 0.2 y'}; the model is {@code h'' + γ h' = w h + b}, which should find {@code γ = 0.2}, {@code w
 * = -1.01} and {@code b = 0}.
 */
public final class PipelineInCode {

  private PipelineInCode() {}

  /** Prints what it does. */
  public static void main(String[] args) throws IOException {
    run(Files.createTempDirectory("impetus-pipeline"), 120, System.out);
  }

  /**
   * Trains and predicts.
   *
   * @param folder where the run is kept
   * @return the damping that was learnt
   */
  static double run(Path folder, int epochs, PrintStream out) {
    PipelineSpec spec =
        PipelineSpec.builder()
            .seed(7)
            .data("damped-oscillator", Map.of("training", 30, "test", 30))
            .model(
                "hbnode",
                Map.of(
                    "hidden", List.of(),
                    "activation", "none",
                    "initial-velocity", "given",
                    "readout", "none"))
            .solver("dopri5", Map.of("rtol", 1e-6, "atol", 1e-8))
            .loss("mse")
            .metric("rmse")
            .optimizer("adam", Map.of("learning-rate", 0.1))
            .training("epochs", epochs)
            .training("batch-size", 10)
            .build();

    try (PluginRegistry registry = PluginRegistry.builder().build()) {
      PipelineFactory factory = PipelineFactory.of(registry);
      double damping;
      try (Run run = Run.create(factory, factory.resolve(spec), folder)) {
        out.println(run.pipeline().data().description());
        run.listen(progress(out));
        TrainingResult result = run.train();
        damping = result.test().orElseThrow().measures().get("gamma");
        out.printf("test error %.2e, damping %.4f%n", result.test().get().get("rmse"), damping);
      }
      try (TrainedModel model = TrainedModel.load(factory, folder)) {
        INDArray start = Nd4j.createFromArray(new double[][] {{1, 0}});
        INDArray y = model.predict(Map.of("inputs", start));
        print(model.signature().times(), y, out);
      }
      return damping;
    }
  }

  private static TrainingListener progress(PrintStream out) {
    return new TrainingListener() {
      @Override
      public void epochEnded(EpochRecord epoch, TrainingState state) {
        if (epoch.epoch() % 20 == 0) {
          out.printf("epoch %d  loss %.2e%n", epoch.epoch(), epoch.training().loss());
        }
      }
    };
  }

  /** Beside the closed form, of which training has seen nothing but samples. */
  private static void print(List<Double> times, INDArray y, PrintStream out) {
    out.println("    t   predicted       exact");
    for (int i = 0; i < times.size(); i += 7) {
      double t = times.get(i) - times.get(0);
      double exact = Math.exp(-0.1 * t) * (Math.cos(t) + 0.1 * Math.sin(t));
      out.printf("%5.2f  %10.5f  %10.5f%n", t, y.getDouble(0, i, 0), exact);
    }
  }
}
