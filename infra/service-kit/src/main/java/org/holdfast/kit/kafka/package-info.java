/** The one loop in which the services read Kafka. */
@NullMarked
package org.holdfast.kit.kafka;

import org.jspecify.annotations.NullMarked;
