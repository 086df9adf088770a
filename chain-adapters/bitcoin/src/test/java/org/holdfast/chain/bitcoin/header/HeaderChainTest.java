package org.holdfast.chain.bitcoin.header;

import static org.assertj.core.api.Assertions.assertThat;

import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.block.BlockHeader;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.Hash256;
import org.junit.jupiter.api.Test;

/** What a run of headers says of its difficulty. */
class HeaderChainTest {
    private static final long EASIEST = 0x1d00ffffL;
    private static final long TIME = 1_800_000_000L;

    private int number;
    private BlockHash last = new BlockHash(Hash256.ZERO);

    @Test
    void fromTheGenesisBlockOnItIsChecked() {
        var chain = chain(BitcoinNetwork.TESTNET4, 0);
        append(chain, BitcoinNetwork.TESTNET4.genesis(), EASIEST);
        assertThat(chain.difficultyChecked()).isTrue();
        append(chain, EASIEST);
        assertThat(chain.difficultyChecked()).isTrue();
    }

    @Test
    void fromTheMiddleOfAChainOnItIsNot() {
        var chain = chain(BitcoinNetwork.TESTNET4, 5_000);
        append(chain, 0x1a0377aeL);
        assertThat(chain.difficultyChecked()).isFalse();
        append(chain, 0x1a0377aeL);
        assertThat(chain.difficultyChecked()).isFalse();
    }

    @Test
    void afterARestartItIsNot() {
        var chain = chain(BitcoinNetwork.TESTNET4, 0);
        append(chain, BitcoinNetwork.TESTNET4.genesis(), EASIEST);
        chain.restart(2_000);
        append(chain, EASIEST);
        assertThat(chain.difficultyChecked()).isFalse();
    }

    @Test
    void whereTheNetworkTellsItItIsChecked() {
        var regtest = chain(BitcoinNetwork.REGTEST, 700);
        append(regtest, 0x207fffffL);
        assertThat(regtest.difficultyChecked()).isTrue();
        var mainnet = chain(BitcoinNetwork.MAINNET, 900_000);
        append(
                mainnet,
                KnownPeriods.of(BitcoinNetwork.MAINNET).periods().getLast().bits());
        assertThat(mainnet.difficultyChecked()).isTrue();
    }

    private static HeaderChain chain(BitcoinNetwork network, long height) {
        var chain = new HeaderChain(network, Checkpoints.none());
        chain.restart(height);
        return chain;
    }

    private void append(HeaderChain chain, long bits) {
        append(chain, new BlockHash(new Hash256(1, 2, 3, ++number)), bits);
    }

    private void append(HeaderChain chain, BlockHash hash, long bits) {
        chain.append(new BlockHeader(hash, last, 4, TIME + ++number, bits), "test");
        last = hash;
    }
}
