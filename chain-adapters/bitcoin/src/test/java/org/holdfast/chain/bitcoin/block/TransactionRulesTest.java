package org.holdfast.chain.bitcoin.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.generators.RawBlock;
import org.holdfast.generators.RawTransaction;
import org.holdfast.generators.RawTransaction.Pay;
import org.holdfast.generators.RawTransaction.Spend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Blocks with proof of work and a right merkle root, each with one thing that Bitcoin Core refuses. */
class TransactionRulesTest {
    private static final byte[] SCRIPT = {0x51};
    private static final byte[] PARENT = new byte[32];
    private static final Spend NONE = new Spend(new byte[32], -1);
    private static final Spend OTHER = new Spend(filled(7), 0);
    private static final int OP_CHECKSIG = 0xAC;
    private static final int OP_CHECKMULTISIG = 0xAE;

    @Test
    void aBlockThatBreaksNoRuleIsAccepted() {
        RawTransaction first = spend(OTHER);
        assertThat(check(coinbase(), first, spend(first.output(0))).txids()).hasSize(3);
    }

    @Test
    void aNullInputBesideARealOneIsRefused() {
        refuses("bitcoin.block.impossible-input", coinbase(), transaction(List.of(OTHER, NONE), pay(1)));
        refuses("bitcoin.block.impossible-input", coinbase(), transaction(List.of(NONE, OTHER), pay(1)));
    }

    @Test
    void twoNullInputsDoNotMakeASecondCoinbase() {
        refuses("bitcoin.block.impossible-input", coinbase(), transaction(List.of(NONE, NONE), pay(1)));
        refuses("bitcoin.block.coinbase-misplaced", transaction(List.of(NONE, NONE), pay(1)));
    }

    @Test
    void anOutputNumberThatNoTransactionReachesIsRefused() {
        refuses("bitcoin.block.impossible-input", coinbase(), spend(new Spend(filled(7), -1)));
        refuses("bitcoin.block.impossible-input", coinbase(), spend(new Spend(filled(7), 0x0100_0000)));
        assertThat(check(coinbase(), spend(new Spend(filled(7), 0x00FF_FFFF))).txids())
                .hasSize(2);
    }

    @Test
    void aTransactionThatSpendsOrPaysNothingIsRefused() {
        refuses("bitcoin.block.empty-transaction", coinbase(), transaction(List.of(OTHER)));
        refuses("bitcoin.block.empty-transaction", transaction(List.of(NONE)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 101, 500})
    void aCoinbaseScriptOutsideTwoToAHundredBytesIsRefused(int length) {
        refuses("bitcoin.block.coinbase-script-length", coinbaseWith(new byte[length]));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 100})
    void aCoinbaseScriptOfTwoOrAHundredBytesIsAccepted(int length) {
        assertThat(check(coinbaseWith(new byte[length])).txids()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {2_100_000_000_000_001L, Long.MAX_VALUE, -1, Long.MIN_VALUE})
    void anAmountOutsideTheMoneyIsRefused(long value) {
        assertThatThrownBy(() -> check(coinbase(), transaction(List.of(OTHER), pay(value))))
                .hasMessageContaining("bitcoin.block.");
    }

    @Test
    void outputsThatAreTooMuchTogetherAreRefused() {
        refuses(
                "bitcoin.block.impossible-amount",
                coinbase(),
                transaction(List.of(OTHER), pay(2_100_000_000_000_000L), pay(1)));
    }

    @Test
    void anOutputThatIsSpentTwiceIsRefused() {
        refuses("bitcoin.block.output-spent-twice", coinbase(), transaction(List.of(OTHER, OTHER), pay(1)));
        refuses("bitcoin.block.output-spent-twice", coinbase(), spend(OTHER), transaction(List.of(OTHER), pay(2)));
    }

    @Test
    void aTransactionThatStandsTwiceIsRefused() {
        refuses("bitcoin.block.id-repeated", coinbase(), spend(OTHER), spend(new Spend(filled(8), 0)), spend(OTHER));
    }

    @Test
    void anOutputOfTheSameBlockThatIsNotThereYetIsRefused() {
        RawTransaction first = spend(OTHER);
        refuses("bitcoin.block.output-not-there", coinbase(), spend(first.output(0)), first);
        refuses("bitcoin.block.output-not-there", coinbase(), first, spend(first.output(1)));
    }

    @Test
    void signatureOperationsAreCountedAsOldNodesDid() {
        assertThat(check(coinbase(), paysTo(repeated(OP_CHECKSIG, 20_000))).txids())
                .hasSize(2);
        refuses("bitcoin.block.too-many-signature-operations", coinbase(), paysTo(repeated(OP_CHECKSIG, 20_001)));
        refuses("bitcoin.block.too-many-signature-operations", coinbase(), paysTo(repeated(OP_CHECKMULTISIG, 1_001)));
        refuses(
                "bitcoin.block.too-many-signature-operations",
                coinbase(),
                paysTo(repeated(OP_CHECKSIG, 10_000)),
                paysTo(repeated(OP_CHECKSIG, 10_001)));
    }

    @Test
    void whatIsPushedIsNoOperationAndABrokenPushEndsTheCount() {
        assertThat(Scripts.signatureOperations(new byte[] {2, (byte) OP_CHECKSIG, (byte) OP_CHECKSIG}))
                .isZero();
        assertThat(Scripts.signatureOperations(
                        new byte[] {(byte) OP_CHECKSIG, 0x4C, 1, (byte) OP_CHECKSIG, (byte) 0xAD}))
                .isEqualTo(2);
        assertThat(Scripts.signatureOperations(new byte[] {(byte) 0xAF, 0x4D, 1}))
                .isEqualTo(20);
        assertThat(Scripts.signatureOperations(new byte[] {0x4E, -1, -1, -1, -1, (byte) OP_CHECKSIG}))
                .isZero();
        assertThat(Scripts.signatureOperations(new byte[] {0x4D, 1, 0, (byte) OP_CHECKSIG, (byte) OP_CHECKSIG}))
                .isEqualTo(1);
    }

    private static BlockVerification.Checked check(RawTransaction... transactions) {
        RawBlock block = RawBlock.mine(PARENT, 1_600_000_000L, List.of(transactions));
        return new BlockVerification(BitcoinNetwork.REGTEST).check(block.bytes(), "test");
    }

    private static void refuses(String code, RawTransaction... transactions) {
        assertThatThrownBy(() -> check(transactions)).hasMessageContaining(code + ":");
    }

    private static RawTransaction coinbase() {
        return coinbaseWith(new byte[] {4, 1, 0, 0, 0});
    }

    private static RawTransaction coinbaseWith(byte[] script) {
        return RawTransaction.of(List.of(NONE), List.of(pay(50)), script);
    }

    private static RawTransaction spend(Spend output) {
        return transaction(List.of(output), pay(1));
    }

    private static RawTransaction paysTo(byte[] script) {
        return transaction(List.of(new Spend(filled(script.length), 0)), new Pay(1, script));
    }

    private static RawTransaction transaction(List<Spend> spends, Pay... pays) {
        return RawTransaction.of(spends, List.of(pays), SCRIPT);
    }

    private static Pay pay(long value) {
        return new Pay(value, SCRIPT);
    }

    private static byte[] filled(int value) {
        byte[] hash = new byte[32];
        Arrays.fill(hash, (byte) (value % 250 + 1));
        return hash;
    }

    private static byte[] repeated(int op, int count) {
        byte[] script = new byte[count];
        Arrays.fill(script, (byte) op);
        return script;
    }
}
