// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/** Forecasts a beam's deflection with a heavy-ball neural ODE and a plain one. */
package dev.impetus.examples.beamdeflection;
