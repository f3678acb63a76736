// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/** What every plugin is, whatever its kind. */
package dev.impetus.api.plugin;
