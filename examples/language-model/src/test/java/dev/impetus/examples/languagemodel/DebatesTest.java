// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.languagemodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.testng.annotations.Test;

public final class DebatesTest {

  @Test
  public void theJarHasOverAThousandEnglishExcerptsInPlainCharacters() {
    List<String> excerpts = Debates.english();
    assertThat(excerpts).hasSizeBetween(1250, 1350);
    assertThat(excerpts).allMatch(excerpt -> excerpt.matches("[\\x20-\\x7E]+"));
    assertThat(excerpts.stream().mapToInt(String::length).sum()).isBetween(1_200_000, 1_350_000);
    assertThat(excerpts.get(0)).startsWith("be able to do what the individual countries cannot");
  }

  @Test
  public void otherLanguagesAreNotTakenForEnglish() {
    assertThat(Debates.isEnglish("We have to say that this is not the end of it.")).isTrue();
    assertThat(Debates.isEnglish("Wir müssen sagen, dass dies nicht das Ende ist.")).isFalse();
    assertThat(Debates.isEnglish("Il faut dire que ce n'est pas la fin.")).isFalse();
    assertThat(Debates.isEnglish("2004 - 17 %")).isFalse();
  }

  @Test
  public void charactersBecomePlainAndThePartialWordAtTheEndGoes() {
    assertThat(Debates.plain("l’été  –\u00A0“Ő” … 5 € fini\uFFFD"))
        .isEqualTo("l'ete - \"O\" ... 5");
    assertThat(Debates.plain("alone")).isEmpty();
  }
}
