package org.holdfast.chain.bitcoin.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.header.Checkpoints;
import org.holdfast.chain.spi.PublishedSegments;
import org.holdfast.generators.BlockFileWriter;
import org.holdfast.generators.RawBlock;
import org.holdfast.generators.RawTransaction;
import org.holdfast.primitives.BlockHash;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Block files as nodes leave them: any order, stale branches, padding; and as they must not be. */
class BlockFileOrderTest {
    private static final BitcoinNetwork NETWORK = BitcoinNetwork.REGTEST;
    private static final byte[] SCRIPT = {0x51};
    private static final int BLOCKS = 12;

    @TempDir
    Path folder;

    private final List<RawBlock> chain = new ArrayList<>();

    @BeforeEach
    void mineAChain() throws Exception {
        try (var writer = new BlockFileWriter(folder.resolve("genesis"))) {
            assertThat(writer).isNotNull();
        }
        byte[] file = Files.readAllBytes(folder.resolve("genesis"));
        byte[] genesis = Arrays.copyOfRange(file, 8, 293);
        chain.add(new RawBlock(genesis, RawBlock.doubleSha(Arrays.copyOf(genesis, 80))));
        for (int height = 1; height < BLOCKS; height++) {
            chain.add(child(chain.getLast(), height, 1));
        }
    }

    @Test
    void theOrderInTheFileDoesNotMatter() throws Exception {
        var shuffled = new ArrayList<>(chain);
        Collections.shuffle(shuffled, new Random(3));
        PublishedSegments published = importAll(file(shuffled), none());
        assertThat(published.segments()).hasSize(1);
        assertThat(published.tip().orElseThrow().height()).isEqualTo(BLOCKS - 1);
    }

    @Test
    void zerosBehindTheLastBlockAreSpaceThatTheNodeReserved() throws Exception {
        byte[] padded = Arrays.copyOf(bytes(chain), bytes(chain).length + 100_000);
        assertThat(importAll(write(padded), none()).tip().orElseThrow().height())
                .isEqualTo(BLOCKS - 1);
    }

    @Test
    void aStaleBlockIsCountedAndNotPublishedAlsoWhenTheImportIsRepeated() throws Exception {
        var withStale = new ArrayList<>(chain);
        withStale.add(child(chain.get(6), 7, 2));
        Path file = file(withStale);
        var plan = BlockFileImport.plan(NETWORK, List.of(file), none());
        assertThat(plan.blocks()).isEqualTo(BLOCKS);
        assertThat(plan.notOnTheBestChain()).isEqualTo(1);
        PublishedSegments published = importAll(file, none());
        var again = BlockFileImport.plan(NETWORK, List.of(file), published);
        assertThat(again.blocks()).isZero();
        assertThat(again.notOnTheBestChain()).isEqualTo(1);
    }

    @Test
    void anImportThatWasCutOffGoesOnBehindAStaleBlock() throws Exception {
        var withStale = new ArrayList<>(chain);
        withStale.add(child(chain.get(2), 3, 2));
        Path file = file(withStale);
        PublishedSegments half = importAll(file(chain.subList(0, 8)), none());
        var rest = BlockFileImport.plan(NETWORK, List.of(file(withStale)), half);
        assertThat(rest.blocks()).isEqualTo(BLOCKS - 8);
        assertThat(importAll(file, half).segments()).hasSize(1);
    }

    @Test
    void aBranchThatOvertakesThePublishedOneIsRefused() throws Exception {
        PublishedSegments published = importAll(file(chain), none());
        var branch = new ArrayList<>(chain);
        RawBlock tip = chain.get(6);
        for (int height = 7; height <= BLOCKS + 1; height++) {
            tip = child(tip, height, 2);
            branch.add(tip);
        }
        Path file = file(branch);
        assertThatThrownBy(() -> BlockFileImport.plan(NETWORK, List.of(file), published))
                .hasMessageContaining("bitcoin.import.another-branch");
    }

    @Test
    void blocksInsideAPublishedRunArePublishedAlready() throws Exception {
        PublishedSegments published = importAll(file(chain), none());
        PublishedBlocks topic = topicOf(chain);
        for (int[] part : new int[][] {{0, 1}, {0, 7}, {3, 4}, {4, 9}, {BLOCKS - 2, BLOCKS - 1}, {0, BLOCKS}}) {
            var again = plan(chain.subList(part[0], part[1]), part[0], published, topic);
            assertThat(again.blocks()).isZero();
            assertThat(again.alreadyPublished()).isEqualTo(part[1] - part[0]);
        }
    }

