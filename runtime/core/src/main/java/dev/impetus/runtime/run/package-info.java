// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/**
 * Runs: a folder for each training, in which it can be interrupted at any moment and go on bit for bit, and
 * from which its model is loaded again.
 */
package dev.impetus.runtime.run;
