// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/** Data sets, batches and the plugins that read data. */
package dev.impetus.model.data;