    @Test
    void aBlockThatFillsAGapIsLinkedAndNoOtherIsTaken() throws Exception {
        PublishedSegments published = withGap(5, 6);
        assertThat(published.segments()).hasSize(2);

        var filling = BlockFileImport.plan(NETWORK, List.of(file(chain.subList(5, 6))), published);
        assertThat(filling.blocks()).isEqualTo(1);
        assertThat(filling.gaps()).isEmpty();
        PublishedSegments whole = published.plus(filling.next());
        assertThat(whole.segments()).hasSize(1);
        assertThat(whole.tip()).isEqualTo(published.tip());

        // A branch that leaves the chain within the gap, or above it.
        Path other = file(List.of(child(chain.get(4), 5, 2)));
        assertThatThrownBy(() -> BlockFileImport.plan(NETWORK, List.of(other), published))
                .hasMessageContaining("bitcoin.import.another-branch")
                .hasMessageContaining("another block at height 5");
        var stale = List.of(chain.get(5), child(chain.get(5), 6, 2));
        var plan = BlockFileImport.plan(NETWORK, List.of(file(stale)), published);
        assertThat(plan.blocks()).isEqualTo(1);
        assertThat(plan.notOnTheBestChain()).isEqualTo(1);

        // Blocks of the gap and of the published segment above it.
        var again = plan(chain.subList(5, 9), 5, published, topicOf(chain));
        assertThat(again.blocks()).isEqualTo(1);
        assertThat(again.alreadyPublished()).isEqualTo(3);
    }

    @Test
    void aBlockBelowAGapTellsWhatRemainsMissing() throws Exception {
        PublishedSegments published = withGap(3, 6);
        var plan = BlockFileImport.plan(NETWORK, List.of(file(chain.subList(3, 4))), published);
        assertThat(plan.gaps()).containsExactly("a gap after height 3: the next published block has height 6");
    }

    /** The chain without the blocks from one height to below another. */
    private PublishedSegments withGap(int from, int to) throws Exception {
        PublishedSegments published = importAll(file(chain.subList(0, from)), none());
        var above = plan(chain.subList(to, BLOCKS), to, published, topicOf(chain));
        while (above.hasNext()) {
            published = published.plus(above.next());
        }
        return published;
    }

    @Test
    void aRunThatLeavesThePublishedOneIsStaleOrAnotherBranch() throws Exception {
        PublishedSegments published = importAll(file(chain), none());
        var stale = new ArrayList<>(chain.subList(2, 6));
        stale.add(child(chain.get(5), 6, 2));
        var plan = plan(stale, 2, published, topicOf(chain));
        assertThat(plan.alreadyPublished()).isEqualTo(4);
        assertThat(plan.notOnTheBestChain()).isEqualTo(1);
        assertThat(plan.blocks()).isZero();

        var other = List.of(child(chain.get(5), 6, 2));
        assertThatThrownBy(() -> plan(other, 6, published, topicOf(chain)))
                .hasMessageContaining("bitcoin.import.another-branch")
                .hasMessageContaining("another block at height 6")
                .hasMessageContaining(
                        BlockHash.ofBitcoinInternalBytes(chain.get(6).hash()).toString());
    }

    @Test
    void aHeightThatNothingTellsIsAskedFor() throws Exception {
        List<RawBlock> part = chain.subList(4, 7);
        assertThatThrownBy(() -> BlockFileImport.plan(NETWORK, List.of(file(part)), none()))
                .hasMessageContaining("bitcoin.import.height-unknown")
                .hasMessageContaining("--height");
        assertThat(plan(part, 4, none(), PublishedBlocks.NONE).next().ref().height())
                .isEqualTo(4);
        var known = Checkpoints.parse(
                List.of("6:" + BlockHash.ofBitcoinInternalBytes(chain.get(6).hash())));
        var request = new ImportRequest(List.of(file(part)), known, OptionalLong.empty());
        assertThat(BlockFileImport.plan(NETWORK, request, none(), PublishedBlocks.NONE)
                        .next()
                        .ref()
                        .height())
                .isEqualTo(4);
    }

    @Test
    void aHeightIsThatOfOneRunAndDoesNotContradictTheOthers() throws Exception {
        var two = new ArrayList<>(chain.subList(2, 4));
        two.addAll(chain.subList(8, 10));
        assertThatThrownBy(() -> plan(two, 2, none(), PublishedBlocks.NONE))
                .hasMessageContaining("bitcoin.import.height-unknown")
                .hasMessageContaining("another run");
        assertThatThrownBy(() -> plan(chain, 5, none(), PublishedBlocks.NONE))
                .hasMessageContaining("bitcoin.import.height-contradicted");
        assertThat(plan(chain, 0, none(), PublishedBlocks.NONE).blocks()).isEqualTo(BLOCKS);
    }

    private BlockFileImport plan(List<RawBlock> blocks, long height, PublishedSegments published, PublishedBlocks topic)
            throws Exception {
        var request = new ImportRequest(List.of(file(blocks)), Checkpoints.none(), OptionalLong.of(height));
        return BlockFileImport.plan(NETWORK, request, published, topic);
    }

