// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/** The proximal backward Euler method. */
package dev.impetus.plugins.proximalbackwardeuler;
