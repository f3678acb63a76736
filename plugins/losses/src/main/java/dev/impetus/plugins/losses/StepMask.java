// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.losses;

/**
 * Which compared entries count.
 *
 * @param field name of the field with 1 for a time step that counts and 0 for one that does not
 * @param steps the time step of each entry
 */
record StepMask(String field, Alignment steps) {}
