package org.holdfast.chain.evm.node;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
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
 * @param parts how the parts of a block are asked for
 * @param finality which of the chain's two words counts as final
 * @param limits what the node or its provider bears
 */
public record NodeSettings(
        ChainId chain, URI http, @Nullable URI websocket, Parts parts, Finality finality, Limits limits) {
    /** How the receipts of a block are asked for. */
    public enum Receipts {
        /** {@code eth_getBlockReceipts} by hash. */
        BLOCK_HASH,
        /** {@code eth_getBlockReceipts} by number; each receipt states its block's hash. */
        BLOCK_NUMBER,
        /** {@code eth_getTransactionReceipt} for each transaction; each receipt states its block's hash. */
        SINGLE
    }

    /** How the calls inside the transactions of a block are asked for. */
    public enum Traces {
        /** {@code debug_traceBlockByHash} with geth's {@code callTracer}. */
        DEBUG_HASH,
        /** {@code debug_traceBlockByNumber}; the node is asked afterwards which block stands at the height. */
        DEBUG_NUMBER,
        /** {@code debug_traceTransaction} for each transaction; the node is asked afterwards as well. */
        DEBUG_TRANSACTION,
        /** {@code trace_block}, by number; each trace states its block's hash. */
        PARITY
    }

    /** The name of a way for options and messages. */
    public static String nameOf(Enum<?> way) {
        return way.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * How the parts of a block are asked for.
     *
     * @param receipts ways that may be tried, the preferred one first
     * @param traces ways that may be tried, the preferred one first
     * @param internalTransfers what happens where the node cannot trace
     * @param traceTimeout how long the node may trace one transaction
     */
    public record Parts(
            List<Receipts> receipts, List<Traces> traces, InternalTransfers internalTransfers, Duration traceTimeout) {
        private static final Duration TRACE_TIMEOUT = Duration.ofSeconds(60);

        /** Whatever the node can, and traces in any case. */
        public static final Parts USUAL = new Parts(
                List.of(Receipts.values()), List.of(Traces.values()), InternalTransfers.REQUIRED, TRACE_TIMEOUT);

        /** Throws {@link IllegalArgumentException} if a list of ways is empty or a time is not positive. */
        public Parts {
            receipts = List.copyOf(receipts);
            traces = List.copyOf(traces);
            if (receipts.isEmpty() || traces.isEmpty() || !traceTimeout.isPositive()) {
                throw new IllegalArgumentException("at least one way for each part, and a time");
            }
        }

        /** The same with receipts asked for in these ways. */
        public Parts with(Receipts... ways) {
            return new Parts(List.of(ways), traces, internalTransfers, traceTimeout);
        }

        /** The same with traces asked for in these ways. */
        public Parts with(Traces... ways) {
            return new Parts(receipts, List.of(ways), internalTransfers, traceTimeout);
        }

        /** The same with this rule for nodes that cannot trace. */
        public Parts with(InternalTransfers rule) {
            return new Parts(receipts, traces, rule, traceTimeout);
        }

        /** The same with this time for tracing a transaction. */
        public Parts withTraceTimeout(Duration time) {
            return new Parts(receipts, traces, internalTransfers, time);
        }
    }

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
     * @param persistence no further attempt at one question begins later than this after the first; the caller is to
     *     hear the node's words soon
     */
    public record Limits(
            int batchCalls,
            int groupBlocks,
            int parallel,
            int answerBytes,
            Duration answerTime,
            Duration poll,
            Duration persistence) {
        private static final int BATCH_CALLS = 50;
        private static final int GROUP_BLOCKS = 4;
        private static final int PARALLEL = 2;
        private static final int ANSWER_BYTES = 256 << 20;
        private static final Duration ANSWER_TIME = Duration.ofSeconds(60);
        private static final Duration POLL = Duration.ofSeconds(1);
        private static final Duration PERSISTENCE = Duration.ofSeconds(20);

        public static final Limits USUAL =
                new Limits(BATCH_CALLS, GROUP_BLOCKS, PARALLEL, ANSWER_BYTES, ANSWER_TIME, POLL, PERSISTENCE);

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
