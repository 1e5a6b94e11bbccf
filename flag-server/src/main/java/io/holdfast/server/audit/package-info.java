/**
 * Who did what: the append-only record, written in the transaction of the change itself.
 */
@NullMarked
package io.holdfast.server.audit;

import org.jspecify.annotations.NullMarked;
