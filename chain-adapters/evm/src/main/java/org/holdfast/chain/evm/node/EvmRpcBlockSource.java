package org.holdfast.chain.evm.node;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.holdfast.chain.evm.block.InclusionProof;
import org.holdfast.chain.evm.node.NodeCalls.Call;
import org.holdfast.chain.evm.node.json.RpcFields;
import org.holdfast.chain.spi.BlockSource;
import org.holdfast.chain.spi.PublishedSegments.Segment;
import org.holdfast.chain.spi.SourceUnavailableException;
import org.holdfast.chain.spi.VerifiedBlock;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.TxId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Blocks of an EVM node over JSON-RPC. Every block is checked against its header before it is handed out: its hash, the
 * roots of transactions, receipts and withdrawals, the logs filter. The state root is not recomputed and the calls that
 * a node tells are covered by no root: they are the node's word.
 *
 * <p>While a reader catches up, blocks well below the tip are asked for ahead of it. Near the tip every block is asked
 * for when it is wanted.
 */
public final class EvmRpcBlockSource implements BlockSource {
    /** Blocks this far below the tip are not read ahead: they may still be replaced. */
    static final int SETTLED_DEPTH = 64;

    /** With a live socket the tip is looked at this often all the same. */
    static final Duration LOOK_ANYWAY = Duration.ofSeconds(15);

    private static final int GROUPS_AHEAD_PER_REQUEST = 2;

    private final NodeSettings settings;
    private final Function<NodeBlock, VerifiedBlock> records;
    private final NodeCalls calls;
    private final NewHeads heads;
    private final ExecutorService workers;
    private final Deque<Future<List<VerifiedBlock>>> ahead = new ArrayDeque<>();
    private final Deque<VerifiedBlock> ready = new ArrayDeque<>();
    private @Nullable NodeBlocks asked;
    private @Nullable BlockRef handedOut;
    private long nextAhead;
    private long settled = Long.MIN_VALUE / 2;

    private EvmRpcBlockSource(NodeSettings settings, Function<NodeBlock, VerifiedBlock> records, NodeCalls calls) {
        this.settings = settings;
        this.records = records;
        this.calls = calls;
        this.heads = new NewHeads(settings.websocket());
        this.workers = Executors.newFixedThreadPool(
                settings.limits().parallel(),
                Thread.ofPlatform().name("evm-node-", 0).daemon().factory());
    }

    /**
     * Makes a source of a node, of which nothing is asked yet; what the node can do is found out at the first question.
     *
     * @param records makes a verified block into the records of its movements
     */
    public static EvmRpcBlockSource of(NodeSettings settings, Function<NodeBlock, VerifiedBlock> records) {
        settings.chainNumber();
        return new EvmRpcBlockSource(settings, records, new NodeCalls(Web3jNode.at(settings), settings.limits()));
    }

    /**
     * Opens a node and asks it what it can do.
     *
     * @param records makes a verified block into the records of its movements
     * @throws InputFaultException where the node is of another chain, or cannot trace and that was not accepted
     * @throws SourceUnavailableException where it does not answer
     */
    public static EvmRpcBlockSource open(NodeSettings settings, Function<NodeBlock, VerifiedBlock> records) {
        EvmRpcBlockSource source = of(settings, records);
        try {
            source.blocks();
            return source;
        } catch (InputFaultException | SourceUnavailableException e) {
            source.close();
            throw e;
        }
    }

    private NodeBlocks blocks() {
        NodeBlocks known = asked;
        if (known == null) {
            requireChain();
            known = new NodeBlocks(calls, settings);
            known.probe();
            asked = known;
        }
        return known;
    }

    private void requireChain() {
        JsonNode stated = calls.result(Call.of("eth_chainId"), "chain id");
        String text = stated.isString() ? stated.stringValue() : stated.toString();
        String number = RpcFields.quantity(text, "chain id").toString();
        if (!number.equals(Long.toUnsignedString(settings.chainNumber()))) {
            throw new InputFaultException(new InputFault(
                    "evm.node.other-chain",
                    "a node is of another chain",
                    settings.where(),
                    settings.chain().text(),
                    "chain id " + number,
                    "give the address of a node of this chain, or name the other chain"));
        }
    }

    /** Whether the node promised on an open socket to tell of new heads. */
    boolean hearsOfHeads() {
        return heads.isLive();
    }

    @Override
    public ChainId chain() {
        return settings.chain();
    }

    @Override
    public List<Segment> segments() {
        Optional<BlockRef> first = refAt(0);
        Optional<BlockRef> last = blocks().ref("latest");
        return first.isPresent() && last.isPresent() ? List.of(new Segment(first.get(), last.get())) : List.of();
    }

