// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/** Errors that say what, where, why and what to do. */
package dev.impetus.api.error;
