/** Wiring. */
@NullMarked
package org.holdfast.tracing.app.config;

import org.jspecify.annotations.NullMarked;
