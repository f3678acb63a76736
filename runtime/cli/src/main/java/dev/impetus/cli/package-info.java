// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/** The {@code impetus} command. */
package dev.impetus.cli;
