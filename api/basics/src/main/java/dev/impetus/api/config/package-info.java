// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/** Options that a plugin declares, and the checked values that it gets back. */
package dev.impetus.api.config;
