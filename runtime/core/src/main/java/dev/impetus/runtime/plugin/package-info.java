// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/**
 * Finds plugins on the class path and in folders. Descriptors are read first, without loading a class;
 * providers are loaded when somebody asks for them; whatever goes wrong with one plugin becomes a line
 * of the {@link dev.impetus.runtime.plugin.LoadReport} and does not touch the others.
 */
package dev.impetus.runtime.plugin;
