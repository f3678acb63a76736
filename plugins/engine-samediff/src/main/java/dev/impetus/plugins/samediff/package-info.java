// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/** The engine {@code samediff}: runs SameDiff graphs as they are. */
package dev.impetus.plugins.samediff;
