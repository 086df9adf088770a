package org.holdfast.chain.evm.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.holdfast.chain.evm.SampleBlocks.address;
import static org.holdfast.chain.evm.SampleBlocks.data;
import static org.holdfast.chain.evm.SampleBlocks.log;
import static org.holdfast.chain.evm.SampleBlocks.word;
import static org.holdfast.chain.evm.extract.LogCase.lines;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.chain.evm.block.EvmLog;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.holdfast.chain.evm.event.Signatures;
import org.holdfast.chain.evm.network.EvmNetwork;
import org.holdfast.chain.evm.network.Mainnet;
import org.holdfast.primitives.Hash256;
import org.holdfast.primitives.chain.Chains;
import org.junit.jupiter.api.Test;

class ConversionRulesTest {
    private static final EvmNetwork MAINNET = Mainnet.network();
    private static final EvmAddress USER = address(0xA11CE);
    private static final EvmAddress POOL = address(0x9001);
    private static final EvmAddress TOKEN_A = address(0xAAAA);
    private static final EvmAddress TOKEN_B = address(0xBBBB);
    private static final String A = "erc20:" + TOKEN_A;
    private static final String B = "erc20:" + TOKEN_B;
    private static final EvmAddress SPOKE_POOL = EvmAddress.parse("0x5c7bcd6e7de5423a257d81b442095a1a6ced35c5");
    private static final EvmAddress WORMHOLE = EvmAddress.parse("0x98f3c9e6e3face36baad05fe09d375ef1464288b");
    private static final EvmAddress TOKEN_BRIDGE = EvmAddress.parse("0x3ee18b2214aff97000d974cf647e7c347e8fa585");
    private static final EvmAddress MESSENGER = EvmAddress.parse("0xbd3fa81b58ba92a82136038b25adec7066af3155");
    private static final EvmAddress TRANSMITTER = EvmAddress.parse("0x0a992d191deec32afe36203ad87d7d289a738f81");
    private static final Hash256 REMOTE = word(address(0x50));

    @Test
    void uniswapV2LinksWhatWentInWithWhatCameOut() {
        assertThat(swapped(log(POOL, Signatures.SWAP_V2, List.of(USER, USER), data(100, 0, 0, 70))))
                .isEqualTo("UNISWAP_V2 in [100@" + A + "] out [70@" + B + "]");
    }

    @Test
    void uniswapV3AmountsAreThePools() {
        assertThat(swapped(log(POOL, Signatures.SWAP_V3, List.of(USER, USER), data(minus(70), word(n(100)), 1, 1, 1))))
                .isEqualTo("UNISWAP_V3 in [100@" + A + "] out [70@" + B + "]");
    }

    @Test
    void uniswapV4AmountsAreTheSwappers() {
        assertThat(swapped(log(POOL, Signatures.SWAP_V4, List.of(REMOTE, USER), data(minus(100), 70, 1, 1, 1, 3000))))
                .isEqualTo("UNISWAP_V4 in [100@" + A + "] out [70@" + B + "]");
    }

    @Test
    void curveTellsWhatWasSoldAndBought() {
        for (Hash256 topic : List.of(Signatures.TOKEN_EXCHANGE, Signatures.TOKEN_EXCHANGE_UNSIGNED)) {
            assertThat(swapped(log(POOL, topic, List.of(USER), data(1, 100, 0, 70))))
                    .isEqualTo("CURVE in [100@" + A + "] out [70@" + B + "]");
        }
    }

    @Test
    void aLegWithoutItsMovementNamesNoAsset() {
        assertThat(swapped(log(POOL, Signatures.SWAP_V2, List.of(USER, USER), data(99, 0, 0, 70))))
                .isEqualTo("UNISWAP_V2 in [99@null] out [70@" + B + "]");
        assertThat(lines(MAINNET, List.of(log(POOL, Signatures.SWAP_V2, List.of(USER), data(1)))))
                .containsExactly("undecoded " + POOL + ": 2 topics instead of 3");
    }

