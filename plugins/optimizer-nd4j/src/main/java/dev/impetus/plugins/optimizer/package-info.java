// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/** ND4J's updaters and schedules as optimisers. */
package dev.impetus.plugins.optimizer;
