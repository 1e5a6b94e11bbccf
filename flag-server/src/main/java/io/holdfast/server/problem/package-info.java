/**
 * Turns every failure into a problem document (RFC 9457). Nothing else writes error bodies.
 */
@NullMarked
package io.holdfast.server.problem;

import org.jspecify.annotations.NullMarked;
