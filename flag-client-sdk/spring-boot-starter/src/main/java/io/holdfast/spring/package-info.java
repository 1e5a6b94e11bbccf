/**
 * Configures client and guard in a Spring Boot application, and backs off where the application brings its own.
 */
@NullMarked
package io.holdfast.spring;

import org.jspecify.annotations.NullMarked;
