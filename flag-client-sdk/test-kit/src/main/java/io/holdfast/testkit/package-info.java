/**
 * An in-memory client whose flags and posture a test sets. It never touches the network or the disk.
 */
@NullMarked
package io.holdfast.testkit;

import org.jspecify.annotations.NullMarked;
