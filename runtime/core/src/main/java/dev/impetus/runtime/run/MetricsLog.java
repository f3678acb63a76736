// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.run;

import dev.impetus.runtime.training.EpochRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;

/** The file {@code metrics.jsonl}: a line for each epoch, on disk before the next begins. */
public final class MetricsLog implements AutoCloseable {

  private final Path path;
  private final FileChannel channel;

  private MetricsLog(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** Opens the file for appending after its first {@code bytes}; what follows them is cut off. */
  static MetricsLog open(Path path, long bytes) {
    try {
      FileChannel channel =
          FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.size() < bytes) {
        long size = channel.size();
        channel.close();
        throw StorageFailure.of(
            "the metrics are shorter than the checkpoint says",
            path,
            "the file has " + size + " bytes, the checkpoint counts on " + bytes,
            "restore the file; or start a new run");
      }
      channel.truncate(bytes).position(bytes);
      return new MetricsLog(path, channel);
    } catch (IOException e) {
      throw StorageFailure.of("the metrics cannot be opened", path, e);
    }
  }

  void append(EpochRecord epoch) {
    String line = RecordJson.MAPPER.writeValueAsString(RecordJson.of(epoch)) + "\n";
    try {
      AtomicFiles.writeFully(channel, ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
      channel.force(false);
    } catch (IOException e) {
      throw StorageFailure.of("the metrics cannot be written", path, e);
    }
  }

  long bytes() {
    try {
      return channel.position();
    } catch (IOException e) {
      throw StorageFailure.of("the metrics cannot be written", path, e);
    }
  }

  /**
   * Reads all whole lines; a last line that a killed process left unfinished is passed over.
   *
   * @throws dev.impetus.api.error.ImpetusException of kind STORAGE if the file cannot be read
   */
  public static List<EpochRecord> read(Path path) {
    if (!Files.exists(path)) {
      return List.of();
    }
    String text;
    try {
      text = Files.readString(path);
    } catch (IOException e) {
      throw StorageFailure.of("the metrics cannot be read", path, e);
    }
    List<EpochRecord> epochs = new ArrayList<>();
    int number = 1;
    for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
      try {
        epochs.add(RecordJson.epoch(RecordJson.MAPPER.readTree(line)));
      } catch (JacksonException e) {
        throw StorageFailure.of(
            "the metrics cannot be read",
            path,
            "line " + number + ": " + e.getOriginalMessage(),
            "restore the file");
      }
      number++;
    }
    return epochs;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw StorageFailure.of("the metrics cannot be closed", path, e);
    }
  }
}
