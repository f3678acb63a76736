// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.model.data.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.testng.annotations.BeforeClass;
import org.testng.annotations.Test;

public final class DataFileTest {

  private Path folder;

  @BeforeClass
  public void createFolder() throws IOException {
    folder = Files.createTempDirectory("impetus-file");
  }

  private DataFile file(String name, byte[] bytes) throws IOException {
    return DataFile.read(Files.write(folder.resolve(name), bytes), "file");
  }

  @Test
  public void textIsReadPlainAndPacked() throws IOException {
    byte[] plain = "grüß\r\nGott 𝄞".getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(plain);
    }
    DataFile first = file("a.txt", plain);
    DataFile second = file("b.txt", packed.toByteArray());
    assertThat(first.text()).isEqualTo("grüß\r\nGott 𝄞").isEqualTo(second.text());
    assertThat(first.sha256()).hasSize(64).isNotEqualTo(second.sha256());

    byte[] cut = Arrays.copyOf(packed.toByteArray(), packed.size() - 6);
    assertThatThrownBy(() -> file("c.gz", cut)).hasMessageContaining("gzip file is damaged");
  }

  /** FIPS 180-2, example B.1. */
  @Test
  public void theFingerprintIsTheStandardOne() throws IOException {
    assertThat(file("abc", "abc".getBytes(StandardCharsets.UTF_8)).sha256())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  public void aByteOrderMarkIsNoText() throws IOException {
    assertThat(file("m", new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF, 'x'}).text())
        .isEqualTo("x");
  }

  @Test
  public void aWrongByteIsRefusedWithItsOffset() throws IOException {
    DataFile latin =
        file("latin.txt", "one\ntwo \u00e9t\u00e9".getBytes(StandardCharsets.ISO_8859_1));
    ImpetusException problem = catchThrowableOfType(ImpetusException.class, latin::text);
    assertThat(problem.problems())
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.kind()).isEqualTo(ErrorKind.DATA);
              assertThat(p.where()).isEqualTo("latin.txt, byte 8, line 2");
              assertThat(p.why()).contains("0xE9");
            });
    DataFile half = file("half.txt", new byte[] {'a', (byte) 0xE2, (byte) 0x82});
    assertThatThrownBy(half::text).hasMessageContaining("half.txt, byte 1, line 1");
  }

  @Test
  public void filesThatAreNotThereAreNamed() {
    assertThatThrownBy(() -> DataFile.read(folder.resolve("gone.txt"), "test-file"))
        .hasMessageContaining("there is no file gone.txt")
        .hasMessageContaining("test-file");
    assertThatThrownBy(() -> DataFile.read(folder, "file")).hasMessageContaining("is a folder");
  }
}
