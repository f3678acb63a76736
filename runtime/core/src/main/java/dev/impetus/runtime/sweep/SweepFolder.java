// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.sweep;

import dev.impetus.api.error.ImpetusException;
import dev.impetus.runtime.pipeline.PipelineFactory;
import dev.impetus.runtime.pipeline.PipelineFile;
import dev.impetus.runtime.run.AtomicFiles;
import dev.impetus.runtime.run.StorageFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The folder of a sweep, locked by the process that works in it.
 *
 * <pre>
 * sweep.yaml                      the sweep, complete in itself
 * runs/SETTING/seed-N/            a run, as every run
 * runs/SETTING/seed-N.yaml, .log  its specification, and what its process printed
 * runs/SETTING/seed-N.failure.json  why it failed
 * sweep.csv, sweep.json           figures, a row a run; all that the report shows
 * report.html                     the report
 * sweep.lock                      held while a process works in the folder
 * </pre>
 *
 * <p>A run belongs to a sweep by its specification, not by its name: whichever run there has the
 * specification of a setting with a seed is that run. Options that plugins have got since count
 * with their defaults. Other runs stay where they are.
 */
public final class SweepFolder implements AutoCloseable {

  private static final String SWEEP = "sweep.yaml";
  private static final String RUNS = "runs";

  private final Path folder;
  private final FileChannel lockChannel;
  private final FileLock lock;

  private SweepFolder(Path folder, FileChannel lockChannel, FileLock lock) {
    this.folder = folder;
    this.lockChannel = lockChannel;
    this.lock = lock;
  }

  /**
   * Takes a folder: a new or empty one, or that of a sweep.
   *
   * @throws dev.impetus.api.error.ImpetusException of kind STORAGE if something else is in it, it
   *     cannot be made, or another process works in it
   */
  public static SweepFolder open(Path path) {
    Path folder = path.toAbsolutePath().normalize();
    try {
      Files.createDirectories(folder);
      if (!Files.exists(folder.resolve(SWEEP))) {
        requireEmpty(folder);
      }
      return lock(folder);
    } catch (IOException e) {
      throw StorageFailure.of("the folder of the sweep cannot be made", folder, e);
    }
  }

  private static void requireEmpty(Path folder) throws IOException {
    try (Stream<Path> content = Files.list(folder)) {
      if (content.anyMatch(file -> !file.getFileName().toString().startsWith("sweep."))) {
        throw StorageFailure.of(
            "the folder is not empty",
            folder,
            "it has no sweep.yaml, so what is in it is no sweep",
            "choose another folder");
      }
    }
  }

  private static SweepFolder lock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve("sweep.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null; // held by this very process
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
    if (lock == null) {
      throw StorageFailure.of(
          "somebody works in the folder of the sweep",
          folder,
          "sweep.lock is held by a process",
          "wait until it has ended, or end it");
    }
    return new SweepFolder(folder, channel, lock);
  }

  /** Whether a folder is that of a sweep. */
  public static boolean isSweep(Path folder) {
    return Files.isRegularFile(folder.resolve(SWEEP));
  }

  /** The sweep that a folder is of. */
  public static SweepSpec read(Path folder) {
    return SweepFile.read(folder.resolve(SWEEP));
  }

  /**
   * Checks that a folder, chosen by the name of a sweep alone, is not that of another sweep of the
   * same name: that their specifications lie in the same place.
   *
   * @throws ImpetusException of kind STORAGE if it is
   */
  public static void requireSamePlace(Path folder, SweepSpec spec) {
    if (!isSweep(folder)) {
      return;
    }
    Path other = read(folder).folder();
    if (!other.equals(spec.folder())) {
      throw StorageFailure.of(
          "the folder belongs to another sweep of this name",
          folder.toAbsolutePath(),
          "the specification that is varied there lies in "
              + other
              + ", this one in "
              + spec.folder(),
          "choose a folder by --out; that one too, to go on in it");
    }
  }

  /** The folder. */
  public Path folder() {
    return folder;
  }

  /** The report. */
  public Path report() {
    return folder.resolve("report.html");
  }

  /** Figures, a row a run. */
  public Path table() {
    return folder.resolve("sweep.csv");
  }

  /** All that the report shows, as data. */
  public Path data() {
    return folder.resolve("sweep.json");
  }

  /** Keeps the sweep, finds or makes the places of its runs, and writes their specifications. */
  public SweepRuns place(PipelineFactory factory, SweepPlan plan) {
    SweepRuns runs = find(factory, plan);
    try {
      // First of all: a folder with runs but without it is no sweep, and nobody could go on.
      AtomicFiles.write(folder.resolve(SWEEP), SweepFile.write(plan.spec()));
      for (PlannedRun run : runs.runs()) {
        Files.createDirectories(run.folder().getParent());
        AtomicFiles.write(run.specification(), run.setting().yaml(run.seed()));
      }
    } catch (IOException e) {
      throw StorageFailure.of("the sweep cannot be begun", folder, e);
    }
    return runs;
  }

  /** Where the runs are or would be; writes nothing. */
  public SweepRuns find(PipelineFactory factory, SweepPlan plan) {
    List<Path> taken = new ArrayList<>(runFolders());
    List<Path> others = new ArrayList<>(taken);
    Map<String, Path> known = new LinkedHashMap<>();
    taken.forEach(run -> known.putIfAbsent(specificationOf(factory, run), run));
    List<PlannedRun> runs = new ArrayList<>();
    for (Setting setting : plan.settings()) {
      for (long seed : plan.spec().seeds()) {
        String yaml = setting.yaml(seed);
        Path place = known.remove(yaml);
        others.remove(place);
        if (place == null) {
          place = free(setting, seed, taken);
          taken.add(place);
        }
        runs.add(new PlannedRun(setting, seed, place));
      }
    }
    return new SweepRuns(runs, others);
  }

  private List<Path> runFolders() {
    if (!Files.isDirectory(folder.resolve(RUNS))) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder.resolve(RUNS), 3)) {
      return files
          .filter(file -> file.getFileName().toString().equals("spec.yaml"))
          .map(Path::getParent)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw StorageFailure.of("the folder of the sweep cannot be read", folder, e);
    } catch (UncheckedIOException e) {
      throw StorageFailure.of("the folder of the sweep cannot be read", folder, e.getCause());
    }
  }

  /** The specification with today's defaults; one of its own where a plugin refuses it. */
  private static String specificationOf(PipelineFactory factory, Path run) {
    Path file = run.resolve("spec.yaml");
    try {
      return factory.resolve(PipelineFile.read(file)).spec().toYaml();
    } catch (ImpetusException e) {
      return "none of today's: " + run;
    }
  }

  private Path free(Setting setting, long seed, List<Path> taken) {
    Path runs = folder.resolve(RUNS);
    Path parent = runs.resolve(setting.folder()).normalize();
    if (!runs.equals(parent.getParent())) {
      throw new IllegalStateException("no folder in " + runs + ": " + setting.folder());
    }
    Path place = parent.resolve("seed-" + seed);
    for (int i = 2; taken.contains(place); i++) {
      place = parent.resolve("seed-" + seed + "-" + i);
    }
    return place;
  }

  /** Lets other processes in; idempotent. */
  @Override
  public void close() {
    try {
      if (lock.isValid()) {
        lock.release();
      }
      lockChannel.close();
    } catch (IOException e) {
      throw StorageFailure.of("the sweep cannot be unlocked", folder, e);
    }
  }
}
