// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

public final class TokenizerTest {

  private static List<String> cut(Tokenizer tokenizer, String text) {
    List<String> tokens = new ArrayList<>();
    tokenizer.cut(text, tokens::add);
    return tokens;
  }

  @DataProvider
  public Object[][] words() {
    return new Object[][] {
      {"Hello, world!", List.of("Hello", ",", "world", "!")},
      {"don't re-use 'it'", List.of("don't", "re-use", "'", "it", "'")},
      {"l\u2019été—3.14%", List.of("l\u2019été", "—", "3", ".", "14", "%")},
      {"e\u0301te\u0301", List.of("e\u0301te\u0301")},
      {"-a- --", List.of("-", "a", "-", "-", "-")},
      {"a\u00A0b\tc\r\nd", List.of("a", "b", "c", "d")},
      {"𝄞𝄞x", List.of("𝄞", "𝄞", "x")},
      {" \n ", List.of()},
    };
  }

  @Test(dataProvider = "words")
  public void wordsLosePunctuation(String text, List<String> tokens) {
    assertThat(cut(new WordTokenizer(true, ""), text)).isEqualTo(tokens);
  }

  @Test
  public void whitespaceSeparatesAndLinesMayEnd() {
    assertThat(cut(new WordTokenizer(false, ""), " = Title = \n\n a <unk> don't.\n"))
        .containsExactly("=", "Title", "=", "a", "<unk>", "don't.");
    WordTokenizer lines = new WordTokenizer(false, "<eos>");
    List<String> tokens = cut(lines, "a b\n\nc\n");
    assertThat(tokens).containsExactly("a", "b", "<eos>", "<eos>", "c", "<eos>");
    assertThat(lines.join(tokens)).isEqualTo("a b\n\nc\n");
  }

  @Test
  public void charactersAreCodePointsAndComeBack() {
    String text = "né 𝄞\r\n\t";
    assertThat(cut(new CharacterTokenizer(), text))
        .containsExactly("n", "é", " ", "𝄞", "\r", "\n", "\t");
    assertThat(new CharacterTokenizer().join(cut(new CharacterTokenizer(), text))).isEqualTo(text);
  }

  @Test
  public void bytesAreThoseOfUtf8() {
    String text = "é𝄞";
    List<String> tokens = cut(new ByteTokenizer(), text);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThat(tokens).hasSize(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      assertThat((int) tokens.get(i).charAt(0)).isEqualTo(bytes[i] & 0xFF);
    }
    assertThat(new ByteTokenizer().join(tokens)).isEqualTo(text);
    assertThat(new ByteTokenizer().join(tokens.subList(0, 3))).startsWith("é").endsWith("\uFFFD");
  }
}
