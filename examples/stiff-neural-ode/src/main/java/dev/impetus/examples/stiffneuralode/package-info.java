// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/** A neural ODE that turns stiff in training. */
package dev.impetus.examples.stiffneuralode;
