package org.holdfast.chain.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.Hash256;
import org.junit.jupiter.api.Test;

class PublishedChainTest {
    private static final PublishedChain NONE = PublishedChain.none(ChainId.BITCOIN_REGTEST);

    @Test
    void growsByBlocksWhoseParentIsTheTip() {
        PublishedChain chain = NONE.with(ref(5), hash(4)).with(ref(6), hash(5)).with(ref(7), hash(6));
        assertThat(chain.segments()).containsExactly(new ChainSegment(ref(5), ref(7)));
        assertThat(chain.tip()).contains(ref(7));
    }

    @Test
    void startsASegmentWhereTheParentIsNotTheTip() {
        PublishedChain chain = NONE.with(ref(5), hash(4)).with(ref(9), hash(8));
        assertThat(chain.segments())
                .containsExactly(new ChainSegment(ref(5), ref(5)), new ChainSegment(ref(9), ref(9)));
    }

    @Test
    void startsASegmentWhereTheHeightFitsButTheParentIsAnother() {
        PublishedChain chain = NONE.with(ref(5), hash(4)).with(ref(6), hash(99));
        assertThat(chain.segments()).hasSize(2);
    }

    @Test
    void refusesABlockThatIsNotAboveTheTip() {
        PublishedChain chain = NONE.with(ref(5), hash(4));
        assertThatThrownBy(() -> chain.with(ref(5), hash(4))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> chain.with(ref(3), hash(2))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shrinksFromTheTipDownToTheFirstBlockOfTheSegment() {
        PublishedChain chain = NONE.with(ref(5), hash(4)).with(ref(6), hash(5));
        PublishedChain less = chain.without(ref(6), ref(5));
        assertThat(less).isEqualTo(NONE.with(ref(5), hash(4)));
        assertThatThrownBy(() -> less.without(ref(5), ref(4))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> chain.without(ref(5), ref(4))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void boundsTheNumberOfGaps() {
        PublishedChain chain = NONE;
        for (int i = 0; i < PublishedChain.SEGMENTS_MAX; i++) {
            chain = chain.with(ref(2L * i), hash(1_000_000L + i));
        }
        PublishedChain full = chain;
        assertThatThrownBy(() -> full.with(ref(5_000), hash(1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSegmentEndsAboveItsStart() {
        assertThatThrownBy(() -> new ChainSegment(ref(6), ref(5))).isInstanceOf(IllegalArgumentException.class);
        assertThat(new ChainSegment(ref(5), ref(6)).blocks()).isEqualTo(2);
    }

    private static BlockRef ref(long n) {
        return new BlockRef(n, hash(n));
    }

    private static BlockHash hash(long n) {
        return new BlockHash(new Hash256(0, 0, 0, n));
    }
}
