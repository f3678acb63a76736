// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impetus.model.Model;
import dev.impetus.runtime.toy.ToyNet;
import dev.impetus.solver.state.Precision;
import java.util.ArrayList;
import java.util.List;
import org.testng.annotations.Test;

public final class RecentPassesTest {

  @Test
  public void onlyTheLastUsedAreKept() {
    List<Integer> created = new ArrayList<>();
    try (Model model = ToyNet.net(Precision.FLOAT64, 2, 0)) {
      RecentPasses passes =
          new RecentPasses(
              rows -> {
                created.add(rows);
                return model.newPass(rows);
              },
              2);
      assertThat(passes.ofRows(256)).isSameAs(passes.ofRows(256));
      passes.ofRows(7);
      passes.ofRows(256);
      passes.ofRows(8); // drops 7, which was used before 256
      passes.ofRows(256);
      assertThat(created).containsExactly(256, 7, 8);
      passes.ofRows(7);
      assertThat(created).containsExactly(256, 7, 8, 7);
    }
  }
}
