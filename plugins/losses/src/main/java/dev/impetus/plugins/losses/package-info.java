// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/** Losses and metrics of predictions against targets, with broadcasting and masks. */
package dev.impetus.plugins.losses;
