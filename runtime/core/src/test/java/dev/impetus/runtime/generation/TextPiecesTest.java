// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.testng.annotations.Test;

public final class TextPiecesTest {

  private static List<String> pieces(TextPieces pieces, int... tokens) {
    List<String> all = new ArrayList<>();
    for (int token : tokens) {
      all.add(pieces.add(token));
    }
    all.add(pieces.finish());
    return all;
  }

  private static int[] bytes(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int[] ids = new int[bytes.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = bytes[i] & 0xFF;
    }
    return ids;
  }

  @Test
  public void aCharacterComesWithItsLastByte() {
    assertThat(pieces(new TextPieces(Vocabularies.BYTES), bytes("aé€😀b")))
        .containsExactly("a", "", "é", "", "", "€", "", "", "", "😀", "b", "");
  }

  @Test
  public void wordsComeWithWhatStandsBeforeThem() {
    TextPieces afterPrompt = new TextPieces(Vocabularies.WORDS, 0, 1);
    assertThat(pieces(afterPrompt, 2, 3, 0)).containsExactly(" sat", "\n", "the", "");
    assertThat(pieces(new TextPieces(Vocabularies.WORDS), 0, 1)).containsExactly("the", " cat", "");
  }

  @Test
  public void bytesThatAreNoTextBecomeReplacementCharacters() {
    assertThat(pieces(new TextPieces(Vocabularies.BYTES), 0xE2, 0x82, 'x', 0xFF))
        .containsExactly("", "", "\uFFFDx", "", "\uFFFD");
    int[] wrong = new int[200];
    java.util.Arrays.fill(wrong, 0x80);
    assertThat(String.join("", pieces(new TextPieces(Vocabularies.BYTES), wrong)))
        .isEqualTo("\uFFFD".repeat(200));
  }

  @Test
  public void piecesTogetherAreTheTextOfAllBytes() {
    Random random = new Random(9);
    for (int trial = 0; trial < 300; trial++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 40; i++) {
        text.appendCodePoint(
            switch (random.nextInt(4)) {
              case 0 -> 'a' + random.nextInt(26);
              case 1 -> 0xA0 + random.nextInt(0x500);
              case 2 -> 0x2000 + random.nextInt(0x1000);
              default -> 0x1F600 + random.nextInt(60);
            });
      }
      assertThat(
              String.join("", pieces(new TextPieces(Vocabularies.BYTES), bytes(text.toString()))))
          .isEqualTo(text.toString());
    }
  }
}
