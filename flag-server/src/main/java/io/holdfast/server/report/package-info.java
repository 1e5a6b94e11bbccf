/**
 * Which SDKs run, and what they say they applied and counted. Losing a report loses a figure, never a request.
 */
@NullMarked
package io.holdfast.server.report;

import org.jspecify.annotations.NullMarked;
