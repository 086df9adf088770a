/** The feed of blocks from Kafka. */
@NullMarked
package org.holdfast.tracing.app.index.kafka;

import org.jspecify.annotations.NullMarked;
