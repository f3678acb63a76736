// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/**
 * Pipelines: described by a specification that YAML and the Java builder both give, checked as a whole
 * before anything is computed, and then wired. After wiring there are plain objects only.
 */
package dev.impetus.runtime.pipeline;
