package org.holdfast.chain.spi;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.holdfast.primitives.ChainId;
import org.holdfast.records.chain.v1.ChainRecord;

class InMemoryBlockPublisherTest extends BlockPublisherContract {
    private final Map<ChainId, InMemoryBlockPublisher.Topic> topics = new HashMap<>();

    @Override
    protected BlockPublisher open(ChainId chain) {
        return new InMemoryBlockPublisher(topics.computeIfAbsent(chain, InMemoryBlockPublisher.Topic::new));
    }

    @Override
    protected List<ChainRecord> records(ChainId chain) {
        return topics.computeIfAbsent(chain, InMemoryBlockPublisher.Topic::new).records();
    }
}
