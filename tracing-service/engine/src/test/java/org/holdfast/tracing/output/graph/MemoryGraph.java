package org.holdfast.tracing.output.graph;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.Outpoint;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.block.BlockFaults;
import org.holdfast.tracing.block.Segment;
import org.holdfast.tracing.index.IndexReport;
import org.jspecify.annotations.Nullable;

/** The plainest graph there is, for tests: rebuilt from its blocks after each change. Positions are 1, 2, 3. */
public final class MemoryGraph implements GraphStore, GraphSnapshot {
    private final ChainId chain;
    private List<BlockContent> blocks = List.of();
    private List<Node> nodes = List.of();
    private Map<TxId, Node> byId = Map.of();
    private long offset;

    private record Node(
            long position, long height, BlockContent.Transaction content, List<Node> sources, List<Spend> spends)
            implements TransactionView {
        @Override
        public TxId id() {
            return content.id();
        }

        @Override
        public boolean coinbase() {
            return content.coinbase();
        }

        @Override
        public int inputCount() {
            return content.inputs().size();
        }

        @Override
        public long inputSource(int input) {
            return known(input) ? sources.get(input).position : GraphIndex.ABSENT;
        }

        private boolean known(int input) {
            return sources.get(input).position != GraphIndex.ABSENT;
        }

        @Override
        public int inputSourceOutput(int input) {
            return known(input) ? content.inputs().get(input).index() : 0;
        }

        @Override
        public long inputValue(int input) {
            return known(input) ? sources.get(input).outputValue(inputSourceOutput(input)) : UNKNOWN;
        }

        @Override
        public long inputSumBefore(int input) {
            long sum = 0;
            for (int i = 0; i < input; i++) {
                if (!known(i)) {
                    return UNKNOWN;
                }
                sum += inputValue(i);
            }
            return sum;
        }

        @Override
        public int outputCount() {
            return content.outputs().size();
        }

        @Override
        public long outputValue(int output) {
            return content.outputs().get(output).value();
        }

        @Override
        public long outputSumBefore(int output) {
            return content.outputs().stream()
                    .limit(output)
                    .mapToLong(BlockContent.Output::value)
                    .sum();
        }

        @Override
        public long spender(int output) {
            return spends.get(output).position;
        }

        @Override
        public int spenderInput(int output) {
            return spends.get(output).input;
        }

        @Override
        public @Nullable String outputAddress(int output) {
            String address = content.outputs().get(output).address();
            return address.isEmpty() ? null : address;
        }

        @Override
        public boolean outputDestroys(int output) {
            return content.outputs().get(output).destroys();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(position);
        }
    }

    private record Spend(long position, int input) {
        static final Spend NONE = new Spend(GraphIndex.ABSENT, 0);
    }

    private static final Node NOWHERE = new Node(
            ABSENT,
            0,
            new BlockContent.Transaction(TxId.parse("0".repeat(64)), false, List.of(), List.of()),
            List.of(),
            List.of());

    public MemoryGraph(ChainId chain) {
        this.chain = chain;
    }

    /** The graph of blocks that are known to follow one another. */
    public static MemoryGraph of(ChainId chain, List<BlockContent> blocks) {
        var graph = new MemoryGraph(chain);
        graph.rebuild(blocks);
        return graph;
    }

    @Override
    public void append(BlockContent block, long feedOffset) {
        var before = List.copyOf(blocks);
        checkPlace(block);
        var after = new ArrayList<>(blocks);
        after.add(block);
        try {
            rebuild(after);
        } catch (RuntimeException e) {
            rebuild(before);
            throw e;
        }
        offset = feedOffset;
    }

    private void checkPlace(BlockContent block) {
        for (Segment segment : segments()) {
            if (segment.holds(block.block().height())) {
                throw BlockFaults.overlaps(block.block(), segment);
            }
        }
        boolean next = !blocks.isEmpty()
                && blocks.getLast().block().hash().equals(block.parent())
                && blocks.getLast().block().height() + 1 == block.block().height();
        boolean above = blocks.isEmpty()
                || blocks.getLast().block().height() < block.block().height();
        if (!next && !(block.segmentStart() && above)) {
            String tip = blocks.isEmpty() ? "nothing" : blocks.getLast().block().toString();
            throw BlockFaults.notNext(block.block(), tip);
        }
    }

    @Override
    public void retract(BlockRef block, long feedOffset) {
        if (blocks.isEmpty() || !blocks.getLast().block().equals(block)) {
            throw BlockFaults.notTip(
                    block,
                    blocks.isEmpty() ? "nothing" : blocks.getLast().block().toString());
        }
        rebuild(blocks.subList(0, blocks.size() - 1));
        offset = feedOffset;
    }

