/** The parts that every aggregate shares. */
@NullMarked
package org.holdfast.freeze.app.aggregate;

import org.jspecify.annotations.NullMarked;