    @Test
    void cctpHasTheSameIdOnBothSides() {
        var burn = log(
                MESSENGER,
                Signatures.DEPOSIT_FOR_BURN,
                List.of(345, Mainnet.USDC, USER),
                data(1_000, REMOTE, 6, REMOTE, 0));
        assertThat(lines(MAINNET, List.of(burn)))
                .containsExactly("CCTP_V1 OUT known cctp1:0:345 erc20:" + Mainnet.USDC + " 1000 " + USER + " 6");
        // A message of domain 6 to domain 0 with nonce 345, sent with the burn on a chain without a configured domain.
        var message = log(
                TRANSMITTER,
                Signatures.MESSAGE_SENT,
                List.of(),
                dynamic("0x000000000000000600000000" + "%016x".formatted(345)));
        assertThat(lines(EvmNetwork.of(Chains.named("eip155:8453")), List.of(message, burn)))
                .containsExactly("CCTP_V1 OUT unknown cctp1:6:345 erc20:" + Mainnet.USDC + " 1000 " + USER + " 6");
        assertThat(lines(EvmNetwork.of(Chains.named("eip155:8453")), List.of(burn)))
                .containsExactly("CCTP_V1 OUT unknown null erc20:" + Mainnet.USDC + " 1000 " + USER + " 6");
        Bytes body = Bytes.of(new byte[4]).plus(data(REMOTE, USER, 1_000, REMOTE));
        var received = log(
                TRANSMITTER,
                Signatures.MESSAGE_RECEIVED,
                List.of(POOL, 345),
                data(0, REMOTE, 96, body.size()).plus(body).plus(Bytes.of(new byte[28])));
        var minted = log(MESSENGER, Signatures.MINT_AND_WITHDRAW, List.of(USER, Mainnet.USDC), data(1_000));
        assertThat(lines(MAINNET, List.of(minted, received)))
                .containsExactly("CCTP_V1 IN known cctp1:0:345 erc20:" + Mainnet.USDC + " 1000 " + USER + " 0");
    }

    @Test
    void theSecondCctpGivesItsNonceOnArrivalOnly() {
        var burn = log(
                MESSENGER,
                Signatures.DEPOSIT_FOR_BURN_V2,
                List.of(Mainnet.USDC, USER, 1_000),
                data(1_000, REMOTE, 6, REMOTE, 0, 1, 224, 0));
        assertThat(lines(MAINNET, List.of(burn)))
                .containsExactly("CCTP_V2 OUT known null erc20:" + Mainnet.USDC + " 1000 " + USER + " 6");
        Bytes body = Bytes.of(new byte[4]).plus(data(REMOTE, USER, 1_000, REMOTE, 1, 1, 0));
        var received = log(
                TRANSMITTER,
                Signatures.MESSAGE_RECEIVED_V2,
                List.of(POOL, REMOTE, 2_000),
                data(6, REMOTE, 96, body.size()).plus(body).plus(Bytes.of(new byte[28])));
        var minted = log(MESSENGER, Signatures.MINT_AND_WITHDRAW_V2, List.of(USER, Mainnet.USDC), data(999, 1));
        assertThat(lines(MAINNET, List.of(minted, received)))
                .containsExactly(
                        "CCTP_V2 IN known cctp2:6:" + REMOTE + " erc20:" + Mainnet.USDC + " 999 " + USER + " 6");
    }

    @Test
    void wormholeHasTheSameIdOnBothSides() {
        Bytes payload = Bytes.of((byte) 1)
                .plus(data(5, TOKEN_A))
                .plus(Bytes.parse("0x0002"))
                .plus(data(REMOTE))
                .plus(Bytes.parse("0x0001"))
                .plus(data(0));
        var published = log(
                WORMHOLE,
                Signatures.LOG_MESSAGE_PUBLISHED,
                List.of(TOKEN_BRIDGE),
                data(9_001, 0, 128, 1, payload.size()).plus(payload).plus(Bytes.of(new byte[27])));
        String id = "wormhole:2:" + word(TOKEN_BRIDGE) + ":9001";
        assertThat(lines(MAINNET, List.of(published)))
                .containsExactly("WORMHOLE OUT known " + id + " " + A + " null null 1");
        var redeemed =
                log(TOKEN_BRIDGE, Signatures.TRANSFER_REDEEMED, List.of(2, word(TOKEN_BRIDGE), 9_001), Bytes.EMPTY);
        assertThat(lines(MAINNET, List.of(redeemed))).containsExactly("WORMHOLE IN known " + id + " null null null 2");
    }

    @Test
    void wormholeTellsTheAmountWhereOneMovementHasItsDigits() {
        // Five of eight decimals: 50,000,000,000 of a token with eighteen.
        var moved = log(TOKEN_A, Signatures.TRANSFER, List.of(USER, TOKEN_BRIDGE), data(50_000_000_000L));
        var otherwise = log(TOKEN_A, Signatures.TRANSFER, List.of(USER, TOKEN_BRIDGE), data(50_000_000_001L));
        var elsewhere = log(TOKEN_A, Signatures.TRANSFER, List.of(USER, POOL), data(50_000_000_000L));
        var otherToken = log(TOKEN_B, Signatures.TRANSFER, List.of(USER, TOKEN_BRIDGE), data(50_000_000_000L));
        EvmLog own = wormholeTransfer(5, TOKEN_A, 2);
        assertThat(lines(MAINNET, List.of(moved, otherwise, elsewhere, otherToken, own)))
                .last(STRING)
                .contains(A + " 50000000000 ");
        assertThat(lines(MAINNET, List.of(otherwise, elsewhere, otherToken, own)))
                .last(STRING)
                .contains(A + " null ");
        assertThat(lines(MAINNET, List.of(moved, moved, own))).last(STRING).contains(A + " null ");
        // Of a wrapper the payload names only the token that it stands for, on another chain.
        var wrapper = log(TOKEN_B, Signatures.TRANSFER, List.of(USER, TOKEN_BRIDGE), data(5));
        EvmLog foreign = wormholeTransfer(5, TOKEN_A, 1);
        assertThat(lines(MAINNET, List.of(moved, wrapper, foreign)))
                .last(STRING)
                .contains(B + " 5 ");
        assertThat(lines(MAINNET, List.of(moved, foreign))).last(STRING).contains(" null null ");
    }

