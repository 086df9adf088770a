/** Tests of facts from Kafka. */
@NullMarked
package org.holdfast.freeze.app.fact.kafka;

import org.jspecify.annotations.NullMarked;
