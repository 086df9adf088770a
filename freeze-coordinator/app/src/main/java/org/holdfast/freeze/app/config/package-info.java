/** Wiring. */
@NullMarked
package org.holdfast.freeze.app.config;

import org.jspecify.annotations.NullMarked;