    private static PublishedBlocks topicOf(List<RawBlock> blocks) {
        return height -> height < blocks.size()
                ? Optional.of(BlockHash.ofBitcoinInternalBytes(
                        blocks.get((int) height).hash()))
                : Optional.empty();
    }

    @Test
    void anyCutIsRefusedAndAStrayByteIsSaid() throws Exception {
        byte[] good = bytes(chain);
        var random = new Random(5);
        for (int i = 0; i < 200; i++) {
            int length = 1 + random.nextInt(good.length - 1);
            boolean betweenBlocks = boundaries().contains(length);
            Path cut = write(Arrays.copyOf(good, length));
            if (!betweenBlocks) {
                assertThatThrownBy(() -> BlockFileCheck.check(NETWORK, List.of(cut)))
                        .as("cut at %d", length)
                        .hasMessageContaining("bitcoin.block");
            }
        }
        byte[] stray = Arrays.copyOf(good, good.length + 3);
        stray[good.length + 1] = 7;
        assertThat(BlockFileIndex.scan(NETWORK, List.of(write(stray))).skipped())
                .singleElement()
                .asString()
                .contains("skipped 3 bytes")
                .contains("some are not zeros");
    }

    @Test
    void aRawBlockWithABytesMoreIsRefused() throws Exception {
        byte[] raw = chain.getLast().bytes();
        Path file = write(Arrays.copyOf(raw, raw.length + 1));
        assertThatThrownBy(() -> BlockFileCheck.check(NETWORK, List.of(file)))
                .hasMessageContaining("bitcoin.block.trailing-bytes");
    }

    @Test
    void transactionsRepeatedUnderTheSameMerkleRootAreRefused() throws Exception {
        RawTransaction coinbase = RawTransaction.coinbase(BLOCKS, 50, SCRIPT);
        RawTransaction one = spend(coinbase);
        RawTransaction two = spend(one);
        RawBlock honest = RawBlock.mine(chain.getLast().hash(), 1_800_000_000L, List.of(coinbase, one, two));
        assertThat(BlockFileCheck.check(NETWORK, List.of(write(honest.bytes()))).transactions())
                .isEqualTo(3);
        byte[] doubled = Arrays.copyOf(honest.bytes(), honest.bytes().length + two.bytes().length);
        doubled[80] = 4;
        System.arraycopy(two.bytes(), 0, doubled, honest.bytes().length, two.bytes().length);
        Path file = write(doubled);
        assertThatThrownBy(() -> BlockFileCheck.check(NETWORK, List.of(file)))
                .hasMessageContaining("bitcoin.block.transactions-doubled");
    }

    @Test
    void aSecondCoinbaseIsRefused() throws Exception {
        RawBlock block = RawBlock.mine(
                chain.getLast().hash(),
                1_800_000_000L,
                List.of(RawTransaction.coinbase(BLOCKS, 50, SCRIPT), RawTransaction.coinbase(BLOCKS + 1, 50, SCRIPT)));
        Path file = write(block.bytes());
        assertThatThrownBy(() -> BlockFileCheck.check(NETWORK, List.of(file)))
                .hasMessageContaining("bitcoin.block.coinbase-misplaced");
    }

    private static RawTransaction spend(RawTransaction from) {
        return RawTransaction.of(
                List.of(from.output(0)), List.of(new RawTransaction.Pay(1, SCRIPT)), new byte[] {0x51});
    }

    private static RawBlock child(RawBlock parent, int height, int value) {
        return RawBlock.mine(
                parent.hash(), 1_300_000_000L + height, List.of(RawTransaction.coinbase(height, value, SCRIPT)));
    }

    private List<Integer> boundaries() {
        var ends = new ArrayList<Integer>();
        int end = 0;
        for (RawBlock block : chain) {
            end += 8 + block.bytes().length;
            ends.add(end);
        }
        return ends;
    }

    private static PublishedSegments importAll(Path file, PublishedSegments from) {
        PublishedSegments published = from;
        var plan = BlockFileImport.plan(NETWORK, List.of(file), from);
        while (plan.hasNext()) {
            published = published.plus(plan.next());
        }
        return published;
    }

    private static PublishedSegments none() {
        return PublishedSegments.none(NETWORK.chain());
    }

    private static byte[] bytes(List<RawBlock> blocks) {
        var out = new ByteArrayOutputStream();
        for (RawBlock block : blocks) {
            out.writeBytes(HexFormat.of().parseHex("fabfb5da"));
            RawTransaction.little(out, block.bytes().length, 4);
            out.writeBytes(block.bytes());
        }
        return out.toByteArray();
    }

    private Path file(List<RawBlock> blocks) throws Exception {
        return write(bytes(blocks));
    }

    private Path write(byte[] content) throws Exception {
        return Files.write(Files.createTempFile(folder, "blk", ".dat"), content);
    }
}
