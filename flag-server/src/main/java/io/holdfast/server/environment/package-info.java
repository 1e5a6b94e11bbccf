/**
 * Environments, each with its epoch and revision.
 */
@NullMarked
package io.holdfast.server.environment;

import org.jspecify.annotations.NullMarked;
