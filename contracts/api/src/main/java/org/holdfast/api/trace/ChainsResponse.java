package org.holdfast.api.trace;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The chains of this service and what is indexed of each. */
public record ChainsResponse(List<ChainStatus> chains) {
    public ChainsResponse {
        chains = List.copyOf(chains);
    }

    /**
     * One chain.
     *
     * @param unknownInputs inputs that spend outputs from before the blocks that are here
     * @param indexBytes size of the index on disk
     * @param topicOffset where reading of the topic goes on
     * @param stopped why indexing has stopped; null while it goes on
     */
    public record ChainStatus(
            String chain,
            List<SegmentStatus> segments,
            long blocks,
            long transactions,
            long inputs,
            long outputs,
            long unspentOutputs,
            String outputSum,
            String unspentSum,
            long unknownInputs,
            long indexBytes,
            long topicOffset,
            @Nullable String stopped) {
        public ChainStatus {
            segments = List.copyOf(segments);
        }
    }

    /** An unbroken run of blocks. */
    public record SegmentStatus(long firstHeight, String firstHash, long lastHeight, String lastHash) {}
}
