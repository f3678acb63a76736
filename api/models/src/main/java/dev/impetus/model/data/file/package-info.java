// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/**
 * What data plugins that read files have in common: strict reading, problems collected with their
 * places, samples dealt to parts.
 */
package dev.impetus.model.data.file;
