/** The process as an Axon saga, with its clocks. */
@NullMarked
package org.holdfast.freeze.app.process.axon;

import org.jspecify.annotations.NullMarked;
