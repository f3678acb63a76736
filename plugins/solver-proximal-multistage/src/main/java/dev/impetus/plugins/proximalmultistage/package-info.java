// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/** Variational multi-stage schemes. */
package dev.impetus.plugins.proximalmultistage;
