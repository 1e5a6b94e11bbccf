/**
 * A fresh PostgreSQL database for a test. For tests only.
 */
@NullMarked
package io.holdfast.testpostgres;

import org.jspecify.annotations.NullMarked;
