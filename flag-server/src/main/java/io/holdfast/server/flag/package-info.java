/**
 * Flags and their configuration in each environment. What the engine cannot evaluate is never stored.
 */
@NullMarked
package io.holdfast.server.flag;

import org.jspecify.annotations.NullMarked;
