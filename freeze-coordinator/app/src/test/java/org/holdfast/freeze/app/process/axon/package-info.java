/** Tests of the saga. */
@NullMarked
package org.holdfast.freeze.app.process.axon;

import org.jspecify.annotations.NullMarked;
