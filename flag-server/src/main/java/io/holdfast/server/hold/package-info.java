/**
 * Holds: setting, listing and releasing them, and the posture that follows.
 */
@NullMarked
package io.holdfast.server.hold;

import org.jspecify.annotations.NullMarked;
