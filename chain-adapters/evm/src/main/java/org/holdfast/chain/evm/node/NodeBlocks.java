package org.holdfast.chain.evm.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.holdfast.chain.evm.block.EvmBlock;
import org.holdfast.chain.evm.block.EvmHeader;
import org.holdfast.chain.evm.call.BlockCalls;
import org.holdfast.chain.evm.call.GethCalls;
import org.holdfast.chain.evm.call.ParityCalls;
import org.holdfast.chain.evm.node.NodeCalls.Call;
import org.holdfast.chain.spi.Retry;
import org.holdfast.chain.spi.SourceUnavailableException;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import tools.jackson.databind.JsonNode;

/**
 * Whole blocks of a node. A block, its receipts and its calls are asked for by the block's hash, so that a reorg
 * between two questions cannot mix two blocks; where a node answers by number only, each part states its block, and a
 * difference is asked for again.
 */
final class NodeBlocks {
    /** How often a block is asked for anew when the node changed its mind between two questions. */
    static final int ATTEMPTS_MAX = 8;

    private static final Retry RETRY = new Retry(ATTEMPTS_MAX);

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final NodeCalls calls;
    private final NodeAbilities abilities;
    private final NodeBalances balances;

    NodeBlocks(NodeCalls calls, NodeAbilities abilities) {
        this.calls = calls;
        this.balances = new NodeBalances(calls);
        this.abilities = abilities;
    }

    /** The node's chain changed while it was asked, or a part of a block is not there. */
    private static final class MovedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final boolean missing;

