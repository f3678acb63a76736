// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/** Classifies WordNet's nouns by their glosses, beside logistic regression on words. */
package dev.impetus.examples.glossclasses;
