/**
 * A small site that shows what Holdfast does; it uses only the published SDK.
 */
@NullMarked
package io.holdfast.example.listings;

import org.jspecify.annotations.NullMarked;
