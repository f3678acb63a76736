// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/** Losses, metrics, optimisers and the plugins that create them. */
package dev.impetus.model.training;
