// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/**
 * The engine {@code fused}: graph → {@code GraphImporter} → instructions → {@code Fuser} → {@code
 * Program} → {@code Linker} → steps, each a kernel bound to its arrays.
 */
package dev.impetus.plugins.fused;
