// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.run;

import dev.impetus.model.Parameter;
import dev.impetus.model.ParameterLayout;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The folder of a trained model: parameters by name, the specification, the provenance. */
record ModelFolder(Path folder) {

  Path parameters() {
    return folder.resolve("parameters.safetensors");
  }

  Path spec() {
    return folder.resolve("spec.yaml");
  }

  Path provenance() {
    return folder.resolve("provenance.json");
  }

  /**
   * Writes everything aside, then moves the folder. A model that was there is moved out of the way
   * first and deleted last, so that at every moment there is one.
   */
  void write(StateVector values, ParameterLayout layout, String spec, Provenance provenance)
      throws IOException {
    ModelFolder unfinished =
        new ModelFolder(folder.resolveSibling(folder.getFileName() + AtomicFiles.UNFINISHED));
    ModelFolder old = former();
    if (!Files.exists(folder) && Files.exists(old.folder)) {
      Files.move(old.folder, folder, StandardCopyOption.ATOMIC_MOVE); // killed in between
    }
    old.delete();
    unfinished.delete();
    Files.createDirectory(unfinished.folder);
    TensorWriter writer = new TensorWriter().metadata("format", "impetus-model-1");
    for (Parameter parameter : layout.parameters()) {
      writer.add(parameter.name(), parameter.shape(), layout.view(values, parameter.name()));
    }
    AtomicFiles.writeForced(unfinished.parameters(), writer::writeTo);
    AtomicFiles.write(unfinished.spec(), spec);
    provenance.write(unfinished.provenance());
    if (Files.exists(folder)) {
      Files.move(folder, old.folder, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.move(unfinished.folder, folder, StandardCopyOption.ATOMIC_MOVE);
    AtomicFiles.forceFolder(folder.toAbsolutePath().getParent());
    old.delete();
  }

  /** Where the model before is while it is replaced, and stays if that is interrupted. */
  ModelFolder former() {
    return new ModelFolder(folder.resolveSibling(folder.getFileName() + ".old"));
  }

  private void delete() throws IOException {
    if (Files.exists(folder)) {
      List<Path> files;
      try (Stream<Path> content = Files.list(folder)) {
        files = content.toList();
      }
      for (Path file : files) {
        Files.delete(file);
      }
      Files.delete(folder);
    }
  }

  /**
   * Reads parameters of a layout.
   *
   * @throws dev.impetus.api.error.ImpetusException of kind STORAGE if names, shapes or types differ
   */
  StateVector read(ParameterLayout layout, Precision precision) {
    StateVector values = StateVector.zeros(precision, 1, layout.size());
    try (TensorFile file = TensorFile.open(parameters())) {
      TreeSet<String> differences = new TreeSet<>();
      layout.parameters().stream()
          .filter(
              parameter ->
                  !file.entries().containsKey(parameter.name())
                      || !file.entries().get(parameter.name()).shape().equals(parameter.shape()))
          .forEach(parameter -> differences.add(parameter.name() + parameter.shape()));
      if (!differences.isEmpty() || file.entries().size() != layout.parameters().size()) {
        throw StorageFailure.of(
            "the parameters are of another model",
            parameters(),
            differences.isEmpty()
                ? "the file has "
                    + file.entries().size()
                    + " arrays, the model "
                    + layout.parameters().size()
                    + " parameters"
                : "the file lacks " + String.join(", ", differences),
            "use the plugins that the provenance names");
      }
      for (Parameter parameter : layout.parameters()) {
        file.read(parameter.name(), layout.view(values, parameter.name()));
      }
    }
    return values;
  }
}
