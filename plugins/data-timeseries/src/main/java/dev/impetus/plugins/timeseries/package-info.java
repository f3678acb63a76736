// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/** Labelled time series from the archives' .ts files and from CSV files in long form. */
package dev.impetus.plugins.timeseries;
