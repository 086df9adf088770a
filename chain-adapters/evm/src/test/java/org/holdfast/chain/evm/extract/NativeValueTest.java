package org.holdfast.chain.evm.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.holdfast.chain.evm.SampleBlocks.MINER;
import static org.holdfast.chain.evm.SampleBlocks.address;
import static org.holdfast.chain.evm.SampleBlocks.block;
import static org.holdfast.chain.evm.SampleBlocks.call;
import static org.holdfast.chain.evm.SampleBlocks.frame;
import static org.holdfast.chain.evm.SampleBlocks.header;
import static org.holdfast.chain.evm.SampleBlocks.receipt;
import static org.holdfast.chain.evm.SampleBlocks.sender;
import static org.holdfast.chain.evm.SampleBlocks.transaction;

import java.math.BigInteger;
import java.util.List;
import org.holdfast.chain.evm.block.EvmBlock;
import org.holdfast.chain.evm.block.EvmHeader;
import org.holdfast.chain.evm.block.EvmReceipt;
import org.holdfast.chain.evm.block.Withdrawal;
import org.holdfast.chain.evm.call.BlockCalls;
import org.holdfast.chain.evm.call.BlockCalls.StatedReward;
import org.holdfast.chain.evm.call.CallFrame;
import org.holdfast.chain.evm.call.CallKind;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.holdfast.chain.evm.movement.LedgerEntry;
import org.holdfast.chain.evm.movement.LedgerEntry.Movement;
import org.holdfast.chain.evm.network.EvmNetwork;
import org.holdfast.primitives.Address;
import org.holdfast.primitives.chain.ChainProfile;
import org.holdfast.primitives.chain.Chains;
import org.holdfast.primitives.chain.ForkRules;
import org.junit.jupiter.api.Test;

class NativeValueTest {
    private static final ChainProfile ANVIL = Chains.named("anvil");
    private static final ForkRules.Accounts ANVIL_FORKS = (ForkRules.Accounts) ANVIL.forks();
    private static final EvmNetwork CHAIN = EvmNetwork.of(ANVIL);
    private static final EvmAddress A = sender(0);
    private static final EvmAddress B = address(0xB);
    private static final EvmAddress C = address(0xC);
    private static final EvmHeader LONDON = header(10, 0, 7L, null);

    private static EvmNetwork of(ForkRules forks) {
        return EvmNetwork.of(new ChainProfile(
                ANVIL.chain(),
                ANVIL.name(),
                ANVIL.nativeAsset(),
                ANVIL.addresses(),
                forks,
                ANVIL.finality(),
                ANVIL.sources(),
                ANVIL.assumptions()));
    }

    @Test
    void aSuccessfulTransactionMovesItsValueAndPaysBaseFeeAndTip() {
        var entries = entries(CHAIN, LONDON, true, call(A, B, 5));
        assertThat(entries)
                .containsExactly(
                        "BASE_FEE " + A + " -> null 147000",
                        "NATIVE_VALUE " + A + " -> " + B + " 5",
                        "PRIORITY_FEE " + A + " -> " + MINER + " 63000");
    }

    @Test
    void aFailedTransactionPaysAndMovesNothing() {
        var failed = frame(CallKind.CALL, A, B, 5, "execution reverted", call(B, C, 3));
        assertThat(entries(CHAIN, LONDON, false, failed))
                .containsExactly("BASE_FEE " + A + " -> null 147000", "PRIORITY_FEE " + A + " -> " + MINER + " 63000");
    }

    @Test
    void beforeLondonTheWholeFeeIsTheMiners() {
        var header = header(4_369_999, 1, null, null);
        var network = of(Chains.named("ethereum").forks());
        assertThat(entries(network, header, true, call(A, B, 5)))
                .containsExactly(
                        "NATIVE_VALUE " + A + " -> " + B + " 5",
                        "GAS_FEE " + A + " -> " + MINER + " 2100000",
                        "BLOCK_REWARD null -> " + MINER + " 5000000000000000000");
    }

    @Test
    void whereTheBaseFeeIsNotBurnedItGoesToItsRecipient() {
        var network =
                of(new ForkRules.Accounts(ANVIL_FORKS.blobs(), List.of(), new Address(CHAIN.chain(), C.toString())));
        assertThat(entries(network, LONDON, true, call(A, B, 5)))
                .containsExactly(
                        "NATIVE_VALUE " + A + " -> " + B + " 5",
                        "PRIORITY_FEE " + A + " -> " + MINER + " 63000",
                        "BASE_FEE " + A + " -> " + C + " 147000");
    }

