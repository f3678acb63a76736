// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.testng.SkipException;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.Test;

/**
 * The launcher's archives of loaded classes, with a Java that prints its arguments and writes what
 * it is told to.
 */
public final class LauncherTest {

  private static final String JAVA =
      """
      #!/bin/sh
      for word in "$@"; do
        echo "$word"
        case $word in -XX:ArchiveClassesAtExit=*) echo archive > "${word#*=}" ;; esac
      done
      """;

  private Path folder;
  private Path cache;
  private Path launcher;

  @BeforeMethod
  public void install() throws IOException {
    if (!Files.isExecutable(Path.of("/bin/sh"))) {
      throw new SkipException("there is no /bin/sh here");
    }
    folder = Files.createTempDirectory("launcher with a space");
    cache = folder.resolve("cache");
    launcher = folder.resolve("home/bin/impetus");
    Files.createDirectories(launcher.getParent());
    Files.createDirectories(folder.resolve("home/lib"));
    Files.writeString(folder.resolve("home/lib/a.jar"), "a");
    Files.copy(Path.of("src/bin/impetus"), launcher);
    Path java = folder.resolve("java/bin/java");
    Files.createDirectories(java.getParent());
    Files.writeString(java, JAVA);
    for (Path file : List.of(launcher, java)) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private List<String> run(Map<String, String> environment, String... words)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(launcher.toString());
    builder.command().addAll(List.of(words));
    builder.environment().put("JAVA_HOME", folder.resolve("java").toString());
    builder.environment().put("XDG_CACHE_HOME", cache.toString());
    builder.environment().remove("IMPETUS_CDS");
    builder.environment().putAll(environment);
    Process process = builder.redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    return text.lines().toList();
  }

  private List<Path> archives() throws IOException {
    Path own = cache.resolve("impetus");
    if (!Files.isDirectory(own)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(own)) {
      return files.toList();
    }
  }

  private static boolean uses(List<String> words) {
    return words.stream().anyMatch(word -> word.startsWith("-XX:SharedArchiveFile="));
  }

  private static boolean writes(List<String> words) {
    return words.stream().anyMatch(word -> word.startsWith("-XX:ArchiveClassesAtExit="));
  }

  @Test
  public void theFirstStartWritesAnArchiveWhichTheNextOnesUse() throws Exception {
    List<String> first = run(Map.of(), "plugins", "list");
    assertThat(writes(first)).isTrue();
    assertThat(first).endsWith("plugins", "list");
    assertThat(uses(run(Map.of(), "plugins", "list"))).isTrue();
    List<String> third = run(Map.of(), "plugins", "verify", "a b.jar");
    assertThat(uses(third)).isTrue();
    assertThat(third).endsWith("verify", "a b.jar");
    assertThat(archives()).hasSize(1);
    assertThat(archives().get(0).getFileName().toString()).startsWith("list-").endsWith(".jsa");
  }

  @Test
  public void trainingsHaveAnArchiveOfTheirOwn() throws Exception {
    run(Map.of(), "plugins", "list");
    assertThat(writes(run(Map.of(), "run", "spec.yaml"))).isTrue();
    assertThat(uses(run(Map.of(), "resume", "run"))).isTrue();
  }

  @Test
  public void otherJarsMakeAnotherArchive() throws Exception {
    run(Map.of(), "plugins", "list");
    Files.writeString(folder.resolve("home/lib/a.jar"), "another a");
    assertThat(writes(run(Map.of(), "plugins", "list"))).isTrue();
  }

  @Test
  public void nothingIsWrittenWhereItIsNotWantedOrCannotBe() throws Exception {
    List<String> off = run(Map.of("IMPETUS_CDS", "off"), "plugins", "list");
    assertThat(uses(off) || writes(off)).isFalse();
    Files.writeString(folder.resolve("file"), "in the way");
    List<String> nowhere =
        run(Map.of("XDG_CACHE_HOME", folder.resolve("file").toString()), "plugins", "list");
    assertThat(uses(nowhere) || writes(nowhere)).isFalse();
    assertThat(run(Map.of(), "--version")).noneMatch(word -> word.contains("Archive"));
    assertThat(archives()).isEmpty();
  }
}