    private static EvmLog wormholeTransfer(long amount, EvmAddress token, int tokenChain) {
        Bytes payload = Bytes.of((byte) 3)
                .plus(data(amount, token))
                .plus(Bytes.of((byte) 0, (byte) tokenChain))
                .plus(data(REMOTE))
                .plus(Bytes.parse("0x0001"))
                .plus(data(0));
        return log(
                WORMHOLE,
                Signatures.LOG_MESSAGE_PUBLISHED,
                List.of(TOKEN_BRIDGE),
                data(9_001, 0, 128, 1, payload.size()).plus(payload).plus(Bytes.of(new byte[27])));
    }

    @Test
    void acrossHasTheSameIdOnBothSidesInBothForms() {
        var words = data(TOKEN_A, TOKEN_B, 100, 99, 0, 0, 0, USER, 0, 320, 0);
        for (Hash256 topic : List.of(Signatures.V3_FUNDS_DEPOSITED, Signatures.FUNDS_DEPOSITED)) {
            assertThat(lines(MAINNET, List.of(log(SPOKE_POOL, topic, List.of(10, 77, USER), words))))
                    .containsExactly("ACROSS OUT known across:1:77 " + A + " 100 " + USER + " 10");
        }
        var filled = data(TOKEN_A, TOKEN_B, 100, 99, 0, 0, 0, 0, USER, USER, 0, POOL, 0, 98, 0);
        assertThat(lines(MAINNET, List.of(log(SPOKE_POOL, Signatures.FILLED_RELAY, List.of(10, 77, USER), filled))))
                .containsExactly("ACROSS IN known across:10:77 " + B + " 98 " + POOL + " 10");
        var filledV3 = data(TOKEN_A, TOKEN_B, 100, 99, 0, 0, 0, 0, USER, USER, 384, 416, 0, POOL, 128, 98, 0, 0);
        assertThat(lines(
                        MAINNET, List.of(log(SPOKE_POOL, Signatures.FILLED_V3_RELAY, List.of(10, 77, USER), filledV3))))
                .containsExactly("ACROSS IN known across:10:77 " + B + " 98 " + POOL + " 10");
    }

    @Test
    void layerZeroHasTheSameIdOnBothSides() {
        var burned = log(TOKEN_A, Signatures.TRANSFER, List.of(USER, EvmAddress.ZERO), data(50));
        var sent = log(TOKEN_A, Signatures.OFT_SENT, List.of(REMOTE, USER), data(30_110, 50, 49));
        assertThat(lines(MAINNET, List.of(burned, sent)))
                .contains("LAYER_ZERO OUT unknown layerzero:" + REMOTE + " " + A + " 50 " + USER + " 30110");
        var received = log(TOKEN_A, Signatures.OFT_RECEIVED, List.of(REMOTE, USER), data(30_101, 49));
        assertThat(lines(MAINNET, List.of(received)))
                .containsExactly("LAYER_ZERO IN unknown layerzero:" + REMOTE + " null 49 " + USER + " 30101");
    }

    /** The last line of a transaction that pays 100 of A into the pool, 70 of B out of it, and then tells of it. */
    private static String swapped(EvmLog swap) {
        var logs = new ArrayList<EvmLog>();
        logs.add(log(TOKEN_B, Signatures.TRANSFER, List.of(POOL, USER), data(70)));
        logs.add(log(TOKEN_A, Signatures.TRANSFER, List.of(USER, POOL), data(100)));
        logs.add(swap);
        return lines(MAINNET, logs).getLast();
    }

    private static BigInteger n(long number) {
        return BigInteger.valueOf(number);
    }

    private static Hash256 minus(long number) {
        return word(BigInteger.TWO.pow(256).subtract(n(number)));
    }

    private static Bytes dynamic(String hex) {
        Bytes content = Bytes.parse(hex);
        return data(32, content.size()).plus(content).plus(Bytes.of(new byte[(32 - content.size() % 32) % 32]));
    }
}
