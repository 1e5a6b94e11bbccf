/**
 * Flags and posture of one environment in memory. A check never throws, blocks or touches the network.
 */
@NullMarked
package io.holdfast.client;

import org.jspecify.annotations.NullMarked;
