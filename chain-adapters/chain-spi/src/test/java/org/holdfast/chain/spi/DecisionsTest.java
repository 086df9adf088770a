package org.holdfast.chain.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.holdfast.chain.spi.Decisions.Heights;
import org.holdfast.primitives.BlockRef;
import org.holdfast.records.chain.v1.BlocksRemoved;
import org.holdfast.records.chain.v1.BranchAccepted;
import org.holdfast.records.chain.v1.ChainCursor;
import org.junit.jupiter.api.Test;

class DecisionsTest {
    private static final int MANY = 3 * Decisions.REOPENED_MAX;

    @Test
    void noHeightIsForgottenHoweverManyDecisionsThereAre() {
        var decisions = Decisions.NONE;
        for (int i = 0; i < MANY; i++) {
            // The gaps grow, so that the lowest ranges are joined.
            long from = 100L * i * (i + 1);
            decisions = read(i % 2 == 0 ? decisions.and(removal(from, from + 9)) : decisions.and(branch(from, i)));
            assertThat(decisions.reopened()).hasSizeLessThanOrEqualTo(Decisions.REOPENED_MAX);
            for (int earlier = 0; earlier <= i; earlier++) {
                long of = 100L * earlier * (earlier + 1);
                assertThat(decisions.reopened(of)).isTrue();
                assertThat(decisions.reopened(of + 9)).isTrue();
            }
            assertThat(decisions.reopened(from + 10)).isFalse();
        }
        assertThat(decisions.reopened(100L * (MANY - 2) * (MANY - 1) + 10)).isFalse();
    }

    @Test
    void rangesThatTouchAreOne() {
        var decisions = Decisions.NONE
                .and(removal(10, 19))
                .and(removal(20, 25))
                .and(removal(12, 13))
                .and(removal(27, 30));
        assertThat(decisions.reopened()).containsExactly(new Heights(10, 25), new Heights(27, 30));
        assertThat(decisions.and(removal(0, 99)).reopened()).containsExactly(new Heights(0, 99));
    }

    /** Removals count for none of them: the branch that a follower names was accepted after the others. */
    @Test
    void theNewestAcceptedBranchesAreKeptHoweverManyRemovalsFollow() {
        var decisions = Decisions.NONE;
        for (int i = 0; i < MANY; i++) {
            decisions = decisions.and(branch(1_000, i));
        }
        for (int i = 0; i < MANY; i++) {
            decisions = decisions.and(removal(900, 999));
        }
        decisions = read(decisions);
        assertThat(decisions.hasAccepted(ref(1_005, MANY - 1))).isTrue();
        assertThat(decisions.hasAccepted(ref(1_005, MANY - Decisions.ACCEPTED_MAX)))
                .isTrue();
        assertThat(decisions.hasAccepted(ref(1_005, 0))).isFalse();
        assertThat(decisions.accepted()).hasSize(Decisions.ACCEPTED_MAX);
    }

    /** As cursors were written before there were ranges of heights: removals among the branches. */
    @Test
    void anOlderCursorHasItsRemovalsAmongTheBranches() {
        BranchAccepted removal = branch(500, 1).toBuilder().clearBranch().build();
        BranchAccepted whole = branch(0, 2).toBuilder().clearFinalBlock().build();
        var decisions = Decisions.of(
                ChainCursor.newBuilder().addAccepted(removal).addAccepted(whole).build());
        assertThat(decisions.accepted()).containsExactly(whole);
        assertThat(decisions.reopened()).containsExactly(new Heights(0, 9), new Heights(500, 509));
    }

    private static Decisions read(Decisions decisions) {
        var written = new PublishedSegments(TestBlocks.CHAIN, List.of(), List.of(), Optional.empty(), decisions);
        Decisions read = PublishedSegments.of(written.cursor()).decisions();
        assertThat(read).isEqualTo(decisions);
        return read;
    }

    private static BlocksRemoved removal(long from, long to) {
        return BlocksRemoved.newBuilder()
                .setLowest(Places.place(ref(from, 0)))
                .setHighest(Places.place(ref(to, 0)))
                .build();
    }

    /** A branch that takes back ten blocks. */
    private static BranchAccepted branch(long from, int number) {
        return BranchAccepted.newBuilder()
                .setBranch(Places.place(ref(from + 5, number)))
                .setFinalBlock(Places.place(ref(Math.max(0, from - 1), 0)))
                .setOldTip(Places.place(ref(from + 9, 0)))
                .build();
    }

    private static BlockRef ref(long height, long number) {
        return TestBlocks.block(TestBlocks.CHAIN, height, TestBlocks.NOTHING, number)
                .ref();
    }
}
