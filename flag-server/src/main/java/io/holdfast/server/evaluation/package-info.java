/**
 * What a flag answers for a context, by the engine that the SDK runs.
 */
@NullMarked
package io.holdfast.server.evaluation;

import org.jspecify.annotations.NullMarked;