    @Test
    void blobsBurnTheirOwnFee() {
        var transaction = transaction(0, B, BigInteger.ZERO, 100, 3, 2);
        var header = header(10, 0, 7L, 100_000_000L);
        BigInteger price = CHAIN.blobs().priceAt(header.timeSeconds(), BigInteger.valueOf(100_000_000));
        var block = block(header, List.of(transaction), List.of(receipt(true, 21_000)));
        assertThat(text(CHAIN, block, traced(call(A, B, 0))))
                .contains("BLOB_FEE " + A + " -> null " + price.multiply(BigInteger.valueOf(2 * 131_072)));
        var tooEarly = block(LONDON, List.of(transaction), List.of(receipt(true, 21_000)));
        assertThatThrownBy(() -> text(CHAIN, tooEarly, traced(call(A, B, 0))))
                .hasMessageContaining("evm.fee.impossible");
    }

    @Test
    void callsMoveValueButDelegatesStaticsAndOwnCodeDoNot() {
        var root = call(
                A,
                B,
                9,
                call(B, C, 4),
                frame(CallKind.DELEGATECALL, B, C, 9, null, call(B, MINER, 1)),
                frame(CallKind.STATICCALL, B, C, 8, null),
                frame(CallKind.CALLCODE, B, B, 7, null),
                frame(CallKind.CREATE2, B, address(0xD), 2, null));
        assertThat(entries(CHAIN, LONDON, true, root))
                .containsExactly(
                        "BASE_FEE " + A + " -> null 147000",
                        "NATIVE_VALUE " + A + " -> " + B + " 9",
                        "INTERNAL_VALUE " + B + " -> " + C + " 4",
                        "INTERNAL_VALUE " + B + " -> " + MINER + " 1",
                        "CREATION_VALUE " + B + " -> " + address(0xD) + " 2",
                        "PRIORITY_FEE " + A + " -> " + MINER + " 63000");
    }

    @Test
    void framesBelowARevertedOneMoveNothingThoughTheySucceeded() {
        var reverted = frame(CallKind.CALL, B, C, 4, "execution reverted", call(C, MINER, 4, call(MINER, A, 1)));
        assertThat(entries(CHAIN, LONDON, true, call(A, B, 9, reverted, call(B, C, 2))))
                .containsExactly(
                        "BASE_FEE " + A + " -> null 147000",
                        "NATIVE_VALUE " + A + " -> " + B + " 9",
                        "INTERNAL_VALUE " + B + " -> " + C + " 2",
                        "PRIORITY_FEE " + A + " -> " + MINER + " 63000");
    }

    @Test
    void aContractThatEndsGivesItsBalanceAndLosesWhatComesAfter() {
        var root = call(
                A,
                B,
                0,
                call(B, C, 0, frame(CallKind.SELFDESTRUCT, C, B, 50, null)),
                call(B, C, 6),
                frame(CallKind.SELFDESTRUCT, B, B, 44, null));
        assertThat(entries(CHAIN, LONDON, true, root))
                .containsExactly(
                        "BASE_FEE " + A + " -> null 147000",
                        "SELF_DESTRUCT " + C + " -> " + B + " 50",
                        "INTERNAL_VALUE " + B + " -> " + C + " 6",
                        "SELF_DESTRUCT " + B + " -> null 44",
                        "PRIORITY_FEE " + A + " -> " + MINER + " 63000",
                        "SELF_DESTRUCT " + C + " -> null 6");
    }

    @Test
    void sinceCancunOnlyAContractOfTheSameTransactionEnds() {
        var cancun = header(10, 0, 7L, 0L);
        var old = call(
                A, B, 0, frame(CallKind.SELFDESTRUCT, B, B, 44, null), frame(CallKind.SELFDESTRUCT, B, C, 44, null));
        assertThat(entries(CHAIN, cancun, true, old))
                .contains("SELF_DESTRUCT " + B + " -> " + C + " 44")
                .hasSize(3);
        var fresh = call(
                A,
                B,
                0,
                frame(CallKind.CREATE, B, C, 5, null, frame(CallKind.SELFDESTRUCT, C, C, 5, null)),
                call(B, C, 1));
        assertThat(entries(CHAIN, cancun, true, fresh))
                .contains("SELF_DESTRUCT " + C + " -> null 5", "SELF_DESTRUCT " + C + " -> null 1");
    }

    @Test
    void withdrawalsAreGweiAndRewardsIncludeStaleBlocks() {
        var withdrawal = new Withdrawal(BigInteger.ONE, BigInteger.TWO, C, BigInteger.valueOf(3));
        assertThat(text(CHAIN, block(LONDON, List.of(), List.of(), withdrawal), traced()))
                .containsExactly("WITHDRAWAL null -> " + C + " 3000000000");
        var network = of(Chains.named("ethereum").forks());
        var ommer = ommer(98, B);
        var block = new EvmBlock(header(100, 1, null, null), List.of(), List.of(), List.of(ommer), List.of());
        var stated = new BlockCalls.Traced(
                List.of(),
                List.of(
                        new StatedReward(MINER, new BigInteger("5156250000000000000")),
                        new StatedReward(B, new BigInteger("3750000000000000000"))));
        assertThat(text(network, block, stated))
                .containsExactly(
                        "BLOCK_REWARD null -> " + MINER + " 5156250000000000000",
                        "OMMER_REWARD null -> " + B + " 3750000000000000000");
        var wrong = new BlockCalls.Traced(List.of(), List.of(new StatedReward(MINER, BigInteger.ONE)));
        assertThatThrownBy(() -> text(network, block, wrong)).hasMessageContaining("evm.call.mismatch");
    }

