// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/** Images as sequences of pixels, from IDX files. */
package dev.impetus.plugins.images;
