// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/**
 * Experiments over settings and seeds: what is asked for, the runs that it takes, each in a process
 * of its own, and what came of them.
 */
package dev.impetus.runtime.sweep;
