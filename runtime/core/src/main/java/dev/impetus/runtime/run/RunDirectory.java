// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.run;

import dev.impetus.api.error.ImpetusException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.Set;

/**
 * The folder of a run, locked by the process that works in it.
 *
 * <pre>
 * spec.yaml               the resolved specification; its presence makes a folder a run
 * provenance.json         plugins, versions, hashes, seed, Java, OS, one entry for each session
 * metrics.jsonl           one line for each epoch
 * step-gradients.csv      gradients at each step of the sequences, if they were recorded
 * checkpoint.safetensors  where the training stands
 * model/                  the chosen parameters, with what is needed to load them
 * result.json             final figures; its presence means that the run is finished
 * report.json             what the report shows, as data
 * report.html             the report
 * run.lock                held while a process works in the folder
 * </pre>
 */
public final class RunDirectory implements AutoCloseable {

  private static final Set<String> LEFT_BY_A_START =
      Set.of(
          "run.lock",
          "provenance.json",
          "provenance.json" + AtomicFiles.UNFINISHED,
          "spec.yaml" + AtomicFiles.UNFINISHED);

  private final Path folder;
  private final FileChannel lockChannel;
  private final FileLock lock;

  private RunDirectory(Path folder, FileChannel lockChannel, FileLock lock) {
    this.folder = folder;
    this.lockChannel = lockChannel;
    this.lock = lock;
  }

  /** A name that no folder in {@code parent} has yet. */
  static Path nextFolder(Path parent, LocalDate date, String name) {
    String prefix = date + "-" + name.replaceAll("[^A-Za-z0-9._-]", "-") + "-";
    int number = 1;
    while (Files.exists(parent.resolve(prefix + number))) {
      number++;
    }
    return parent.resolve(prefix + number);
  }

  /**
   * Makes a folder with a name that no other has yet: {@code 2026-11-23-hbnode-1}, then {@code -2},
   * …; no other process gets the same.
   *
   * @param parent made if it is not there
   * @param name what to call it after the date, usually the architecture's id
   * @throws ImpetusException of kind STORAGE if it cannot be made
   */
  public static Path createNextFolder(Path parent, LocalDate date, String name) {
    try {
      Files.createDirectories(parent);
      Path folder = null;
      while (folder == null) {
        folder = createUnlessTaken(nextFolder(parent, date, name));
      }
      return folder;
    } catch (IOException e) {
      throw StorageFailure.of("the folder of the run cannot be made", parent, e);
    }
  }

  /** Null if another process was faster. */
  private static Path createUnlessTaken(Path folder) throws IOException {
    try {
      return Files.createDirectory(folder);
    } catch (FileAlreadyExistsException e) {
      return null;
    }
  }

  /**
   * Takes a new or empty folder. What a start leaves that failed before there was a run counts as
   * nothing.
   *
   * @throws ImpetusException of kind STORAGE if something is in it or it cannot be made
   */
  public static RunDirectory create(Path path) {
    Path folder = path.toAbsolutePath().normalize();
    try {
      Files.createDirectories(folder);
      requireEmpty(folder);
      RunDirectory directory = lock(folder);
      try {
        // Again: another process may have begun and ended a run before the lock was ours.
        requireEmpty(folder);
        return directory;
      } catch (IOException | RuntimeException e) {
        directory.close();
        throw e;
      }
    } catch (IOException e) {
      throw StorageFailure.of("the folder of the run cannot be made", folder, e);
    }
  }

  private static void requireEmpty(Path folder) throws IOException {
    boolean isRun = isRun(folder);
    try (DirectoryStream<Path> content =
        Files.newDirectoryStream(
            folder, file -> isRun || !LEFT_BY_A_START.contains(file.getFileName().toString()))) {
      if (content.iterator().hasNext()) {
        throw StorageFailure.of(
            isRun ? "there is a run already" : "the folder is not empty",
            folder,
            isRun ? "it has a " + names(folder) : "a new run would mix with what is there",
            isRun ? "resume it, or choose another folder" : "choose another folder");
      }
    }
  }

  /**
   * Takes the folder of a run that was begun.
   *
   * @throws ImpetusException of kind STORAGE if it is no run, or another process works in it
   */
  public static RunDirectory open(Path path) {
    Path folder = requireRun(path);
    try {
      return lock(folder);
    } catch (IOException e) {
      throw StorageFailure.of("the run cannot be locked", folder, e);
    }
  }

  static Path requireRun(Path path) {
    Path folder = path.toAbsolutePath().normalize();
    if (!isRun(folder)) {
      throw StorageFailure.of(
          "there is no run",
          folder,
          Files.isDirectory(folder)
              ? "the folder has no spec.yaml and provenance.json"
              : "there is no such folder",
          "give the folder of a run");
    }
    return folder;
  }

  private static boolean isRun(Path folder) {
    return Files.isRegularFile(folder.resolve("spec.yaml"))
        && Files.isRegularFile(folder.resolve("provenance.json"));
  }

  private static String names(Path folder) {
    return Files.exists(folder.resolve("result.json")) ? "result.json" : "spec.yaml";
  }

  private static RunDirectory lock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve("run.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
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
          "somebody works in the folder of the run",
          folder,
          "run.lock is held by a process",
          "wait until it has ended, or end it");
    }
    return new RunDirectory(folder, channel, lock);
  }

  /** The folder. */
  public Path folder() {
    return folder;
  }

  /** The resolved specification. */
  public Path spec() {
    return folder.resolve("spec.yaml");
  }

  /** One line for each epoch. */
  public Path metrics() {
    return folder.resolve("metrics.jsonl");
  }

  /** Gradients at each step of the sequences, a line for each recorded update. */
  public Path stepGradients() {
    return folder.resolve("step-gradients.csv");
  }

  /** Where the training stands. */
  public Path checkpoint() {
    return folder.resolve("checkpoint.safetensors");
  }

  /** The folder of the chosen parameters. */
  public Path model() {
    return folder.resolve("model");
  }

  /** Final figures. */
  public Path result() {
    return folder.resolve("result.json");
  }

  /** The report. */
  public Path report() {
    return folder.resolve("report.html");
  }

  /** What the report shows, as data. */
  public Path reportData() {
    return folder.resolve("report.json");
  }

  Path provenance() {
    return folder.resolve("provenance.json");
  }

  /** Whether the run has come to its end. */
  public boolean isFinished() {
    return Files.exists(result());
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
      throw StorageFailure.of("the run cannot be unlocked", folder, e);
    }
  }
}