    private void rebuild(List<BlockContent> content) {
        var made = new ArrayList<Node>();
        var ids = new HashMap<TxId, Node>();
        for (BlockContent block : content) {
            for (BlockContent.Transaction transaction : block.transactions()) {
                Node node = link(block, transaction, made.size() + 1L, ids);
                made.add(node);
                ids.put(transaction.id(), node);
            }
        }
        blocks = List.copyOf(content);
        nodes = List.copyOf(made);
        byId = Map.copyOf(ids);
    }

    private static Node link(
            BlockContent block, BlockContent.Transaction transaction, long position, Map<TxId, Node> ids) {
        Node namesake = ids.get(transaction.id());
        if (namesake != null) {
            boolean unspent = namesake.spends.stream().allMatch(spend -> spend.position == ABSENT);
            if (!transaction.coinbase() || !unspent) {
                throw BlockFaults.idRepeated(block.block(), transaction.id().toString());
            }
            namesake.spends.replaceAll(spend -> new Spend(TransactionView.OVERWRITTEN, 0));
        }
        var sources = new ArrayList<Node>();
        for (int i = 0; i < transaction.inputs().size(); i++) {
            Outpoint spent = transaction.inputs().get(i);
            Node source = ids.getOrDefault(spent.txId(), NOWHERE);
            sources.add(source);
            if (source.position == ABSENT) {
                continue;
            }
            if (spent.index() >= source.outputCount()) {
                throw BlockFaults.noSuchOutput(block.block(), spent.toString());
            }
            if (source.spends.get(spent.index()).position != ABSENT) {
                throw BlockFaults.spentTwice(block.block(), spent.toString());
            }
            source.spends.set(spent.index(), new Spend(position, i));
        }
        var spends = new ArrayList<>(Collections.nCopies(transaction.outputs().size(), Spend.NONE));
        var node = new Node(position, block.block().height(), transaction, sources, spends);
        long in = node.inputSumBefore(node.inputCount());
        if (!transaction.coinbase() && in != TransactionView.UNKNOWN && in < node.outputSumBefore(node.outputCount())) {
            throw BlockFaults.overspends(block.block(), transaction.id().toString());
        }
        return node;
    }

    @Override
    public long feedOffset() {
        return offset;
    }

    @Override
    public GraphSnapshot snapshot() {
        var copy = new MemoryGraph(chain);
        copy.rebuild(blocks);
        return copy;
    }

    @Override
    public GraphTotals totals() {
        long inputs = nodes.stream().mapToLong(Node::inputCount).sum();
        long outputs = nodes.stream().mapToLong(Node::outputCount).sum();
        long unspent = 0;
        long unspentSum = 0;
        long sum = 0;
        long unknown = 0;
        for (Node node : nodes) {
            for (int j = 0; j < node.outputCount(); j++) {
                sum += node.outputValue(j);
                if (node.spender(j) == ABSENT) {
                    unspent++;
                    unspentSum += node.outputValue(j);
                }
            }
            for (int i = 0; i < node.inputCount(); i++) {
                unknown += node.known(i) ? 0 : 1;
            }
        }
        return new GraphTotals(
                blocks.size(),
                nodes.size(),
                inputs,
                outputs,
                unspent,
                BigInteger.valueOf(sum),
                BigInteger.valueOf(unspentSum),
                unknown);
    }

    @Override
    public IndexReport check() {
        return new IndexReport(totals().transactions(), List.of());
    }

    @Override
    public long bytes() {
        return 0;
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    @Override
    public ChainId chain() {
        return chain;
    }

    @Override
    public List<Segment> segments() {
        var segments = new ArrayList<Segment>();
        for (BlockContent block : blocks) {
            boolean next =
                    !segments.isEmpty() && segments.getLast().last().hash().equals(block.parent());
            BlockRef first = next ? segments.removeLast().first() : block.block();
            segments.add(new Segment(first, block.block()));
        }
        return segments;
    }

    @Override
    public long[] resolve(List<TxId> ids) {
        return ids.stream()
                .mapToLong(id -> byId.getOrDefault(id, NOWHERE).position)
                .toArray();
    }

    @Override
    public List<TransactionView> load(long[] positions) {
        return Arrays.stream(positions)
                .<TransactionView>mapToObj(position -> nodes.get((int) position - 1))
                .toList();
    }

    @Override
    public BlockSpan span(long position) {
        long first = 1;
        for (BlockContent block : blocks) {
            long behind = first + block.transactions().size();
            if (position < behind) {
                return new BlockSpan(first, behind);
            }
            first = behind;
        }
        throw new IndexOutOfBoundsException("position " + position + " of " + nodes.size());
    }

    @Override
    public long next(long position) {
        return position < nodes.size() ? position + 1 : ABSENT;
    }

    @Override
    public Optional<BlockRef> block(long height) {
        return blocks.stream()
                .map(BlockContent::block)
                .filter(block -> block.height() == height)
                .findFirst();
    }
}
