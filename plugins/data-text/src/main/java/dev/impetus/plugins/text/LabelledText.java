// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.text;

import dev.impetus.model.data.file.DataFile;

/**
 * One text of a file.
 *
 * @param label its class; null where it is not known
 * @param file where it stands
 * @param line the line, from 1
 */
record LabelledText(String text, String label, DataFile file, int line) {}
