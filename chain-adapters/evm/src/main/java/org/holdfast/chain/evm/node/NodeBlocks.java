package org.holdfast.chain.evm.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.holdfast.chain.evm.block.EvmBlock;
import org.holdfast.chain.evm.block.EvmHeader;
import org.holdfast.chain.evm.call.BlockCalls;
import org.holdfast.chain.evm.node.NodeCalls.Answer;
import org.holdfast.chain.evm.node.NodeCalls.Call;
import org.holdfast.chain.evm.node.NodeSettings.InternalTransfers;
import org.holdfast.chain.evm.node.NodeSettings.Receipts;
import org.holdfast.chain.evm.node.NodeSettings.Traces;
import org.holdfast.chain.evm.node.PartException.Kind;
import org.holdfast.chain.evm.node.json.BlockJson;
import org.holdfast.chain.evm.node.json.RpcFields;
import org.holdfast.chain.spi.BackOff;
import org.holdfast.chain.spi.Retry;
import org.holdfast.chain.spi.SourceUnavailableException;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Whole blocks of a node. A block, its receipts and its calls are asked for by the block's hash where the node answers
 * by hash, so that a reorg between two questions cannot mix two blocks; otherwise each part states its block or the
 * node is asked again, and a difference is asked for anew. A block of which a part is missing is not handed out.
 */
final class NodeBlocks {
    /** How often a block is asked for anew when the node changed its mind between two questions, or lacks a part. */
    static final int ATTEMPTS_MAX = 6;

    private static final Retry RETRY = new Retry(ATTEMPTS_MAX);

    /** Hexadecimal digits of a height, against those of a hash. */
    private static final int NUMBER_LENGTH_MAX = 18;

    private static final BackOff BACK_OFF = new BackOff(Duration.ofMillis(50), Duration.ofSeconds(2));

    /** How many blocks below the tip are looked at for one that has transactions. */
    private static final int PROBED_MAX = 16;

    private final NodeCalls calls;
    private final NodeSettings settings;
    private final NodeBalances balances;
    private final PartReader<Receipts, List<JsonNode>> receipts;
    private final PartReader<Traces, BlockCalls.Traced> traces;

    NodeBlocks(NodeCalls calls, NodeSettings settings) {
        this.calls = calls;
        this.settings = settings;
        this.balances = new NodeBalances(calls);
        this.receipts =
                new PartReader<>(calls, new NodeReceipts(), settings.parts().receipts());
        this.traces = new PartReader<>(
                calls, new NodeTraces(calls, settings), settings.parts().traces());
    }

