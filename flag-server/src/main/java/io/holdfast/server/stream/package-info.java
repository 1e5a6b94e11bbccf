/**
 * Rulesets to SDKs and news to screens, from memory. A slow reader never holds up another one.
 */
@NullMarked
package io.holdfast.server.stream;

import org.jspecify.annotations.NullMarked;
