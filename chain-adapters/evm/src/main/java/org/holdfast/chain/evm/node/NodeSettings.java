package org.holdfast.chain.evm.node;

import java.net.URI;
import java.time.Duration;
import org.holdfast.chain.spi.node.NodeAddress;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.chain.Chains;
import org.jspecify.annotations.Nullable;

/**
 * One node of one EVM chain, and what may be asked of it. Several chains are several of these.
 *
 * @param chain an EVM chain; the node is asked for its chain id before anything else
 * @param http where it answers JSON-RPC; user and password in it are sent as Basic credentials, as in the next one
 * @param websocket where it tells of new blocks; null where it is polled alone
 * @param internalTransfers what happens where the node cannot trace
 * @param finality which of the chain's two words counts as final
 * @param limits what the node or its provider bears
 */
public record NodeSettings(
        ChainId chain,
        URI http,
        @Nullable URI websocket,
        InternalTransfers internalTransfers,
        Finality finality,
        Limits limits) {
    /** Whether blocks may be published without the value that moved inside their transactions. */
    public enum InternalTransfers {
        /** A node that cannot trace is refused. */
        REQUIRED,
        /** A node that cannot trace is accepted, and every record says that internal transfers are missing. */
        MAY_BE_MISSING
    }

    /** What a proof-of-stake chain says of its blocks. */
    public enum Finality {
        /** Two thirds of the stake have voted twice: undoing it burns a third of the stake. */
        FINALIZED("finalized"),
        /** Two thirds of the stake have voted once: earlier by an epoch, and less certain. */
        SAFE("safe");

        private final String word;

        Finality(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /**
     * Bounds on what one adapter asks.
     *
     * @param batchCalls calls in one request at most
     * @param groupBlocks blocks that are asked for together
     * @param parallel requests under way at once
     * @param answerBytes bytes of one answer at most
     * @param answerTime how long one answer may take
     * @param poll how often the tip is asked for where no websocket tells of it
     */
    public record Limits(
            int batchCalls, int groupBlocks, int parallel, int answerBytes, Duration answerTime, Duration poll) {
        private static final int BATCH_CALLS = 50;
        private static final int GROUP_BLOCKS = 4;
        private static final int PARALLEL = 2;
        private static final int ANSWER_BYTES = 256 << 20;
        private static final Duration ANSWER_TIME = Duration.ofSeconds(60);
        private static final Duration POLL = Duration.ofSeconds(1);

        public static final Limits USUAL =
                new Limits(BATCH_CALLS, GROUP_BLOCKS, PARALLEL, ANSWER_BYTES, ANSWER_TIME, POLL);

        public Limits {
            if (batchCalls < 2 || groupBlocks < 1 || parallel < 1 || answerBytes < 1) {
                throw new IllegalArgumentException("limits are positive, and a block takes two calls at least");
            }
        }
    }

    /** The address of the node for messages. */
    String where() {
        return NodeAddress.of(http).shown();
    }

    @Override
    public String toString() {
        return chain + " at " + where();
    }

    /** The chain id of EIP-155. Throws {@link InputFaultException} where the chain is not an EVM chain. */
    public long chainNumber() {
        return Chains.evmNumber(chain)
                .orElseThrow(() -> new InputFaultException(new InputFault(
                        "evm.node.not-an-evm-chain",
                        "a chain is not an EVM chain",
                        "chain",
                        "a chain that keeps value in accounts",
                        InputFault.quote(chain.text()),
                        "name an EVM chain, such as ethereum")));
    }
}
