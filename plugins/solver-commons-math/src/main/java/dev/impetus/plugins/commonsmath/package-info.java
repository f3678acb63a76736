// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/** The integrators of Apache Commons Math. */
package dev.impetus.plugins.commonsmath;
