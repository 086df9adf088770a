package org.holdfast.chain.bitcoin.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.block.BlockHeader;
import org.holdfast.chain.bitcoin.block.RawBlockReader;
import org.holdfast.chain.bitcoin.file.BlockFileIndex;
import org.holdfast.primitives.BlockRef;
import org.holdfast.testkit.RealData;
import org.junit.jupiter.api.Test;

class HeaderTreeTest {
    private static List<byte[]> mainnet() {
        var headers = new ArrayList<byte[]>();
        for (var entry : BlockFileIndex.scan(
                        BitcoinNetwork.MAINNET, List.of(RealData.require("bitcoin/blk-files/blk00000.dat")))
                .entries()) {
            headers.add(Arrays.copyOf(BlockFileIndex.read(entry), BlockHeader.BYTES));
        }
        return headers;
    }

    @Test
    void growsFromTheGenesisBlockOverTwoChangesOfDifficulty() {
        List<byte[]> headers = mainnet();
        var tree = new HeaderTree(BitcoinNetwork.MAINNET, Checkpoints.none(), headers.getFirst());
        headers.subList(1, headers.size())
                .forEach(header -> assertThat(tree.add(header, "file")).isTrue());
        assertThat(tree.tip()).isEqualTo(new BlockRef(4_312, RawBlockReader.hash(headers.getLast())));
        assertThat(tree.add(headers.get(7), "file")).isFalse();
        assertThat(tree.activeHeaders(4_310, 10)).containsExactlyElementsOf(headers.subList(4_310, 4_313));
        assertThat(tree.activeHeaders(4_313, 10)).isEmpty();
        assertThat(tree.place(RawBlockReader.hash(headers.get(99))))
                .contains(new BlockRef(99, RawBlockReader.hash(headers.get(99))));
        assertThat(tree.locator()).hasSizeBetween(15, 25).last().isEqualTo(BitcoinNetwork.MAINNET.genesis());
        assertThat(tree.locator().getFirst()).isEqualTo(tree.tip().hash());
    }

    @Test
    void refusesWhatFollowsNothingAndAnotherRoot() {
        List<byte[]> headers = mainnet();
        var tree = new HeaderTree(BitcoinNetwork.MAINNET, Checkpoints.none(), headers.getFirst());
        assertThatThrownBy(() -> tree.add(headers.get(2), "file"))
                .hasMessageContaining("bitcoin.header.unknown-parent");
        assertThatThrownBy(() -> new HeaderTree(BitcoinNetwork.MAINNET, Checkpoints.none(), headers.get(1)))
                .hasMessageContaining("bitcoin.header.not-the-checkpoint");
    }
}
