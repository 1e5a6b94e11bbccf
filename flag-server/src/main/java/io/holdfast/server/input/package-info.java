/**
 * Reads what callers send: bodies, parameters, times, ids and cursors. It takes them as the API describes them or refuses
 * them by name, and never guesses.
 */
@NullMarked
package io.holdfast.server.input;

import org.jspecify.annotations.NullMarked;
