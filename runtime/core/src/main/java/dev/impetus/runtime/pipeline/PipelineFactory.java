// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.pipeline;

import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.ProvisionException;
import com.google.inject.Stage;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.model.data.DataContext;
import dev.impetus.model.data.Dataset;
import dev.impetus.runtime.plugin.PluginRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.nd4j.common.config.ND4JClassLoading;

/**
 * Makes pipelines from specifications with the plugins of a registry: one root injector, and one
 * child injector a pipeline.
 *
 * <pre>{@code
 * PipelineFactory factory = PipelineFactory.of(registry);
 * ResolvedPipeline resolved = factory.resolve(PipelineFile.read(Path.of("pipeline.yaml")));
 * try (Pipeline pipeline = factory.create(resolved)) {
 *   ...
 * }
 * }</pre>
 */
public final class PipelineFactory {

  private final Injector root;
  private final ProviderCatalog catalog;

  private PipelineFactory(Injector root) {
    this.root = root;
    this.catalog = root.getInstance(ProviderCatalog.class);
  }

  /** A factory with these plugins. The registry must stay open as long as pipelines are in use. */
  public static PipelineFactory of(PluginRegistry registry) {
    return new PipelineFactory(
        Guice.createInjector(Stage.PRODUCTION, new ProvidersModule(registry)));
  }

  /**
   * Finds the plugins of a specification and checks all options. Computes nothing; loads no native
   * code.
   *
   * @throws ImpetusException with every problem, each with its path and line
   */
  public ResolvedPipeline resolve(PipelineFile file) {
    return new SpecResolver(catalog, file.draft(), file.folder(), file.problems(), file::locate)
        .resolve();
  }

  /**
   * As {@link #resolve(PipelineFile)}, for a specification built in code.
   *
   * @param folder the folder against which relative paths are resolved
   * @throws ImpetusException with every problem, each with its path
   */
  public ResolvedPipeline resolve(PipelineSpec spec, Path folder) {
    return new SpecResolver(
            catalog,
            SpecDraft.of(spec),
            folder.toAbsolutePath().normalize(),
            List.of(),
            UnaryOperator.identity())
        .resolve();
  }

  /** As {@link #resolve(PipelineSpec, Path)}, for paths relative to the working directory. */
  public ResolvedPipeline resolve(PipelineSpec spec) {
    return resolve(spec, Path.of(""));
  }

  /**
   * Loads the data and creates everything.
   *
   * @throws ImpetusException of the kind that the plugin gives it; of kind INTERNAL, naming jar and
   *     id, if a plugin threw anything else. What was created before is closed
   */
  public Pipeline create(ResolvedPipeline resolved) {
    return create(resolved, Map.of(), false);
  }

  /**
   * As {@link #create(ResolvedPipeline)}, for prediction with a trained model.
   *
   * @param fitted what {@link dev.impetus.model.data.Dataset#fitted()} gave when the model was
   *     trained
   */
  public Pipeline create(ResolvedPipeline resolved, Map<String, String> fitted) {
    return create(resolved, fitted, true);
  }

  private Pipeline create(
      ResolvedPipeline resolved, Map<String, String> fitted, boolean isPrediction) {
    DataContext context =
        new DataContext(resolved.spec().seed(), resolved.folder(), fitted, isPrediction);
    return create(resolved, context, Optional.empty());
  }

  /**
   * As {@link #create(ResolvedPipeline)}, but with these data instead of those of the
   * specification, whose data plugin is not asked for any.
   */
  public Pipeline create(ResolvedPipeline resolved, Dataset data) {
    DataContext context = new DataContext(resolved.spec().seed(), resolved.folder(), Map.of());
    return create(resolved, context, Optional.of(data));
  }

  private Pipeline create(ResolvedPipeline resolved, DataContext context, Optional<Dataset> given) {
    // Plugins run with their own context loader, in which ND4J would look for its backend in vain.
    ND4JClassLoading.setNd4jClassloader(PipelineFactory.class.getClassLoader());
    NativeThreads.limitTo(resolved.spec().threads());
    CreatedParts parts = new CreatedParts();
    try {
      return root.createChildInjector(new PipelineModule(resolved, context, given, parts))
          .getInstance(Pipeline.class);
    } catch (CreationException e) {
      throw closing(parts, InjectionFailures.unwrapped(e.getErrorMessages(), e));
    } catch (ProvisionException e) {
      throw closing(parts, InjectionFailures.unwrapped(e.getErrorMessages(), e));
    }
  }

  private static RuntimeException closing(CreatedParts parts, RuntimeException failure) {
    try {
      parts.close();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }
}
