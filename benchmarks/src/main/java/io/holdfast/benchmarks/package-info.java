/**
 * Measures, always against a floor in the same run. Nothing depends on it, and no build runs it by itself.
 */
@NullMarked
package io.holdfast.benchmarks;

import org.jspecify.annotations.NullMarked;
