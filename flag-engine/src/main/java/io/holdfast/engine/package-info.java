/**
 * The one evaluator and the one codec: immutable records and pure functions. It never throws on data, never reads a clock and never does I/O.
 */
@NullMarked
package io.holdfast.engine;

import org.jspecify.annotations.NullMarked;
