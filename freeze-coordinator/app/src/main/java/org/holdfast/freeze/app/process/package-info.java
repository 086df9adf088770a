/** The process around a hold request. */
@NullMarked
package org.holdfast.freeze.app.process;

import org.jspecify.annotations.NullMarked;
