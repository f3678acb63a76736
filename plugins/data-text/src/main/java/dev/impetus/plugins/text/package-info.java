// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/** Texts as token ids: language modelling and classification. */
package dev.impetus.plugins.text;
