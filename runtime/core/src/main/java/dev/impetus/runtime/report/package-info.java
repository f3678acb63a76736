// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/** Reports of runs: self-contained pages with plots drawn here, for one run or several side by side. */
package dev.impetus.runtime.report;
