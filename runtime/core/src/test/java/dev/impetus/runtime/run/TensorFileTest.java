// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impetus.api.error.ImpetusException;
import dev.impetus.runtime.plugin.TemporaryFolder;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

public final class TensorFileTest {

  private TemporaryFolder temporary;
  private Path path;

  @BeforeMethod
  public void open() {
    temporary = new TemporaryFolder();
    path = temporary.path().resolve("arrays.safetensors");
  }

  @AfterMethod
  public void close() {
    temporary.close();
  }

  private void write(String header, int dataBytes) throws IOException {
    write(header.getBytes(StandardCharsets.UTF_8).length, header, dataBytes);
  }

  private void write(long statedLength, String header, int dataBytes) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + text.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(statedLength).put(text);
    Files.write(path, bytes.array());
  }

  @Test
  public void numbersComeBackBitForBit() throws IOException {
    Random random = new Random(3);
    StateVector large = StateVector.zeros(Precision.FLOAT64, 1, 20_000);
    large.copyFrom(random.doubles(20_000).toArray(), 0);
    StateVector small = StateVector.zeros(Precision.FLOAT32, 1, 40_000);
    small.copyFrom(random.doubles(40_000).toArray(), 0);
    StateVector special =
        StateVector.of(new double[] {-0.0, Double.NaN, Double.NEGATIVE_INFINITY, Double.MIN_VALUE});
    TensorWriter writer =
        new TensorWriter()
            .metadata("who", "\"us\" & ümläut")
            .add("large", List.of(100L, 200L), large)
            .addEmpty("nothing", Precision.FLOAT64)
            .add("view", List.of(30_000L), small.view(10_000, 1, 30_000))
            .add("special", List.of(4L), special);
    AtomicFiles.write(path, writer::writeTo);
    try (TensorFile file = TensorFile.open(path)) {
      assertThat(file.metadata()).containsEntry("who", "\"us\" & ümläut");
      assertThat(file.entries().get("large").shape()).containsExactly(100L, 200L);
      assertThat(file.entries().get("large").begin()).isZero();
      StateVector back = large.newLike();
      file.read("large", back);
      assertThat(back.toArray()).isEqualTo(large.toArray());
      StateVector view = StateVector.zeros(Precision.FLOAT32, 1, 30_000);
      file.read("view", view);
      assertThat(view.toArray()).isEqualTo(small.view(10_000, 1, 30_000).toArray());
      StateVector bits = special.newLike();
      file.read("special", bits);
      for (int i = 0; i < 4; i++) {
        assertThat(Double.doubleToRawLongBits(bits.get(0, i)))
            .isEqualTo(Double.doubleToRawLongBits(special.get(0, i)));
      }
      assertThatThrownBy(() -> file.read("large", StateVector.zeros(Precision.FLOAT32, 1, 20_000)))
          .isInstanceOf(ImpetusException.class);
      assertThatThrownBy(() -> file.read("huge", back)).hasMessageContaining("no array huge");
    }
  }

  /** The layout that others read: length, header, arrays. */
  @Test
  public void theBytesAreThoseOfTheFormat() throws IOException {
    TensorWriter writer =
        new TensorWriter().add("w", List.of(2L), StateVector.of(new double[] {1, -2}));
    AtomicFiles.write(path, writer::writeTo);
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
    int length = Math.toIntExact(bytes.getLong());
    assertThat(length % 8).isZero();
    byte[] header = new byte[length];
    bytes.get(header);
    assertThat(new String(header, StandardCharsets.UTF_8).strip())
        .isEqualTo("{\"w\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[0,16]}}");
    assertThat(bytes.getDouble()).isEqualTo(1);
    assertThat(bytes.getDouble()).isEqualTo(-2);
    assertThat(bytes.hasRemaining()).isFalse();
  }

  @DataProvider
  public Object[][] lies() {
    String a = "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}";
    return new Object[][] {
      {"{" + a + "}", 4, "arrays end at 8, but 4 bytes follow"},
      {"{" + a + "}", 12, "arrays end at 8, but 12 bytes follow"},
      {
        "{" + a + ",\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
        8,
        "inside the one"
      },
      {
        "{" + a + ",\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[12,16]}}",
        16,
        "begins at 12"
      },
      {"{" + a + "," + a + "}", 8, "no JSON"},
      {"{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,12]}}", 12, "takes 8 bytes"},
      {"{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}", 8, "-2"},
      {"{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}", 8, "takes 8 bytes"},
      {
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}}",
        0,
        "4294967296"
      },
      {"{\"a\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,4]}}", 4, "F16"},
      {"{\"a\":7}", 0, "array a"},
      {"[1,2]", 0, "no JSON object"},
      {"{\"a\":", 0, "no JSON"},
    };
  }

  @Test(dataProvider = "lies")
  public void aHeaderThatLiesIsRefused(String header, int dataBytes, String why)
      throws IOException {
    write(header, dataBytes);
    assertThatThrownBy(() -> TensorFile.open(path))
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining("damaged")
        .hasMessageContaining(path.toString())
        .hasMessageContaining(why);
  }

  @Test
  public void aHeaderLengthOutOfBoundsIsRefused() throws IOException {
    for (long length : new long[] {-1, 0, 3, 100_000_001, Long.MAX_VALUE}) {
      write(length, "{}", 0);
      assertThatThrownBy(() -> TensorFile.open(path)).hasMessageContaining("header is said to");
    }
    Files.write(path, new byte[3]);
    assertThatThrownBy(() -> TensorFile.open(path)).hasMessageContaining("it has 3 bytes");
  }
}
