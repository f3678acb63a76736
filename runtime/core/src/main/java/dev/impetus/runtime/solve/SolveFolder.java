// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.solve;

import dev.impetus.runtime.report.SolveReport;
import dev.impetus.runtime.run.AtomicFiles;
import dev.impetus.runtime.run.StorageFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where the report of an experiment goes: a new or empty folder, or one with the report of an
 * earlier experiment, which is replaced. Nothing is written before there are results.
 */
public final class SolveFolder {

  private static final String REPORT = "report.html";
  private static final String DATA = "solve.json";

  private final Path folder;

  private SolveFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * A folder that somebody chose.
   *
   * @throws dev.impetus.api.error.ImpetusException of kind STORAGE if something else is in it, or
   *     it cannot be made
   */
  public static SolveFolder at(Path path) {
    Path folder = path.toAbsolutePath().normalize();
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw StorageFailure.of(
          "there is no room for a report",
          folder,
          "a file of that name is there",
          "choose another folder");
    }
    if (Files.isDirectory(folder) && !Files.exists(folder.resolve(DATA))) {
      try (Stream<Path> content = Files.list(folder)) {
        if (content.findAny().isPresent()) {
          throw StorageFailure.of(
              "the folder is not empty",
              folder,
              "a report would mix with what is there",
              "choose another folder");
        }
      } catch (IOException | UncheckedIOException e) {
        throw StorageFailure.of(
            "the folder cannot be read",
            folder,
            e instanceof UncheckedIOException unchecked ? unchecked.getCause() : (IOException) e);
      }
    }
    return writable(folder);
  }

  /** The next free folder in {@code parent}: {@code 2026-11-23-van-der-pol-1}, then {@code -2}. */
  public static SolveFolder next(Path parent, LocalDate date, String problem) {
    int number = 1;
    while (Files.exists(parent.resolve(date + "-" + problem + "-" + number))) {
      number++;
    }
    return writable(
        parent.resolve(date + "-" + problem + "-" + number).toAbsolutePath().normalize());
  }

  /** The folder, if it is writable or the nearest one above it that is there. */
  private static SolveFolder writable(Path folder) {
    Path there = folder;
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    if (there == null || !Files.isDirectory(there) || !Files.isWritable(there)) {
      throw StorageFailure.of(
          "there is no room for a report",
          folder,
          (there == null ? "its drive" : there) + " is no folder in which one can write",
          "choose another folder");
    }
    return new SolveFolder(folder);
  }

  /**
   * Writes report and data, each aside and then moved.
   *
   * @return the report
   */
  public Path write(SolveResults results) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw StorageFailure.of("the folder cannot be made", folder, e);
    }
    Path report = folder.resolve(REPORT);
    String json =
        JsonMapper.builder()
            .build()
            .writerWithDefaultPrettyPrinter()
            .writeValueAsString(SolveJson.of(results));
    try {
      AtomicFiles.write(folder.resolve(DATA), json + "\n");
      AtomicFiles.write(report, SolveReport.render(results.summary()));
    } catch (IOException e) {
      throw StorageFailure.of("the report cannot be written", report, e);
    }
    return report;
  }
}
