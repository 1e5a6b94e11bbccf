/**
 * Each environment's ruleset in memory, encoded once. Reading it never touches the database.
 */
@NullMarked
package io.holdfast.server.ruleset;

import org.jspecify.annotations.NullMarked;
