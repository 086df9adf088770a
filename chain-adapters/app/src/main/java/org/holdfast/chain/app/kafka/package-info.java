/** Blocks and cursor on Kafka, one transaction per block. */
@NullMarked
package org.holdfast.chain.app.kafka;

import org.jspecify.annotations.NullMarked;
