// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.losses;

import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataSignature;
import java.util.List;
import java.util.Optional;

/** Whether time steps that are padding, or are not scored, are left out. */
final class Masking {

  static final Option<String> OPTION =
      Option.choice(
              "mask",
              "whether time steps that do not count are left out; auto: if the data have a mask and the"
                  + " prediction has its time steps",
              "auto",
              "on",
              "off")
          .byDefault("auto");

  private Masking() {}

  /**
   * Which of the compared entries count: those that the field {@link DataField#TARGET_MASK} marks,
   * or {@link DataField#MASK} where there is no such field.
   *
   * @param compared shape of what is compared
   * @return null if all count
   * @throws ImpetusException of kind DATA if the configuration asks for a mask and none fits
   */
  static StepMask align(
      ConfigView config, DataSignature data, List<Integer> compared, String reader) {
    String choice = config.get(OPTION);
    if (choice.equals("off")) {
      return null;
    }
    Optional<DataField> mask = data.find(DataField.TARGET_MASK).or(() -> data.find(DataField.MASK));
    Alignment alignment = mask.map(field -> Alignment.ofMask(field, compared)).orElse(null);
    if (alignment == null && choice.equals("on")) {
      throw new ImpetusException(
          new Problem(
              ErrorKind.DATA,
              reader + " cannot leave time steps out",
              "mask",
              mask.map(
                      field ->
                          "the mask has the shape "
                              + field.shape()
                              + ", with which the compared shape "
                              + compared
                              + " does not begin")
                  .orElse("the data have no field \"" + DataField.MASK + "\""),
              "set mask to auto or off, or choose data with a mask"));
    }
    return alignment == null ? null : new StepMask(mask.orElseThrow().name(), alignment);
  }
}
