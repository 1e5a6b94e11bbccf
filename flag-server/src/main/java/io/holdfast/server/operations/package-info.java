/**
 * What operators look at: health, the API description and the console's pages.
 */
@NullMarked
package io.holdfast.server.operations;

import org.jspecify.annotations.NullMarked;
