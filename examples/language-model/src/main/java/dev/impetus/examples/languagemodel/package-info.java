// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/** Language models on debates of the European Parliament, beside counts of n-grams. */
package dev.impetus.examples.languagemodel;
