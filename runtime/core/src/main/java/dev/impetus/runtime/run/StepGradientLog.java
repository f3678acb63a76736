// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.run;

import dev.impetus.runtime.report.StepGradients;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The file {@code step-gradients.csv}: a line for each recorded update, with its number and the
 * norm of the loss's gradient at each step of the sequences.
 */
final class StepGradientLog implements AutoCloseable {

  private static final String UPDATE = "update";

  private final Path path;
  private final FileChannel channel;

  private StepGradientLog(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Opens the file for appending after the line of the last update that a checkpoint has; what
   * follows is cut off, to be recorded again.
   *
   * @param updates updates before the checkpoint
   * @param every updates from line to line
   */
  static StepGradientLog open(Path path, long updates, int every) {
    try {
      String text = Files.exists(path) ? Files.readString(path) : "";
      int kept = 0;
      long lines = 0;
      for (String line : wholeLines(text)) {
        if (line.startsWith(UPDATE) ? updates > 0 : update(line, path) <= updates) {
          kept += line.length() + 1; // all of it is ASCII
          lines += line.startsWith(UPDATE) ? 0 : 1;
        }
      }
      long expected = (updates + every - 1) / every;
      if (lines < expected) {
        throw StorageFailure.of(
            "the recorded gradients are fewer than the checkpoint says",
            path,
            "of the first " + updates + " updates " + lines + " are there, not " + expected,
            "restore the file; or start a new run");
      }
      FileChannel channel =
          FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel.truncate(kept).position(kept);
      return new StepGradientLog(path, channel);
    } catch (IOException e) {
      throw StorageFailure.of("the recorded gradients cannot be opened", path, e);
    }
  }

  /** A last line that a killed process left unfinished is none. */
  private static List<String> wholeLines(String text) {
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }

  private static long update(String line, Path path) {
    try {
      return Long.parseLong(line.substring(0, Math.max(0, line.indexOf(','))));
    } catch (NumberFormatException e) {
      throw damaged(line, path);
    }
  }

  private static RuntimeException damaged(String line, Path path) {
    return StorageFailure.of(
        "the recorded gradients cannot be read",
        path,
        "there is a line \"" + line.substring(0, Math.min(40, line.length())) + "…\"",
        "restore the file");
  }

  void append(long update, double[] norms) {
    StringBuilder line = new StringBuilder();
    try {
      if (channel.position() == 0) {
        line.append(UPDATE);
        for (int step = 1; step <= norms.length; step++) {
          line.append(",step ").append(step);
        }
        line.append('\n');
      }
      line.append(update);
      for (double norm : norms) {
        line.append(',').append((float) norm);
      }
      line.append('\n');
      AtomicFiles.writeFully(
          channel, ByteBuffer.wrap(line.toString().getBytes(StandardCharsets.US_ASCII)));
    } catch (IOException e) {
      throw StorageFailure.of("the recorded gradients cannot be written", path, e);
    }
  }

  /** Puts all lines on disk, before a checkpoint counts on them. */
  void force() {
    try {
      channel.force(false);
    } catch (IOException e) {
      throw StorageFailure.of("the recorded gradients cannot be written", path, e);
    }
  }

  /** What is in the file; nothing if there is none. */
  static StepGradients read(Path path) {
    if (!Files.exists(path)) {
      return StepGradients.NONE;
    }
    try {
      List<Long> updates = new ArrayList<>();
      List<double[]> norms = new ArrayList<>();
      for (String line : wholeLines(Files.readString(path))) {
        if (!line.startsWith(UPDATE)) {
          updates.add(update(line, path));
          norms.add(norms(line, path));
        }
      }
      return new StepGradients(updates, norms);
    } catch (IOException e) {
      throw StorageFailure.of("the recorded gradients cannot be read", path, e);
    }
  }

  private static double[] norms(String line, Path path) {
    String[] cells = line.split(",", -1);
    double[] norms = new double[cells.length - 1];
    try {
      for (int step = 0; step < norms.length; step++) {
        norms[step] = Double.parseDouble(cells[step + 1]);
      }
    } catch (NumberFormatException e) {
      throw damaged(line, path);
    }
    return norms;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw StorageFailure.of("the recorded gradients cannot be closed", path, e);
    }
  }
}
