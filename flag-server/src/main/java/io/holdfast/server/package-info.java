/**
 * The server: keeps flags and holds in PostgreSQL and serves them from memory.
 */
@NullMarked
package io.holdfast.server;

import org.jspecify.annotations.NullMarked;
