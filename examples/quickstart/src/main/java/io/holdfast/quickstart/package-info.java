/**
 * Runs PostgreSQL, the server and the demo on one machine and stops them together.
 */
@NullMarked
package io.holdfast.quickstart;

import org.jspecify.annotations.NullMarked;