    /**
     * Reads a block near the tip that has transactions, if there is one: an empty block does not show what a node can.
     *
     * @throws InputFaultException where the node has no way to tell a part of it
     */
    void probe() {
        long tip = ref("latest").map(BlockRef::height).orElse(-1L);
        for (long height = tip; height >= 0 && height > tip - PROBED_MAX; height--) {
            JsonNode block = calls.result(
                    Call.of("eth_getBlockByNumber", "0x" + Long.toHexString(height), false), "block " + height);
            if (transactions(block) > 0) {
                at(height, 1);
                return;
            }
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
        JsonNode block = header(numberOrName);
        if (block == null || !block.isObject()) {
            return Optional.empty();
        }
        long number = RpcFields.longQuantity(block, "number");
        if (numberOrName.startsWith("0x") && number != Long.parseLong(numberOrName, 2, numberOrName.length(), 16)) {
            throw anotherBlock("the block at height " + numberOrName, "the block at height " + number);
        }
        return Optional.of(new BlockRef(number, RpcFields.hash(block, "hash")));
    }

    /** Null where a name is asked for that the node does not know, or not yet. */
    private @Nullable JsonNode header(String numberOrName) {
        Call call = Call.of("eth_getBlockByNumber", numberOrName, false);
        if (!numberOrName.startsWith("0x") && !numberOrName.equals("latest")) {
            Answer answer = calls.ask(call);
            if (answer instanceof Answer.Result(JsonNode block)) {
                return block;
            }
            if (answer instanceof Answer.Refused refused
                    && (refused.meaning() == Refusal.NO_SUCH_BLOCK || refused.meaning() == Refusal.NOT_THIS_WAY)) {
                return null;
            }
        }
        return calls.result(call, "block at " + numberOrName);
    }

    private List<NodeBlock> untilItHolds(List<Call> questions) {
        try {
            return RETRY.call(PartException.class, e -> true, () -> whole(questions), (failures, last) -> {
                calls.pause(BACK_OFF.after(failures));
                return true;
            });
        } catch (PartException e) {
            String words = e.kind() == Kind.MOVED ? "the node's chain keeps changing: " + e.words() : e.words();
            throw new SourceUnavailableException(words, e);
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

    private List<NodeBlock> whole(List<Call> questions) throws PartException {
        var blocks = new ArrayList<JsonNode>();
        List<Answer> answers = calls.ask(questions);
        for (int i = 0; i < answers.size(); i++) {
            JsonNode block = blockOrNone(answers.get(i), questions.get(i));
            if (block == null) {
                break;
            }
            requireLink(blocks, RpcFields.object(block, "block"));
            BlockJson.requireKnownKinds(block, settings.chain());
            blocks.add(block);
        }
        // One request for the parts of all, in the ways that are likely to work.
        var parts = new ArrayList<Call>();
        List<PartCalls> asked =
                blocks.stream().map(block -> partsOf(block, parts)).toList();
        List<Answer> told = calls.ask(parts);
        var whole = new ArrayList<NodeBlock>(blocks.size());
        for (PartCalls one : asked) {
            whole.add(put(one, told));
        }
        return whole;
    }

    /** Null where the node has no such block: it says so with an error, or with JSON's null. */
    private @Nullable JsonNode blockOrNone(Answer answer, Call question) throws PartException {
        if (answer instanceof Answer.Result(JsonNode value)) {
            return value.isNull() || value.isMissingNode() ? null : value;
        }
        boolean unknown = answer instanceof Answer.Refused refused && refused.meaning() == Refusal.NO_SUCH_BLOCK;
        return unknown && !isBelowTip(String.valueOf(question.parameters().getFirst()))
                ? null
                : PartException.result(answer, "block");
    }

    private boolean isBelowTip(String numberOrHash) {
        return numberOrHash.length() <= NUMBER_LENGTH_MAX
                && ref("latest")
                        .filter(tip -> tip.height() >= Long.decode(numberOrHash))
                        .isPresent();
    }

    private static void requireLink(List<JsonNode> before, JsonNode block) throws PartException {
        if (!before.isEmpty() && !before.getLast().path("hash").equals(block.path("parentHash"))) {
            throw new PartException(Kind.MOVED, "blocks of two branches");
        }
    }

    private static int transactions(JsonNode block) {
        return block.path("transactions").size();
    }

    /**
     * The calls for the parts of a block, as places in a list of calls.
     *
     * @param from the index of the first call of the block among all
     * @param receipts null where the block is empty
     * @param traces null where the block is empty
     */
    private record PartCalls(
            JsonNode block,
            int from,
            PartReader.@Nullable Asked<Receipts> receipts,
            PartReader.@Nullable Asked<Traces> traces) {}

    private PartCalls partsOf(JsonNode block, List<Call> parts) {
        int from = parts.size();
        for (int i = 0; i < block.path("uncles").size(); i++) {
            parts.add(Call.of(
                    "eth_getUncleByBlockHashAndIndex", RpcFields.text(block, "hash"), "0x" + Integer.toHexString(i)));
        }
        boolean empty = transactions(block) == 0;
        return new PartCalls(
                block, from, empty ? null : receipts.ask(block, parts), empty ? null : traces.ask(block, parts));
    }

    private NodeBlock put(PartCalls asked, List<Answer> answers) throws PartException {
        JsonNode block = asked.block;
        String hash = RpcFields.text(block, "hash");
        var ommers = new ArrayList<EvmHeader>();
        for (int i = 0; i < block.path("uncles").size(); i++) {
            ommers.add(BlockJson.header(
                    PartException.result(answers.get(asked.from + i), "uncle " + i + " of block " + hash)));
        }
        List<JsonNode> told = asked.receipts == null
                ? List.of()
                : receipts.read(block, asked.receipts, answers).orElseThrow(this::noReceipts);
        EvmBlock verified = BlockJson.block(block, told, ommers).verified();
        return new NodeBlock(verified, callsIn(asked, answers), balances);
    }

    private BlockCalls callsIn(PartCalls asked, List<Answer> answers) throws PartException {
        Optional<BlockCalls.Traced> traced = asked.traces == null
                ? Optional.of(new BlockCalls.Traced(List.of(), List.of()))
                : traces.read(asked.block, asked.traces, answers);
        if (settings.parts().internalTransfers() == InternalTransfers.MAY_BE_MISSING && traces.isBeyondNode()) {
            return new BlockCalls.NoInternalTransfers();
        }
        return traced.orElseThrow(this::noTraces);
    }

    private InputFaultException noReceipts() {
        return new InputFaultException(new InputFault(
                "evm.node.no-receipts",
                "a node does not tell the receipts of a block",
                settings.where(),
                receipts.names(),
                receipts.refusals(),
                "look whether the node or the plan of the provider offers them, or name another node"));
    }

    private InputFaultException noTraces() {
        return new InputFaultException(new InputFault(
                "evm.node.no-traces",
                "a node does not tell the calls inside transactions",
                settings.where(),
                traces.names(),
                traces.refusals(),
                "name a node that traces, or accept with --no-internal-transfers that value moved inside transactions"
                        + " is missing everywhere"));
    }
}
