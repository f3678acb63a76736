// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/**
 * Recurrent nets, plain and with momentum. A net is layers of a {@link
 * dev.impetus.plugins.momentumrnn.Cell}, whose inputs come through a {@link
 * dev.impetus.plugins.momentumrnn.Drive}; a {@link dev.impetus.plugins.momentumrnn.LayerScan} runs
 * both over the steps of a sequence, forward and backward.
 */
package dev.impetus.plugins.momentumrnn;
