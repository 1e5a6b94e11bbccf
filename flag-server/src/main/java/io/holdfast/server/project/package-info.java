/**
 * Groups of flags.
 */
@NullMarked
package io.holdfast.server.project;

import org.jspecify.annotations.NullMarked;
