// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.glossclasses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.testng.annotations.Test;

public final class GlossTest {

  /** Counts of WordNet 3.1 (wnstats(7WN) gives 82,115 of 3.0; the file of 3.1 has these). */
  @Test
  public void theJarHasAllNounsInTheir26Kinds() {
    Map<String, Long> kinds =
        Gloss.all().stream().collect(Collectors.groupingBy(Gloss::kind, Collectors.counting()));
    assertThat(kinds).hasSize(26);
    assertThat(kinds.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(82_192);
    assertThat(kinds).containsEntry("artifact", 11_605L).containsEntry("motive", 42L);
  }

  @Test
  public void aLineIsReadByItsForm() {
    assertThat(
            Gloss.parse("00001930 03 n 01 entity 0 001 @ 00001740 n 0000 | that which | exists  "))
        .isEqualTo(new Gloss("tops", "that which | exists"));
    assertThatThrownBy(() -> Gloss.parse("no such line"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no such line");
  }

  @Test
  public void everyGlossIsInOnePart() throws IOException {
    List<Gloss> glosses = Gloss.all().subList(0, 1000);
    Path folder = Files.createTempDirectory("impetus-gloss");
    Parts.write(glosses, 2, folder);
    assertThat(Files.readAllLines(folder.resolve(Parts.TRAINING))).hasSize(401);
    assertThat(Files.readAllLines(folder.resolve(Parts.VALIDATION))).hasSize(51);
    assertThat(Files.readAllLines(folder.resolve(Parts.TEST))).hasSize(51);
    Parts.write(glosses, 1, folder);
    Set<String> seen = new HashSet<>();
    int lines = 0;
    for (String part : List.of(Parts.TRAINING, Parts.VALIDATION, Parts.TEST)) {
      List<String> all = Files.readAllLines(folder.resolve(part));
      assertThat(all.get(0)).isEqualTo("label\ttext");
      seen.addAll(all.subList(1, all.size()));
      lines += all.size() - 1;
    }
    assertThat(lines).isEqualTo(1000);
    assertThat(seen)
        .isEqualTo(
            glosses.stream()
                .map(gloss -> gloss.kind() + "\t" + gloss.text())
                .collect(Collectors.toSet()));
  }
}
