package org.holdfast.tracing.app.fact;

import org.holdfast.records.tracing.v1.TracingFact;

/**
 * What a trace found for one exchange.
 *
 * @param key the id of the fact where it is published for the first time; the same finding has the same key
 * @param fact without an id
 */
public record Finding(String key, TracingFact fact, Basis basis) {}
