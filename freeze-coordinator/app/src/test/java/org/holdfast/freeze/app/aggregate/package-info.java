/** Tests of the shell of aggregates. */
@NullMarked
package org.holdfast.freeze.app.aggregate;

import org.jspecify.annotations.NullMarked;
