package org.holdfast.tracing.app.fact;

import java.util.Set;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.id.LabelId;
import org.holdfast.records.tracing.v1.TracingFact;

/**
 * What a trace found for one exchange.
 *
 * @param key the id of the fact where it is published for the first time; the same finding has the same key
 * @param fact without an id; it names the transactions that it rests on
 * @param labels that it rests on too
 */
public record Finding(String key, TracingFact fact, ChainId chain, Set<LabelId> labels) {
    public Finding {
        labels = Set.copyOf(labels);
    }
}
