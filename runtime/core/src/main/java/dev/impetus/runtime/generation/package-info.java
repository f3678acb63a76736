// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/** Text from language models: how tokens are drawn, and how they become text. */
package dev.impetus.runtime.generation;
