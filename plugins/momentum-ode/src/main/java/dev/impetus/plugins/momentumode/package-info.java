// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors

/**
 * Neural ODEs, plain and with momentum: NODE, ANODE, SONODE, HBNODE and GHBNODE.
 *
 * <p>Each member of the family is its equations, {@code …Dynamics}, and its plugin, {@code …Provider}. What
 * surrounds them is common: a task is read off the data, then an initial state, one solve or one for each
 * observation, and a readout.
 */
package dev.impetus.plugins.momentumode;
