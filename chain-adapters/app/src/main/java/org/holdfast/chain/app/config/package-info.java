/** Wiring: where the terminal and the clock are chosen. */
@NullMarked
package org.holdfast.chain.app.config;

import org.jspecify.annotations.NullMarked;
