/**
 * Refuses writes while a hold asks for it. A refused write's handler has not run; nothing is refused silently.
 */
@NullMarked
package io.holdfast.guard;

import org.jspecify.annotations.NullMarked;