        MovedException(String message, boolean missing) {
            super(message);
            this.missing = missing;
        }
    }

    /** The active chain's blocks from a height on; fewer than asked for where the tip is reached. */
    List<NodeBlock> at(long height, int count) {
        var questions = new ArrayList<Call>(count);
        for (long h = height; h < height + count; h++) {
            questions.add(Call.of("eth_getBlockByNumber", "0x" + Long.toHexString(h), true));
        }
        List<NodeBlock> blocks = untilItHolds(questions);
        for (int i = 0; i < blocks.size(); i++) {
            long number = blocks.get(i).block().header().number();
            if (number != height + i) {
                throw anotherBlock("height " + (height + i), "the block at height " + number);
            }
        }
        return blocks;
    }

    /** The block with this hash, wherever it stands; empty where the node has none. */
    Optional<NodeBlock> of(BlockHash hash) {
        Optional<NodeBlock> block = untilItHolds(List.of(Call.of("eth_getBlockByHash", "0x" + hash, true))).stream()
                .findFirst();
        block.map(found -> found.block().header().hash())
                .filter(found -> !found.equals(hash))
                .ifPresent(found -> {
                    throw anotherBlock("block " + hash, "block " + found);
                });
        return block;
    }

    /** Where the active chain stands at a height, or at a name such as {@code finalized}. */
    Optional<BlockRef> ref(String numberOrName) {
        return switch (calls.ask(Call.of("eth_getBlockByNumber", numberOrName, false))) {
            case NodeCalls.Answer.Result result
            when result.value().isObject() -> {
                long number = RpcFields.longQuantity(result.value(), "number");
                if (numberOrName.startsWith("0x")
                        && number != Long.parseLong(numberOrName, 2, numberOrName.length(), 16)) {
                    throw anotherBlock("the block at height " + numberOrName, "the block at height " + number);
                }
                yield Optional.of(new BlockRef(number, RpcFields.hash(result.value(), "hash")));
            }
            // Null, or an error: geth refuses a name that it does not know yet.
            default -> Optional.empty();
        };
    }

    private List<NodeBlock> untilItHolds(List<Call> questions) {
        try {
            return RETRY.call(MovedException.class, e -> true, () -> whole(questions), (failures, last) -> {
                calls.pause(PAUSE.multipliedBy(failures - 1L));
                return true;
            });
        } catch (MovedException e) {
            if (e.missing) {
                throw incomplete(String.valueOf(e.getMessage()));
            }
            throw new SourceUnavailableException("the node's chain keeps changing: " + e.getMessage(), e);
        }
    }

    private static InputFaultException anotherBlock(String expected, String got) {
        return new InputFaultException(new InputFault(
                "evm.node.another-block",
                "a node gives another block than the one that was asked for",
                "block",
                expected,
                got,
                "look at what answers there, or ask another node; the block is not published"));
    }

    private static InputFaultException incomplete(String got) {
        return new InputFaultException(new InputFault(
                "evm.node.incomplete",
                "a node gives a block without all of its parts",
                "block",
                "receipts and traces for all of its transactions",
                got,
                "ask another node, or one that keeps old receipts and states; the block is not published"));
    }

    private List<NodeBlock> whole(List<Call> questions) throws MovedException {
        var blocks = new ArrayList<JsonNode>();
        for (NodeCalls.Answer answer : calls.ask(questions)) {
            JsonNode block = NodeAbilities.result(answer, "a block");
            if (block.isNull() || block.isMissingNode()) {
                break;
            }
            requireLink(blocks, RpcFields.object(block, "block"));
            blocks.add(block);
        }
        var parts = new ArrayList<Call>();
        blocks.forEach(block -> addParts(block, parts));
        var answers = calls.ask(parts).iterator();
        var whole = new ArrayList<NodeBlock>(blocks.size());
        for (JsonNode block : blocks) {
            var collected = new Parts();
            for (int i = 0; i < partsOf(block); i++) {
                collected.answers.add(NodeAbilities.result(answers.next(), "a part of block " + block.get("hash")));
            }
            whole.add(put(block, collected));
        }
        return whole;
    }

    private static void requireLink(List<JsonNode> before, JsonNode block) throws MovedException {
        if (!before.isEmpty() && !before.getLast().path("hash").equals(block.path("parentHash"))) {
            throw new MovedException("blocks of two branches", false);
        }
    }

    private static int transactions(JsonNode block) {
        return block.path("transactions").size();
    }

    private int partsOf(JsonNode block) {
        int transactions = transactions(block);
        int receipts = abilities.blockReceipts() ? 1 : transactions;
        int traces = abilities.traces() == NodeAbilities.Traces.NONE ? 0 : 1;
        return block.path("uncles").size() + (transactions == 0 ? 0 : receipts + traces);
    }

    private void addParts(JsonNode block, List<Call> parts) {
        String hash = RpcFields.text(block, "hash");
        for (int i = 0; i < block.path("uncles").size(); i++) {
            parts.add(Call.of("eth_getUncleByBlockHashAndIndex", hash, "0x" + Integer.toHexString(i)));
        }
        if (transactions(block) == 0) {
            return;
        }
        if (abilities.blockReceipts()) {
            parts.add(Call.of("eth_getBlockReceipts", hash));
        } else {
            block.path("transactions")
                    .forEach(t -> parts.add(Call.of("eth_getTransactionReceipt", RpcFields.text(t, "hash"))));
        }
        switch (abilities.traces()) {
            case CALL_TRACER -> parts.add(Call.of("debug_traceBlockByHash", hash, NodeAbilities.CALL_TRACER));
            case TRACE_BLOCK -> parts.add(Call.of("trace_block", RpcFields.text(block, "number")));
            case NONE -> {
                // No node can be asked.
            }
        }
    }

    private NodeBlock put(JsonNode block, Parts parts) throws MovedException {
        String hash = RpcFields.text(block, "hash");
        var ommers = new ArrayList<EvmHeader>();
        for (int i = 0; i < block.path("uncles").size(); i++) {
            ommers.add(BlockJson.header(present(parts.next(), "uncle " + i, hash)));
        }
        var receipts = new ArrayList<JsonNode>();
        BlockCalls inside = new BlockCalls.NoInternalTransfers();
        if (transactions(block) > 0) {
            for (JsonNode receipt : receipts(block, parts, hash)) {
                sameBlock(receipt, hash);
                receipts.add(receipt);
            }
        }
        EvmBlock verified = BlockJson.block(block, receipts, ommers).verified();
        var ids = verified.transactions().stream().map(t -> t.id()).toList();
        if (abilities.traces() != NodeAbilities.Traces.NONE) {
            JsonNode traces = ids.isEmpty() ? null : present(parts.next(), "traces", hash);
            inside = switch (abilities.traces()) {
                case CALL_TRACER -> traces == null ? noCalls() : GethCalls.decode(traces, ids);
                case TRACE_BLOCK -> {
                    for (JsonNode trace : traces == null ? List.<JsonNode>of() : traces) {
                        sameBlock(trace, hash);
                    }
                    yield traces == null ? noCalls() : ParityCalls.decode(traces, ids);
                }
                case NONE -> inside;
            };
        }
        return new NodeBlock(verified, inside, balances);
    }

    private Iterable<JsonNode> receipts(JsonNode block, Parts parts, String hash) throws MovedException {
        if (abilities.blockReceipts()) {
            return present(parts.next(), "receipts", hash);
        }
        var receipts = new ArrayList<JsonNode>();
        for (int i = 0; i < transactions(block); i++) {
            receipts.add(present(parts.next(), "receipt " + i, hash));
        }
        return receipts;
    }

    private static BlockCalls noCalls() {
        return new BlockCalls.Traced(List.of(), List.of());
    }

    /** A part that the node has no longer: either its chain moved, or it never had it. Nothing stands in for it. */
    private static JsonNode present(JsonNode part, String what, String hash) throws MovedException {
        if (part.isNull() || part.isMissingNode()) {
            throw new MovedException("no " + what + " of block " + hash, true);
        }
        return part;
    }

    private static void sameBlock(JsonNode part, String hash) throws MovedException {
        String stated = RpcFields.text(part, "blockHash");
        if (!stated.equalsIgnoreCase(hash)) {
            throw new MovedException("a part of block " + hash + " is of block " + stated, false);
        }
    }

    /** The answers that belong to one block, taken in the order in which they were asked for. */
    private static final class Parts {
        private final List<JsonNode> answers = new ArrayList<>();
        private int taken;

        JsonNode next() {
            if (taken == answers.size()) {
                throw incomplete(answers.size() + " answers");
            }
            return answers.get(taken++);
        }
    }
}
