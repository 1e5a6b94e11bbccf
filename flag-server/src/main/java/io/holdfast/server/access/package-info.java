/**
 * Who may do what: accounts, sessions, tokens and SDK keys. Everything is denied that is not allowed here; no secret is kept or logged.
 */
@NullMarked
package io.holdfast.server.access;

import org.jspecify.annotations.NullMarked;
