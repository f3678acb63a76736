// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/** The adding and the copying problem by cells with and without momentum. */
package dev.impetus.examples.sequencememory;
