// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/**
 * Models and the plugins that create them. A model is a differentiable function of a batch with its
 * parameters in one flat vector; what trains it lives in the runtime.
 */
package dev.impetus.model;
