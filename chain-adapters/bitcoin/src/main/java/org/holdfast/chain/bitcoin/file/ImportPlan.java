package org.holdfast.chain.bitcoin.file;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.holdfast.chain.spi.PublishedSegments;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;

/**
 * Which blocks of a set of files are to be published, in chain order.
 *
 * @param blocks in the order of publication
 * @param alreadyPublished blocks of the files that the topic has
 * @param notOnTheBestChain blocks that lost to a branch with more work
 * @param gaps the missing blocks, one line for each gap
 */
record ImportPlan(
        List<Planned> blocks, List<BlockFileIndex.Entry> alreadyPublished, int notOnTheBestChain, List<String> gaps) {
    /** One block to publish. */
    record Planned(BlockFileIndex.Entry entry, long height, boolean segmentStart) {}

    /** Blocks that follow one another, from a root that is not in the files or published. */
    private record Run(long firstHeight, List<BlockFileIndex.Entry> blocks) {
        long lastHeight() {
            return firstHeight + blocks.size() - 1;
        }

        BlockHash at(long height) {
            return blocks.get((int) (height - firstHeight)).header().hash();
        }
    }

    ImportPlan {
        blocks = List.copyOf(blocks);
        alreadyPublished = List.copyOf(alreadyPublished);
        gaps = List.copyOf(gaps);
    }

    /** What is published, and how to find out which block stands there at a height. */
    record Topic(PublishedSegments segments, PublishedBlocks blocks) {
        Optional<BlockHash> at(long height) {
            return segments.recentAt(height).map(BlockRef::hash).or(() -> blocks.at(height));
        }
    }

    static ImportPlan of(List<BlockFileIndex.Entry> entries, Topic topic, RunHeights heights) {
        return new Planner(entries, topic, heights).plan();
    }

    private static final class Planner {
        private static final int UNRANKED = -1;
        private static final int UNLINKED = 0;
        private static final int BELOW_PUBLISHED = 1;
        private static final int THROUGH_PUBLISHED = 2;

        private final Map<BlockHash, BlockFileIndex.Entry> byHash = new LinkedHashMap<>();
        private final Map<BlockHash, List<BlockFileIndex.Entry>> children = new HashMap<>();
        private final Map<BlockHash, Long> sealed = new HashMap<>();
        private final Topic topic;
        private final PublishedSegments published;
        private final RunHeights heights;
        private final List<Planned> planned = new ArrayList<>();
        private final List<String> gaps = new ArrayList<>();
        private final Map<BlockHash, Long> firstHeights = new HashMap<>();
        private int lost;

        Planner(List<BlockFileIndex.Entry> entries, Topic topic, RunHeights heights) {
            this.topic = topic;
            this.published = topic.segments();
            this.heights = heights;
            for (BlockFileIndex.Entry entry : entries) {
                if (byHash.putIfAbsent(entry.header().hash(), entry) == null) {
                    children.computeIfAbsent(entry.header().parent(), p -> new ArrayList<>())
                            .add(entry);
                }
            }
            for (PublishedSegments.Segment segment : published.segments()) {
                BlockFileIndex.Entry entry = byHash.get(segment.last().hash());
                long height = segment.last().height();
                while (entry != null && sealed.putIfAbsent(entry.header().hash(), height) == null) {
                    boolean first = entry.header().hash().equals(segment.first().hash());
                    entry = first ? null : byHash.get(entry.header().parent());
                    height--;
                }
            }
        }

        ImportPlan plan() {
            var runs = runs();
            while (sealPublished(runs)) {
                runs = runs();
            }
            heights.requireSaidIsUsed(runs.stream().map(Run::firstHeight).toList());
            runs.forEach(this::add);
            var already = byHash.values().stream()
                    .filter(entry -> sealed.containsKey(entry.header().hash()))
                    .toList();
            return new ImportPlan(planned, already, lost, gaps);
        }

        /** Runs from roots that are not published, lowest first; what lost to them is counted anew. */
        private List<Run> runs() {
            lost = 0;
            var runs = new ArrayList<Run>();
            for (BlockFileIndex.Entry entry : byHash.values()) {
                boolean root = !sealed.containsKey(entry.header().hash())
                        && (!byHash.containsKey(entry.header().parent())
                                || sealed.containsKey(entry.header().parent()));
                if (root) {
                    List<BlockFileIndex.Entry> chain = bestChain(entry);
                    long height = firstHeights.computeIfAbsent(entry.header().hash(), hash -> firstHeight(chain));
                    var run = new Run(height, chain);
                    if (isStale(run)) {
                        lost += run.blocks().size();
                    } else {
                        runs.add(run);
                    }
                }
            }
            runs.sort(Comparator.comparingLong(Run::firstHeight));
            return runs;
        }

        /**
         * Marks the blocks of runs that stand inside published segments, of which a cursor has the ends only. True
         * where there are some.
         */
        private boolean sealPublished(List<Run> runs) {
            boolean found = false;
            for (Run run : runs) {
                for (PublishedSegments.Segment segment : published.segments()) {
                    long from = Math.max(run.firstHeight(), segment.first().height());
                    long to = Math.min(run.lastHeight(), segment.last().height());
                    long last = lastPublished(run, from, to);
                    for (long height = from; height <= last; height++) {
                        sealed.put(run.at(height), height);
                        found = true;
                    }
                }
            }
            return found;
        }

        /** The highest block of a run that is published, among heights that are; below the first where none is. */
        private long lastPublished(Run run, long from, long to) {
            long low = from - 1;
            long high = to;
            while (low < high) {
                // The highest one first: most often all of them are.
                long middle = high == to ? high : low + (high - low + 1) / 2;
                if (topic.at(middle).equals(Optional.of(run.at(middle)))) {
                    low = middle;
                } else {
                    high = middle - 1;
                }
            }
            return low;
        }

        /**
         * A branch of the published chain that ends no higher. Nodes keep such blocks in their files, so a repeated
         * import reads them again. A branch that overtakes the published chain is not stale.
         */
        private boolean isStale(Run run) {
            BlockHash parent = run.blocks().getFirst().header().parent();
            return sealed.containsKey(parent)
                    && published.segments().stream()
                            .filter(segment -> segment.first().height() < run.firstHeight())
                            .anyMatch(segment ->
                                    run.lastHeight() <= segment.last().height());
        }

        private void add(Run run) {
            BlockHash parent = run.blocks().getFirst().header().parent();
            BlockRef first = ref(run, 0);
            boolean start = !published.holdsParent(first, parent);
            if (start) {
                sayGapBelow(run.firstHeight());
            }
            for (int i = 0; i < run.blocks().size(); i++) {
                refuseAnotherBranch(run, i);
                planned.add(new Planned(run.blocks().get(i), run.firstHeight() + i, start && i == 0));
            }
            sayGapAbove(run);
        }

        private static BlockRef ref(Run run, int index) {
            return new BlockRef(
                    run.firstHeight() + index, run.blocks().get(index).header().hash());
        }

        private void sayGapBelow(long height) {
            long planBelow = planned.isEmpty() ? -1 : planned.getLast().height();
            long below = published.segments().stream()
                    .mapToLong(segment -> segment.last().height())
                    .filter(last -> last < height)
                    .reduce(planBelow, Math::max);
            if (below >= 0) {
                gaps.add("a gap before height %d: the last block published before it has height %d"
                        .formatted(height, below));
            }
        }

        private void sayGapAbove(Run run) {
            published.segments().stream()
                    .mapToLong(segment -> segment.first().height())
                    .filter(first -> first > run.lastHeight())
                    .min()
                    .stream()
                    .filter(first -> first > run.lastHeight() + 1)
                    .forEach(first -> gaps.add("a gap after height %d: the next published block has height %d"
                            .formatted(run.lastHeight(), first)));
        }

        /** Blocks that do not fit the published ones are another branch; an import never reorganises. */
        private void refuseAnotherBranch(Run run, int index) {
            BlockRef block = ref(run, index);
            BlockFileIndex.Entry entry = run.blocks().get(index);
            published.contradicts(block, entry.header().parent()).ifPresent(segment -> {
                throw new InputFaultException(new InputFault(
                        "bitcoin.import.another-branch",
                        "these files follow another branch than the one published",
                        entry.where(),
                        "the chain of the published blocks " + segment.first().height() + " to "
                                + segment.last().height(),
                        "another block at height " + block
                                + topic.at(block.height())
                                        .map(hash -> ", where " + hash + " is published")
                                        .orElse(", which is not on it"),
                        "import into a new data directory, or follow a node, which can reorganise"));
            });
        }

        /**
         * From a root, the chain through a published block, or else the one that ends below a published block, or else
         * the one with the most work; everything off it is counted as lost.
         */
        private List<BlockFileIndex.Entry> bestChain(BlockFileIndex.Entry root) {
            var work = new HashMap<BlockHash, BigInteger>();
            Deque<BlockFileIndex.Entry> open = new ArrayDeque<>(List.of(root));
            BlockFileIndex.Entry best = root;
            int bestRank = UNRANKED;
            var through = new HashSet<BlockHash>();
            int seen = 0;
            while (!open.isEmpty()) {
                BlockFileIndex.Entry entry = open.removeFirst();
                seen++;
                BigInteger before = work.getOrDefault(entry.header().parent(), BigInteger.ZERO);
                work.put(entry.header().hash(), before.add(entry.header().work()));
                int rank = rank(entry, through);
                if (rank > bestRank || (rank == bestRank && workOf(work, entry).compareTo(workOf(work, best)) > 0)) {
                    best = entry;
                    bestRank = rank;
                }
                for (BlockFileIndex.Entry child :
                        children.getOrDefault(entry.header().hash(), List.of())) {
                    if (!sealed.containsKey(child.header().hash())) {
                        open.addLast(child);
                    }
                }
            }
            var chain = new ArrayList<BlockFileIndex.Entry>();
            for (BlockFileIndex.Entry entry = best; !entry.equals(root); entry = parentOf(entry)) {
                chain.add(entry);
            }
            chain.add(root);
            Collections.reverse(chain);
            lost += seen - chain.size();
            return chain;
        }

        /**
         * How a chain that ends with a block is linked to published blocks.
         *
         * @param through blocks that are, or descend from, the first block of a published segment
         */
        private int rank(BlockFileIndex.Entry entry, Set<BlockHash> through) {
            BlockHash hash = entry.header().hash();
            if (through.contains(entry.header().parent())
                    || published.segments().stream()
                            .anyMatch(segment -> segment.first().hash().equals(hash))) {
                through.add(hash);
                return THROUGH_PUBLISHED;
            }
            return published.segments().stream()
                            .anyMatch(segment -> segment.parent().equals(Optional.of(hash)))
                    ? BELOW_PUBLISHED
                    : UNLINKED;
        }

        private static BigInteger workOf(Map<BlockHash, BigInteger> work, BlockFileIndex.Entry entry) {
            return work.getOrDefault(entry.header().hash(), BigInteger.ZERO);
        }

        private BlockFileIndex.Entry parentOf(BlockFileIndex.Entry entry) {
            BlockFileIndex.Entry parent = byHash.get(entry.header().parent());
            if (parent == null) {
                throw new IllegalStateException("the parent of " + entry + " is in no file");
            }
            return parent;
        }

        private long firstHeight(List<BlockFileIndex.Entry> run) {
            BlockHash parent = run.getFirst().header().parent();
            Long parentHeight = sealed.get(parent);
            if (parentHeight != null) {
                return parentHeight + 1;
            }
            for (PublishedSegments.Segment segment : published.segments()) {
                if (segment.last().hash().equals(parent)) {
                    return segment.last().height() + 1;
                }
                for (int i = run.size() - 1; i >= 0; i--) {
                    BlockHash hash = run.get(i).header().hash();
                    if (segment.parent().equals(Optional.of(hash))) {
                        return segment.first().height() - 1 - i;
                    }
                }
            }
            return heights.of(run);
        }
    }
}
