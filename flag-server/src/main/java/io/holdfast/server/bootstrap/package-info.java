/**
 * What a first start needs: an administrator, given keys, and sample data on request. It never brings back what was deleted.
 */
@NullMarked
package io.holdfast.server.bootstrap;

import org.jspecify.annotations.NullMarked;
