/** The relay of facts to Kafka. */
@NullMarked
package org.holdfast.tracing.app.fact.kafka;

import org.jspecify.annotations.NullMarked;
