// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/** A whole pipeline of small plugins written by hand, so that training and runs are tested without others. */
package dev.impetus.runtime.toy;
