package org.holdfast.chain.evm.block;

import java.util.List;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.holdfast.chain.evm.coding.RlpItem;
import org.holdfast.primitives.Hash256;

/** What a contract told: at most four topics, the first of which is usually the event's signature hash, and data. */
public record EvmLog(EvmAddress contract, List<Hash256> topics, Bytes data) {
    private static final int TOPICS_MAX = 4;

    public EvmLog {
        topics = List.copyOf(topics);
    }

    static EvmLog decode(RlpItem item) {
        List<RlpItem> f = item.list();
        Shape.require("log", "3 fields", f.size() == 3, f.size());
        List<RlpItem> topics = f.get(1).list();
        Shape.require("log", "at most 4 topics", topics.size() <= TOPICS_MAX, topics.size());
        return new EvmLog(
                Shape.address(f.get(0)),
                topics.stream().map(Shape::hash).toList(),
                f.get(2).text());
    }

    RlpItem item() {
        var coded = topics.stream()
                .map(topic -> RlpItem.of(Bytes.of(topic.displayBytes())))
                .toList();
        return RlpItem.of(List.of(RlpItem.of(contract.bytes()), RlpItem.of(coded), RlpItem.of(data)));
    }
}
