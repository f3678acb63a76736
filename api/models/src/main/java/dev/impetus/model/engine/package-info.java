// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/** Engines: functions are defined as SameDiff graphs and executed by plugins. */
package dev.impetus.model.engine;
