package org.holdfast.chain.evm.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.chain.evm.SampleBlocks.address;
import static org.holdfast.chain.evm.SampleBlocks.data;
import static org.holdfast.chain.evm.SampleBlocks.log;
import static org.holdfast.chain.evm.extract.LogCase.lines;

import java.math.BigInteger;
import java.util.List;
import org.holdfast.chain.evm.block.EvmLog;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.holdfast.chain.evm.event.Signatures;
import org.holdfast.chain.evm.extract.LogCase;
import org.holdfast.chain.evm.movement.LedgerEntry;
import org.holdfast.chain.evm.network.EvmNetwork;
import org.holdfast.chain.evm.network.Mainnet;
import org.holdfast.primitives.Hash256;
import org.junit.jupiter.api.Test;

class TransferRulesTest {
    private static final EvmNetwork MAINNET = Mainnet.network();
    private static final EvmAddress A = address(0xA);
    private static final EvmAddress B = address(0xB);
    private static final EvmAddress TOKEN = address(0x70);

    @Test
    void topicsTellTokensFromCollectibles() {
        BigInteger most = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);
        assertThat(read(log(TOKEN, Signatures.TRANSFER, List.of(A, B), data(most))))
                .containsExactly("TOKEN_TRANSFER erc20:" + TOKEN + " " + A + " -> " + B + " " + most);
        assertThat(read(log(TOKEN, Signatures.TRANSFER, List.of(A, B, most), Bytes.EMPTY)))
                .containsExactly("COLLECTIBLE_TRANSFER erc721:" + TOKEN + "/" + most + " " + A + " -> " + B + " 1");
    }

    /** Early collectibles and early tokens index nothing: three words of data could be either, so it is neither. */
    @Test
    void whatHasNeitherFormIsShownAndNotGuessed() {
        var odd = Bytes.parse("0x01");
        assertThat(read(log(TOKEN, Signatures.TRANSFER, List.of(), data(A, B, 5))))
                .containsExactly("undecoded " + TOKEN + ": 1 topics instead of 4");
        assertThat(read(log(TOKEN, Signatures.TRANSFER, List.of(A), data(B, 5))))
                .hasSize(1)
                .allMatch(TransferRulesTest::isUndecoded);
        assertThat(read(log(TOKEN, Signatures.TRANSFER, List.of(A, B), Bytes.EMPTY)))
                .hasSize(1)
                .allMatch(TransferRulesTest::isUndecoded);
        assertThat(read(log(TOKEN, Signatures.TRANSFER, List.of(A, B), odd)))
                .hasSize(1)
                .allMatch(TransferRulesTest::isUndecoded);
        assertThat(read(log(TOKEN, Signatures.TRANSFER, List.of(A, B), data(5, 6))))
                .hasSize(1)
                .allMatch(TransferRulesTest::isUndecoded);
        assertThat(read(log(TOKEN, Signatures.TRANSFER, List.of(A, B, 5), data(5))))
                .hasSize(1)
                .allMatch(TransferRulesTest::isUndecoded);
        assertThat(read(log(TOKEN, Signatures.TRANSFER, List.of(Hash256.ZERO, new Hash256(1, 0, 0, 5)), data(5))))
                .containsExactly("undecoded " + TOKEN + ": a word that is no address");
    }

    @Test
    void oneContractCanMoveManyKindsAtOnce() {
        assertThat(read(log(TOKEN, Signatures.TRANSFER_SINGLE, List.of(TOKEN, A, B), data(7, 3))))
                .containsExactly("MULTI_TOKEN_TRANSFER erc1155:" + TOKEN + "/7 " + A + " -> " + B + " 3");
        var batch = log(TOKEN, Signatures.TRANSFER_BATCH, List.of(TOKEN, A, B), data(64, 160, 2, 7, 8, 2, 3, 4));
        assertThat(read(batch))
                .containsExactly(
                        "MULTI_TOKEN_TRANSFER erc1155:" + TOKEN + "/7 " + A + " -> " + B + " 3",
                        "MULTI_TOKEN_TRANSFER erc1155:" + TOKEN + "/8 " + A + " -> " + B + " 4");
        assertThat(LogCase.entries(MAINNET, List.of(batch)).stream().map(LedgerEntry::position))
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(read(log(TOKEN, Signatures.TRANSFER_BATCH, List.of(TOKEN, A, B), data(64, 160, 2, 7, 8, 1, 3))))
                .containsExactly("undecoded " + TOKEN + ": 2 token ids and 1 amounts");
        assertThat(read(log(TOKEN, Signatures.TRANSFER_BATCH, List.of(TOKEN, A, B), data(64, 96, 1L << 40, 1))))
                .hasSize(1)
                .allMatch(TransferRulesTest::isUndecoded);
    }

    @Test
    void onlyNamedContractsWrapNativeValue() {
        var deposit = log(Mainnet.WETH, Signatures.DEPOSIT, List.of(A), data(9));
        var withdrawal = log(Mainnet.WETH, Signatures.WITHDRAWAL, List.of(A), data(4));
        assertThat(lines(MAINNET, List.of(deposit, withdrawal)))
                .containsExactly(
                        "WRAP erc20:" + Mainnet.WETH + " null -> " + A + " 9",
                        "UNWRAP erc20:" + Mainnet.WETH + " " + A + " -> null 4");
        assertThat(read(log(TOKEN, Signatures.DEPOSIT, List.of(A), data(9)))).isEmpty();
        assertThat(read(log(Mainnet.WETH, Signatures.DEPOSIT, List.of(), data(A, 9))))
                .hasSize(1)
                .allMatch(TransferRulesTest::isUndecoded);
        var mint = log(Mainnet.WETH, Signatures.TRANSFER, List.of(EvmAddress.ZERO, A), data(9));
        assertThat(lines(MAINNET, List.of(mint, deposit)))
                .containsExactly("TOKEN_TRANSFER erc20:" + Mainnet.WETH + " " + EvmAddress.ZERO + " -> " + A + " 9");
    }

    @Test
    void nativeTransfersThatTheSystemLogsAreNotCountedAgain() {
        var system = EvmAddress.parse("0x" + "f".repeat(39) + "e");
        assertThat(read(log(system, Signatures.TRANSFER, List.of(A, B), data(5))))
                .isEmpty();
    }

    private static boolean isUndecoded(String line) {
        return line.startsWith("undecoded ");
    }

    private static List<String> read(EvmLog log) {
        List<String> lines = lines(MAINNET, List.of(log));
        assertThat(lines.size()).isLessThan(3);
        return lines;
    }
}
