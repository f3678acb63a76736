// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/** The proximal Crank–Nicolson method. */
package dev.impetus.plugins.proximalcranknicolson;