    @Test
    void aCreationsAddressFollowsFromSenderAndNonce() {
        var transaction = transaction(0, null, BigInteger.valueOf(3), 10, 3, 0);
        var block = block(LONDON, List.of(transaction), List.of(receipt(true, 21_000)));
        var without = new Extraction(CHAIN).of(block, new BlockCalls.NoInternalTransfers());
        EvmAddress created = without.transactions().getFirst().created();
        assertThat(without.internalTransfers()).isFalse();
        assertThat(text(without.entries())).contains("CREATION_VALUE " + A + " -> " + created + " 3");
        var with = new Extraction(CHAIN).of(block, traced(frame(CallKind.CREATE, A, created, 3, null)));
        assertThat(with.entries()).isEqualTo(without.entries());
        assertThat(with.internalTransfers()).isTrue();
        refuses(block, frame(CallKind.CREATE, A, C, 3, null));
    }

    @Test
    void refusesTracesThatContradictTheBlock() {
        var block = block(
                LONDON, List.of(transaction(0, B, BigInteger.valueOf(5), 10, 3, 0)), List.of(receipt(true, 21_000)));
        refuses(block);
        refuses(block, call(A, B, 5), call(A, B, 5));
        refuses(block, call(A, B, 6));
        refuses(block, call(C, B, 5));
        refuses(block, call(A, C, 5));
        refuses(block, frame(CallKind.CREATE, A, B, 5, null));
        refuses(block, frame(CallKind.CALL, A, B, 5, "out of gas"));
        var noReceipt = block(LONDON, block.transactions(), List.of());
        refuses(noReceipt, call(A, B, 5));
    }

    @Test
    void aReceiptThatDoesNotTellNeedsATrace() {
        var silent = new EvmReceipt(0, Bytes.of(new byte[32]), BigInteger.valueOf(21_000), List.of());
        var block = block(
                header(10, 0, null, null),
                List.of(transaction(0, B, BigInteger.valueOf(5), 10, 10, 0)),
                List.of(silent));
        assertThat(text(CHAIN, block, traced(call(A, B, 5)))).contains("NATIVE_VALUE " + A + " -> " + B + " 5");
        assertThat(text(CHAIN, block, traced(frame(CallKind.CALL, A, B, 5, "out of gas"))))
                .containsExactly("GAS_FEE " + A + " -> " + MINER + " 210000");
        assertThatThrownBy(() -> text(CHAIN, block, new BlockCalls.NoInternalTransfers()))
                .hasMessageContaining("evm.receipt.silent");
    }

    private static void refuses(EvmBlock block, CallFrame... roots) {
        assertThatThrownBy(() -> text(CHAIN, block, traced(roots))).hasMessageContaining("evm.call.mismatch");
    }

    private static EvmHeader ommer(long number, EvmAddress beneficiary) {
        EvmHeader h = header(number, 1, null, null);
        return new EvmHeader(
                h.hash(),
                h.parent(),
                h.ommersHash(),
                beneficiary,
                h.transactionsRoot(),
                h.receiptsRoot(),
                h.bloom(),
                h.difficulty(),
                number,
                h.gasUsed(),
                h.timeSeconds(),
                null,
                null,
                null,
                h.encoded());
    }

    /** One transaction with this outermost call, 21,000 gas at 10 wei with a tip of 3. */
    private static List<String> entries(EvmNetwork network, EvmHeader header, boolean success, CallFrame root) {
        long feeCap = header.baseFee() == null ? 100 : 10;
        var transaction = transaction(0, root.to(), root.value(), feeCap, 3, 0);
        return text(network, block(header, List.of(transaction), List.of(receipt(success, 21_000))), traced(root));
    }

    private static BlockCalls traced(CallFrame... roots) {
        return new BlockCalls.Traced(List.of(roots), List.of());
    }

    private static List<String> text(EvmNetwork network, EvmBlock block, BlockCalls calls) {
        return text(new Extraction(network).of(block, calls).entries());
    }

    private static List<String> text(List<LedgerEntry> entries) {
        return entries.stream()
                .map(Movement.class::cast)
                .map(m -> m.kind() + " " + m.from() + " -> " + m.to() + " " + m.amount())
                .toList();
    }
}
