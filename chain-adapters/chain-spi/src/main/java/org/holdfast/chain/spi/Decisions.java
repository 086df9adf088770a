package org.holdfast.chain.spi;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.holdfast.primitives.BlockRef;
import org.holdfast.records.chain.v1.BlocksRemoved;
import org.holdfast.records.chain.v1.BranchAccepted;
import org.holdfast.records.chain.v1.ChainCursor;
import org.holdfast.records.chain.v1.ReopenedHeights;

/**
 * What a cursor keeps of operators' decisions to take final blocks back. Who decided, when and why is on the topic,
 * with the first retraction.
 *
 * @param accepted the newest accepted branches, oldest first, so that none is accepted twice. A follower names one
 *     branch, which a person gave after the older ones: those beyond the bound name nothing that is still in use
 * @param reopened heights at which final blocks were taken back, ascending and apart. Seals from before may name blocks
 *     final there that are gone, for as long as the topic is read. So no height is ever left out: beyond the bound the
 *     closest two ranges become one, and a search between them reads more than it would have to
 */
public record Decisions(List<BranchAccepted> accepted, List<Heights> reopened) {
    /** A bound on accepted branches in a cursor: the oldest goes first. */
    public static final int ACCEPTED_MAX = 16;

    /** A bound on ranges of heights in a cursor. */
    public static final int REOPENED_MAX = 16;

    /** No decision. */
    public static final Decisions NONE = new Decisions(List.of(), List.of());

    /** Heights from one to another, both included. */
    public record Heights(long from, long to) {
        private boolean holds(long height) {
            return from <= height && height <= to;
        }

        private Heights and(Heights above) {
            return new Heights(from, Math.max(to, above.to));
        }

        /** How many heights are between this and a range that begins above it; below 1 where they touch. */
        private long gapTo(Heights above) {
            return above.from - to - 1;
        }
    }

    public Decisions {
        accepted = List.copyOf(accepted);
        reopened = List.copyOf(reopened);
    }

    /** Those of a cursor. An older one has its removals among the accepted branches, and no heights. */
    static Decisions of(ChainCursor cursor) {
        var heights = new ArrayList<Heights>();
        cursor.getReopenedList().forEach(range -> heights.add(new Heights(range.getFrom(), range.getTo())));
        cursor.getAcceptedList().forEach(decision -> heights.add(heights(decision)));
        return new Decisions(
                cursor.getAcceptedList().stream()
                        .filter(BranchAccepted::hasBranch)
                        .toList(),
                joined(heights));
    }

    void addTo(ChainCursor.Builder cursor) {
        cursor.addAllAccepted(accepted);
        for (Heights range : reopened) {
            cursor.addReopened(
                    ReopenedHeights.newBuilder().setFrom(range.from()).setTo(range.to()));
        }
    }

    /** True where a branch was accepted by this block before. */
    public boolean hasAccepted(BlockRef branch) {
        return accepted.stream()
                .anyMatch(decision -> Places.ref(decision.getBranch()).equals(branch));
    }

    /** True where a seal may name a block of this height final that is gone. */
    public boolean reopened(long height) {
        return reopened.stream().anyMatch(range -> range.holds(height));
    }

    Decisions and(BranchAccepted decision) {
        var more = new ArrayList<>(accepted);
        more.add(decision);
        return new Decisions(
                more.subList(Math.max(0, more.size() - ACCEPTED_MAX), more.size()), reopenedAnd(heights(decision)));
    }

    Decisions and(BlocksRemoved decision) {
        return new Decisions(
                accepted,
                reopenedAnd(new Heights(
                        decision.getLowest().getHeight(), decision.getHighest().getHeight())));
    }

    private static Heights heights(BranchAccepted decision) {
        long from = decision.hasFinalBlock() ? decision.getFinalBlock().getHeight() + 1 : 0;
        return new Heights(from, decision.getOldTip().getHeight());
    }

    private List<Heights> reopenedAnd(Heights range) {
        var more = new ArrayList<>(reopened);
        more.add(range);
        return joined(more);
    }

    /** Ranges that touch become one, and beyond the bound those with the fewest heights between them. */
    private static List<Heights> joined(List<Heights> ranges) {
        var apart = new ArrayList<Heights>();
        for (Heights range :
                ranges.stream().sorted(Comparator.comparingLong(Heights::from)).toList()) {
            boolean touches = !apart.isEmpty() && apart.getLast().gapTo(range) < 1;
            apart.add(touches ? apart.removeLast().and(range) : range);
        }
        while (apart.size() > REOPENED_MAX) {
            int closest = 0;
            for (int i = 1; i < apart.size() - 1; i++) {
                if (apart.get(i).gapTo(apart.get(i + 1)) < apart.get(closest).gapTo(apart.get(closest + 1))) {
                    closest = i;
                }
            }
            apart.set(closest, apart.get(closest).and(apart.remove(closest + 1)));
        }
        return apart;
    }
}
