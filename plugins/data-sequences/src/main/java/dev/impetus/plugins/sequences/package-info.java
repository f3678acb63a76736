// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/** Tasks of sequences, computed sample by sample when they are read. */
package dev.impetus.plugins.sequences;
