// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impetus.model.Model;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataSignature;
import dev.impetus.solver.gradient.CheckpointedDiscrete;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** Parameter counts of the models that were published with HBNODE. */
public final class ParameterCountTest {

  @DataProvider
  static Object[][] pointCloud() {
    Map<String, Object> published = Map.of("stiffness", 2, "stiffness-learnable", false);
    return new Object[][] {
      {"node", hidden(20), 525},
      {"anode", hidden(20), 567},
      {"sonode", hidden(13), 527},
      {"sonode", with(hidden(13), Map.of("published-parameter-count", true)), 528},
      {"hbnode", hidden(14), 568},
      {"ghbnode", with(hidden(14), published), 568},
      {"ghbnode", hidden(14), 569},
    };
  }

  @Test(dataProvider = "pointCloud")
  public void pointCloudModelsHaveThePublishedSizes(
      String id, Map<String, Object> options, int count) {
    assertThat(count(id, options, Fixture.vectors(2, 1))).isEqualTo(count);
  }

  /** The published 8899 of HBNODE counts a stiffness that it never reads. */
  @DataProvider
  static Object[][] walker() {
    return new Object[][] {
      {"node", 24, List.of(72, 48), 8729},
      {"sonode", 23, List.of(46, 46), 8757},
      {"hbnode", 24, List.of(48, 48), 8898},
      {"ghbnode", 24, List.of(48, 48), 8899},
    };
  }

  @Test(dataProvider = "walker")
  public void walkerModelsHaveThePublishedSizes(
      String id, int width, List<Integer> updateHidden, int count) {
    DataSignature data =
        DataSignature.of(
            DataField.real(DataField.INPUTS, 64, 17), DataField.real(DataField.TARGETS, 64, 17));
    Map<String, Object> options =
        Map.of("hidden", List.of(), "width", width, "update-hidden", updateHidden);
    assertThat(count(id, options, data)).isEqualTo(count);
  }

  private static Map<String, Object> hidden(int width) {
    return Map.of("hidden", List.of(width, width));
  }

  private static Map<String, Object> with(Map<String, Object> a, Map<String, Object> b) {
    Map<String, Object> all = new HashMap<>(a);
    all.putAll(b);
    return all;
  }

  private static int count(String id, Map<String, Object> options, DataSignature data) {
    try (Model model =
        Fixture.model(
            id, options, data, Fixture.sharedNorm(1e-7, CheckpointedDiscrete.everyStep()))) {
      return model.parameters().size();
    }
  }
}
