package org.holdfast.tracing.app.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.records.chain.v1.ChainRecord;
import org.holdfast.tracing.store.graph.MappedGraphStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Topics of every kind before an index that was built from files. A block "3x" is another one of height 3. */
class TopicJoinTest {
    private static final ChainId CHAIN = ChainId.BITCOIN_REGTEST;
    private static final String OTHER_BRANCH = "tracing.feed.other-branch";

    @TempDir
    Path folder;

    private int opened;

    /** What the index is left to do, after a topic of blocks; "-3" takes block 3 back. */
    private List<String> left(List<String> files, long place, String... topic) {
        var catalog = MappedGraphStore.catalog(folder.resolve("index-" + opened++));
        try (var store = catalog.open(CHAIN, said -> {})) {
            var index = FeedIndex.of(store, IndexRenewal.of(catalog, CHAIN, store));
            for (int i = 0; i < files.size(); i++) {
                take(index, files.get(i), i == 0 ? "" : files.get(i - 1), place);
            }
            var join = TopicJoin.of(index);
            var left = new ArrayList<String>();
            var chain = new ArrayList<String>();
            for (String record : topic) {
                boolean passed = record.startsWith("-")
                        ? takesBack(join, chain, record.substring(1))
                        : chain.add(record) && join.passes(ref(record));
                if (!passed) {
                    left.add(record);
                }
            }
            join.requireSameBranch();
            return left;
        }
    }

    private static boolean takesBack(TopicJoin join, List<String> chain, String block) {
        chain.remove(block);
        chain.sort(Comparator.comparingLong(TopicJoinTest::height));
        return join.passesRetraction(ref(block), chain.isEmpty() ? null : ref(chain.getLast()));
    }

    private static void take(FeedIndex<?> index, String block, String parent, long place) {
        for (ChainRecord record : new BlockTopic(CHAIN).mined(height(block), block, parent)) {
            switch (record.getRecordCase()) {
                case OPENED -> index.open(record.getOpened());
                case SEALED -> index.seal(record.getSealed());
                default -> index.add(record);
            }
        }
        index.append(place);
    }

    private static BlockRef ref(String block) {
        return new BlockRef(
                height(block), BlockHash.ofDisplayBytes(BlockTopic.bytes(block).toByteArray()));
    }

    private static long height(String block) {
        return Long.parseLong(block.replaceAll("[a-z]", ""));
    }

    private void refused(List<String> files, String code, String... topic) {
        assertThatThrownBy(() -> left(files, 0, topic))
                .isInstanceOfSatisfying(
                        InputFaultException.class,
                        e -> assertThat(e.fault().code()).isEqualTo(code));
    }

    @Test
    void anIndexFromTheTopicTakesEverything() {
        assertThat(left(List.of("1", "2"), 7, "3", "-3", "3x")).containsExactly("3", "-3", "3x");
        assertThat(left(List.of(), 0, "1", "2")).containsExactly("1", "2");
    }

    @Test
    void aLongerTopicGoesOnBehindTheLastBlockOfTheFiles() {
        assertThat(left(List.of("1", "2"), 0, "1", "2", "3", "4", "-4", "4x")).containsExactly("3", "4", "-4", "4x");
    }

    @Test
    void aTopicInAnyOrderOfHeightFitsAsWell() {
        List<String> files = List.of("1", "2", "3");
        assertThat(left(files, 0, "3", "1", "2", "4")).containsExactly("4");
        assertThat(left(files, 0, "1", "3", "2", "-3", "3", "4")).containsExactly("-3", "3", "4");
    }

    @Test
    void aShorterTopicLeavesTheIndexAhead() {
        List<String> files = List.of("1", "2", "3", "4");
        assertThat(left(files, 0)).isEmpty();
        assertThat(left(files, 0, "1", "2")).isEmpty();
        assertThat(left(files, 0, "1", "2", "3", "4", "5")).containsExactly("5");
    }

    @Test
    void blocksThatTheTopicItselfTookBackArePassedOver() {
        List<String> files = List.of("1", "2", "3");
        assertThat(left(files, 0, "1", "2x", "3x", "-3x", "-2x", "2", "3", "4")).containsExactly("4");
        assertThat(left(files, 0, "1", "2", "-2", "2x", "-2x", "2", "3", "4")).containsExactly("4");
        assertThat(left(files, 0, "1x", "-1x", "1", "2", "3")).isEmpty();
        assertThat(left(files, 0, "1", "2", "-2", "-1", "1", "2", "3", "4")).containsExactly("4");
    }

    @Test
    void theLastBlockOfTheFilesIsTakenBackInTheIndex() {
        assertThat(left(List.of("1", "2", "3"), 0, "1", "2", "3", "-3", "-2", "2x", "3x"))
                .containsExactly("-3", "-2", "2x", "3x");
    }

    @Test
    void anotherBranchIsRefused() {
        List<String> files = List.of("1", "2", "3");
        refused(files, OTHER_BRANCH, "1", "2x");
        refused(files, OTHER_BRANCH, "1", "2x", "3x", "4x");
        refused(files, OTHER_BRANCH, "1", "2", "3x", "-3x", "3y");
        refused(files, OTHER_BRANCH, "1", "2", "4");
    }

    @Test
    void aTopicThatTookBackWhatTheIndexHoldsBelowItsTipIsRefused() {
        List<String> files = List.of("1", "2", "3");
        refused(files, OTHER_BRANCH, "1", "2", "-2");
        refused(files, OTHER_BRANCH, "1", "2", "-2", "-1", "1");
    }

    @Test
    void filesThatBeginAboveTheTopicAreRefused() {
        refused(List.of("2", "3"), OTHER_BRANCH, "1", "2", "3");
    }

    @Test
    void filesThatBeginBelowTheTopicAreNot() {
        assertThat(left(List.of("1", "2", "3"), 0, "3", "4")).containsExactly("4");
    }

    @Test
    void blocksApartAreBounded() {
        assertThat(left(List.of("1"), 0, thereAndBack(1_024))).isEmpty();
        refused(List.of("1"), OTHER_BRANCH, thereAndBack(1_025));
    }

    /** So many blocks of another branch, all of them taken back, and the first block of the files. */
    private static String[] thereAndBack(int blocks) {
        var topic = new ArrayList<String>();
        for (int height = 1; height <= blocks; height++) {
            topic.add(height + "x");
        }
        for (int height = blocks; height >= 1; height--) {
            topic.add("-" + height + "x");
        }
        topic.add("1");
        return topic.toArray(String[]::new);
    }

    @Test
    void aRetractionOfAnotherBlockThanTheLastIsRefused() {
        refused(List.of("1", "2", "3"), "tracing.block.not-tip", "1", "2", "-3x");
        refused(List.of("1", "2", "3"), "tracing.block.not-tip", "1", "2x", "-2y");
    }
}
