// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/** An L-stable method of order 4. */
package dev.impetus.plugins.esdirk;
