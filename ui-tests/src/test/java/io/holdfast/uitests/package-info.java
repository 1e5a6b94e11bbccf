/** The console as people meet it. What can be tested without a browser is tested elsewhere, and faster. */
@NullMarked
package io.holdfast.uitests;

import org.jspecify.annotations.NullMarked;
