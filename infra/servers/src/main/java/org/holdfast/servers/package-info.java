/**
 * Real servers without Docker: PostgreSQL and an Apache Kafka broker as processes of their own, on loopback, in a data
 * directory of their own. What was started is recorded with pid and start time, and only that is ever stopped.
 */
@NullMarked
package org.holdfast.servers;

import org.jspecify.annotations.NullMarked;
