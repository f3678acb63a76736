// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/** Labelled time series from the .ts files of the UEA and UCR archives. */
package dev.impetus.plugins.timeseries;
