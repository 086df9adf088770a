/** Tests of processes. */
@NullMarked
package org.holdfast.freeze.app.process;

import org.jspecify.annotations.NullMarked;
