/** Names of the Kafka topics and what stands on them. The record types are generated from the protobuf schemas. */
@NullMarked
package org.holdfast.records;

import org.jspecify.annotations.NullMarked;
