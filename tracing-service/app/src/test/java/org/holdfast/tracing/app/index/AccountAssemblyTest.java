package org.holdfast.tracing.app.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import java.math.BigInteger;
import java.util.List;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.records.chain.v1.AccountTransactions;
import org.holdfast.records.chain.v1.MovementKind;
import org.holdfast.tracing.account.ledger.AccountBlock;
import org.holdfast.tracing.account.ledger.EntryKind;
import org.junit.jupiter.api.Test;

class AccountAssemblyTest {
    private final AccountAssembly assembly = new AccountAssembly();
    private final AccountTopic topic = new AccountTopic("b1", "", 2);

    @Test
    void movementsBecomeEntriesInLedgerOrder() {
        topic.transaction(0)
                .movement(1, "aa", "bb", 500, MovementKind.MOVEMENT_KIND_NATIVE_VALUE)
                .movement(1, "aa", "cc", 7, MovementKind.MOVEMENT_KIND_PRIORITY_FEE)
                .movement(1, "aa", "", 3, MovementKind.MOVEMENT_KIND_BASE_FEE)
                .transaction(1)
                .movement(2, "00", "bb", 90, MovementKind.MOVEMENT_KIND_TOKEN_TRANSFER)
                .movement(2, "bb", "00", 10, MovementKind.MOVEMENT_KIND_TOKEN_TRANSFER)
                .block(1, "", "cc", 2, MovementKind.MOVEMENT_KIND_WITHDRAWAL)
                .block(2, "bb", "", 4, MovementKind.MOVEMENT_KIND_UNEXPLAINED);
        AccountBlock block = assembled();
        assertThat(block.entries())
                .extracting(entry -> entry.txIndex() + " " + entry.kind() + " " + entry.amount())
                .containsExactly(
                        "0 transfer 500",
                        "0 fee 7",
                        "0 fee 3",
                        "1 mint 90",
                        "1 burn 10",
                        "2 mint 2",
                        "2 unexplained 4");
        assertThat(block.entries().getFirst().from()).isEqualTo("0x" + "aa".repeat(20));
        assertThat(block.entries().getLast().txId().toString())
                .isEqualTo(block.block().hash().toString());
        assertThat(block.entries().get(3).kind()).isEqualTo(EntryKind.MINT);
    }

    @Test
    void aSwapIsAConversionOfItsTwoMovements() {
        topic.transaction(0)
                .movement(1, "aa", "dd", 500, MovementKind.MOVEMENT_KIND_NATIVE_VALUE)
                .movement(2, "dd", "aa", 90, MovementKind.MOVEMENT_KIND_TOKEN_TRANSFER)
                .swap(0, 1)
                .swap(0, 1)
                .transaction(1);
        assertThat(assembled().conversions()).containsExactly(new AccountBlock.Conversion(0, 1, "uniswap-v2:1"));
    }

    @Test
    void partsOfALargeTransactionFollowOneAnother() {
        topic.transaction(0)
                .movement(1, "aa", "bb", 1, MovementKind.MOVEMENT_KIND_NATIVE_VALUE)
                .part(1)
                .movement(1, "aa", "bb", 2, MovementKind.MOVEMENT_KIND_INTERNAL_VALUE)
                .transaction(1);
        assertThat(assembled().entries())
                .extracting(AccountBlock.Entry::amount)
                .containsExactly(BigInteger.ONE, BigInteger.TWO);
    }

    @Test
    void whatDoesNotHoldToItsCountsIsRefused() {
        topic.transaction(0)
                .movement(1, "aa", "bb", 1, MovementKind.MOVEMENT_KIND_NATIVE_VALUE)
                .transaction(1);
        assembly.open(topic.opened());
        assembly.add(topic.batch());
        assertThat(fault(() -> assembly.open(topic.opened()))).startsWith("tracing.feed.out-of-order");
        assertThat(fault(() -> assembly.seal(topic.seal("2")))).startsWith("tracing.feed.seal-broken");
        assertThat(assembly.seal(topic.seal("1")).entries()).hasSize(1);
    }

    @Test
    void impossiblePartsAreMalformed() {
        var impossible = List.of(
                new AccountTopic("b", "", 1).transaction(0).movement(3, "aa", "bb", 1, kind()),
                new AccountTopic("b", "", 1).transaction(0).movement(1, "", "", 1, kind()),
                new AccountTopic("b", "", 1)
                        .transaction(0)
                        .movement(1, "aa", "bb", 1, MovementKind.MOVEMENT_KIND_UNEXPLAINED),
                new AccountTopic("b", "", 1)
                        .transaction(0)
                        .movement(1, "aa", "bb", 1, MovementKind.MOVEMENT_KIND_UNSPECIFIED));
        for (AccountTopic one : impossible) {
            assertThat(fault(() -> added(one.batch(), one))).startsWith("tracing.feed.malformed");
        }
        var gap = new AccountTopic("b", "", 3).transaction(1);
        assertThat(fault(() -> added(gap.batch(), gap))).startsWith("tracing.feed.seal-broken");
        var wide = new AccountTopic("b", "", 1).transaction(0);
        var batch = wide.movement(1, "aa", "bb", 1, kind()).batch().toBuilder();
        batch.getTransactionsBuilder(0)
                .getEntriesBuilder(0)
                .getMovementBuilder()
                .setAmount(ByteString.copyFrom(new byte[33]));
        assertThat(fault(() -> added(batch.build(), wide))).startsWith("tracing.feed.malformed");
    }

    private static MovementKind kind() {
        return MovementKind.MOVEMENT_KIND_NATIVE_VALUE;
    }

    private static void added(AccountTransactions batch, AccountTopic topic) {
        var fresh = new AccountAssembly();
        fresh.open(topic.opened());
        fresh.add(batch);
    }

    private AccountBlock assembled() {
        assembly.open(topic.opened());
        assembly.add(topic.batch());
        return assembly.seal(topic.seal());
    }

    private static String fault(Runnable taking) {
        var fault = catchThrowableOfType(InputFaultException.class, taking::run);
        assertThat(fault).as("a typed fault").isNotNull();
        return fault.fault().sentence();
    }
}
