/** Tests. */
@NullMarked
package org.holdfast.freeze.app.axon;

import org.jspecify.annotations.NullMarked;
