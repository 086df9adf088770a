/** Tests. */
@NullMarked
package org.holdfast.tracing.app.kafka;

import org.jspecify.annotations.NullMarked;
