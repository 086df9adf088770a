package org.holdfast.tracing.app.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import java.math.BigInteger;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.records.chain.v1.BlockOpened;
import org.holdfast.records.chain.v1.BlockPlace;
import org.holdfast.records.chain.v1.BlockSealed;
import org.holdfast.records.chain.v1.UtxoInput;
import org.holdfast.records.chain.v1.UtxoOutput;
import org.holdfast.records.chain.v1.UtxoTransaction;
import org.holdfast.records.chain.v1.UtxoTransactions;
import org.junit.jupiter.api.Test;

/** What the feed refuses, each with a code; nothing else may be thrown at it. */
class BlockAssemblyTest {
    private static final BlockPlace PLACE = BlockPlace.newBuilder()
            .setHeight(7)
            .setHash(ByteString.copyFrom(new byte[32]))
            .build();

    private final BlockAssembly assembly = new BlockAssembly();

    @Test
    void sumsBeyondSixtyThreeBitsAreNamedNotWrapped() {
        assembly.open(opened(1));
        assembly.add(batch(transaction(Long.MAX_VALUE, Long.MAX_VALUE)));
        BigInteger sum = BigInteger.valueOf(Long.MAX_VALUE).shiftLeft(1);
        assertThat(fault(() -> assembly.seal(seal("18446744073709551613"))))
                .startsWith("tracing.feed.seal-broken")
                .contains("sum " + sum);
        assembly.seal(seal(sum.toString()));
    }

    @Test
    void aValueOfSixtyFourBitsIsMalformed() {
        assembly.open(opened(1));
        assertThat(fault(() -> assembly.add(batch(transaction(-1)))))
                .startsWith("tracing.feed.malformed")
                .contains("18446744073709551615");
    }

    @Test
    void idsOfAnotherLengthAndImpossibleIndexesAreMalformed() {
        assembly.open(opened(1));
        assertThat(fault(() -> assembly.add(batch(transaction(1).toBuilder()
                        .setTxid(ByteString.copyFrom(new byte[31]))
                        .build()))))
                .startsWith("tracing.feed.malformed");
        assertThat(fault(() -> assembly.add(batch(transaction(1).toBuilder()
                        .addInputs(UtxoInput.newBuilder()
                                .setPreviousTxid(ByteString.copyFrom(new byte[32]))
                                .setPreviousIndex(-1))
                        .build()))))
                .startsWith("tracing.feed.malformed")
                .contains("4294967295");
        var place = PLACE.toBuilder().clearHash().build();
        assertThat(fault(() -> new BlockAssembly()
                        .open(opened(1).toBuilder().setBlock(place).build())))
                .startsWith("tracing.feed.malformed");
    }

    @Test
    void aBlockThatIsNotSealedIsNeverSilentlyDropped() {
        assembly.open(opened(1));
        assertThat(fault(() -> assembly.open(opened(1)))).startsWith("tracing.feed.out-of-order");
        assertThat(fault(() -> assembly.requireNoneOpen(PLACE))).startsWith("tracing.feed.out-of-order");
    }

    @Test
    void aBlockHoldsToTheCountItOpenedWith() {
        assertThat(fault(() -> assembly.open(opened(-1))))
                .startsWith("tracing.feed.seal-broken")
                .contains("4294967295");
        assembly.open(opened(1));
        assertThat(fault(() -> assembly.add(batch(transaction(1), transaction(2)))))
                .startsWith("tracing.feed.seal-broken");
    }

    private static BlockOpened opened(int transactions) {
        return BlockOpened.newBuilder()
                .setBlock(PLACE)
                .setParentHash(ByteString.copyFrom(new byte[32]))
                .setTransactionCount(transactions)
                .build();
    }

    private static UtxoTransactions batch(UtxoTransaction... transactions) {
        var batch = UtxoTransactions.newBuilder().setBlock(PLACE);
        for (UtxoTransaction transaction : transactions) {
            batch.addTransactions(transaction);
        }
        return batch.build();
    }

    private static UtxoTransaction transaction(long... values) {
        var transaction = UtxoTransaction.newBuilder().setTxid(ByteString.copyFrom(new byte[32]));
        for (long value : values) {
            transaction.addOutputs(UtxoOutput.newBuilder().setValue(value));
        }
        return transaction.build();
    }

    private static BlockSealed seal(String sum) {
        return BlockSealed.newBuilder()
                .setBlock(PLACE)
                .setTransactionCount(1)
                .setOutputCount(2)
                .setOutputSum(sum)
                .build();
    }

    private static String fault(Runnable taking) {
        var fault = catchThrowableOfType(InputFaultException.class, taking::run);
        assertThat(fault).as("a typed fault").isNotNull();
        return fault.fault().sentence();
    }
}
