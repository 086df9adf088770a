/** Tests. */
@NullMarked
package org.holdfast.freeze.app.kafka;

import org.jspecify.annotations.NullMarked;
