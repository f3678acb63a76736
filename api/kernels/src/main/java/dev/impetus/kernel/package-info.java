// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/**
 * What kernels are made of: elementary functions of whole arrays, matrix products, rows shared over
 * threads. For authors of plugins whose method no graph expresses well (a scan over time, chunked
 * attention) and of engines. Knows plain arrays and OpenBLAS, and no array library.
 *
 * <p>Loops that C2 of JDK 17 vectorises run over heap arrays, at most about five of them, at one
 * common index: {@code out[i] = x[i] + y[i]}, from any index to any other. It leaves {@code out[i] =
 * x[i + offset]} scalar, and loops over direct buffers. So the kernels here copy stretches to
 * working arrays where offsets differ, which costs a tenth of what it saves.
 *
 * <p>Types with 32 and 64 in their names are the same text for {@code float} and {@code double}.
 */
package dev.impetus.kernel;