    @Override
    public Optional<BlockRef> refAt(long height) {
        return height < 0 ? Optional.empty() : blocks().ref(number(height));
    }

    @Override
    public Optional<VerifiedBlock> blockAt(long height) {
        if (height < 0) {
            return Optional.empty();
        }
        VerifiedBlock next = ready.peekFirst();
        if (next == null) {
            next = takeAhead();
        }
        boolean follows = next != null
                && handedOut != null
                && next.ref().height() == height
                && next.parent().equals(handedOut.hash());
        if (!follows) {
            dropAhead();
            blocks().at(height, 1).forEach(block -> ready.add(records.apply(block)));
            lookAhead(height);
        }
        VerifiedBlock handed = ready.pollFirst();
        handedOut = handed == null ? null : handed.ref();
        keepAhead();
        return Optional.ofNullable(handed);
    }

    @Override
    public Optional<VerifiedBlock> block(BlockHash hash) {
        return blocks().of(hash).map(records);
    }

    @Override
    public boolean awaitNewTip(BlockRef known, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (true) {
            heads.connectIfDue();
            Optional<BlockRef> tip = blocks().ref("latest");
            if (tip.isPresent() && !tip.get().equals(known)) {
                return true;
            }
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            Duration look = heads.isLive() ? LOOK_ANYWAY : settings.limits().poll();
            heads.await(Duration.ofNanos(Math.min(left, look.toNanos())));
        }
    }

    @Override
    public List<String> notices() {
        // While blocks are caught up with nothing waits for a tip, and nothing else connects.
        heads.connectIfDue();
        return heads.trouble().stream().toList();
    }

    @Override
    public Optional<BlockRef> finalTip() {
        return blocks().ref(settings.finality().word());
    }

    /**
     * Shows that a transaction and its receipt stand in a block: made from the node's block, and verified before it is
     * given out. Whether the block is one to rely on is the caller's to know, by its hash.
     *
     * @return empty where the node knows no such transaction in a block
     * @throws InputFaultException where the node's block does not verify
     */
    public Optional<InclusionProof> prove(TxId transaction) {
        JsonNode stated =
                calls.result(Call.of("eth_getTransactionByHash", "0x" + transaction), "transaction " + transaction);
        if (!stated.hasNonNull("blockHash")) {
            return Optional.empty();
        }
        BlockHash hash = RpcFields.hash(stated, "blockHash");
        return blocks().of(hash).map(block -> {
            var ids = block.block().transactions().stream().map(t -> t.id()).toList();
            int index = ids.indexOf(transaction);
            if (index < 0) {
                throw new InputFaultException(new InputFault(
                        "evm.node.refused",
                        "a node names a block for a transaction that is not in it",
                        "block " + hash,
                        "transaction " + transaction,
                        ids.size() + " others",
                        "ask another node"));
            }
            InclusionProof proof = InclusionProof.of(block.block(), index);
            proof.verify(hash);
            return proof;
        });
    }

    @Override
    public void close() {
        workers.shutdownNow();
        heads.close();
        calls.close();
    }

    private static String number(long height) {
        return "0x" + Long.toHexString(height).toLowerCase(Locale.ROOT);
    }

    /** Begins to read ahead while the next blocks are too deep to be replaced. */
    private void lookAhead(long height) {
        nextAhead = height + 1;
        // Between the settled blocks and a tip that is known there is nothing to ask for until that tip is reached.
        boolean below = height > settled && height < settled + SETTLED_DEPTH;
        if (!below) {
            settled = blocks().ref("latest").map(BlockRef::height).orElse(0L) - SETTLED_DEPTH;
        }
    }

    private void keepAhead() {
        int groups = settings.limits().parallel() * GROUPS_AHEAD_PER_REQUEST;
        int size = settings.limits().groupBlocks();
        while (ahead.size() < groups && nextAhead + size <= settled) {
            long from = nextAhead;
            nextAhead += size;
            NodeBlocks node = blocks();
            ahead.add(workers.submit(
                    () -> node.at(from, size).stream().map(records).toList()));
        }
    }

    private @Nullable VerifiedBlock takeAhead() {
        Future<List<VerifiedBlock>> group = ahead.pollFirst();
        if (group == null) {
            return null;
        }
        try {
            ready.addAll(group.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceUnavailableException("interrupted", e);
        } catch (ExecutionException e) {
            dropAhead();
            if (e.getCause() instanceof RuntimeException failed) {
                throw failed;
            }
            throw new IllegalStateException(e);
        }
        return ready.peekFirst();
    }

    private void dropAhead() {
        ahead.forEach(group -> group.cancel(true));
        ahead.clear();
        ready.clear();
        nextAhead = Long.MAX_VALUE / 2;
    }
}
