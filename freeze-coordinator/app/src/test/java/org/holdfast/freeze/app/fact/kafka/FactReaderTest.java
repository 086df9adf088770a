package org.holdfast.freeze.app.fact.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.holdfast.freeze.app.FactTopic;
import org.holdfast.freeze.coordination.FactEvent;
import org.holdfast.freeze.hold.HoldDraft;
import org.holdfast.freeze.hold.fact.LineBlock;
import org.holdfast.freeze.hold.fact.LossCause;
import org.holdfast.primitives.BaseUnits;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.TxId;
import org.holdfast.primitives.id.FactId;
import org.holdfast.records.tracing.v1.ReachedAccount;
import org.holdfast.records.tracing.v1.ReachedOutput;
import org.holdfast.records.tracing.v1.TracingFact;
import org.holdfast.records.tracing.v1.ValueReachedService;
import org.junit.jupiter.api.Test;

/** A record becomes the events of its requests, or says what does not fit. */
class FactReaderTest {
    private static final Instant T0 = Instant.parse("2026-03-02T09:00:00Z");
    private static final TracingFact FACT = FactTopic.reached("fact-1", "case-1", "exchange-a");

    private static final TxId TX = TxId.parse("cd".repeat(32));

    private final FactReader reader = new FactReader(Set.of("exchange-a"));

    @Test
    void readsAFactAsOneRequest() {
        assertThat(reader.events(FACT, T0))
                .singleElement()
                .isInstanceOfSatisfying(FactEvent.ValueReachedService.class, event -> {
                    assertThat(event.holdId()).isEqualTo(FactReader.holdId(new FactId("fact-1"), 0));
                    assertThat(event.attribution()).isEqualTo("test (label label-1, 900 per mille)");
                    assertThat(event.lines())
                            .extracting(line -> line.line() + ": " + line.asked())
                            .containsExactly("1: 700", "2: 300");
                });
    }

    @Test
    void splitsAFactThatReachesMoreOutputsThanOneRequestNames() {
        var many = FACT.getValueReachedService().toBuilder().clearOutputs().setTracedTotal("501");
        for (int i = 0; i <= HoldDraft.LINES_MAX; i++) {
            many.addOutputs(FACT.getValueReachedService().getOutputs(0).toBuilder()
                    .setTraced("1")
                    .setOutpoint("cd".repeat(32) + ":" + i));
        }
        var events = reader.events(FACT.toBuilder().setValueReachedService(many).build(), T0).stream()
                .map(FactEvent.ValueReachedService.class::cast)
                .toList();
        assertThat(events).extracting(event -> event.lines().size()).containsExactly(500, 1);
        assertThat(events.get(1).lines().getFirst().line()).isEqualTo(1);
        assertThat(events).extracting(FactEvent.ValueReachedService::holdId).doesNotHaveDuplicates();
        assertThat(events.getFirst().holdId()).isEqualTo(FactReader.holdId(new FactId("fact-1"), 0));
    }

    @Test
    void readsAWithdrawal() {
        assertThat(reader.events(FactTopic.withdrawn("fact-2", "case-1", "fact-1"), T0))
                .isEqualTo(List.of(new FactEvent.FactWithdrawn(
                        new FactId("fact-2"), new FactId("fact-1"), LossCause.CONFLICT, "a reorg took the block", T0)));
    }

    @Test
    void readsASuspensionAndARestoration() {
        assertThat(reader.events(FactTopic.suspended("fact-2", "case-1", "fact-1"), T0))
                .isEqualTo(List.of(new FactEvent.FactSuspended(
                        new FactId("fact-2"),
                        new FactId("fact-1"),
                        List.of(TX),
                        "a reorg took the block",
                        Instant.parse("2026-03-03T09:00:00Z"),
                        T0)));
        assertThat(reader.events(FactTopic.restored("fact-3", "case-1", "fact-1"), T0))
                .isEqualTo(List.of(new FactEvent.FactRestored(
                        new FactId("fact-3"),
                        new FactId("fact-1"),
                        List.of(new LineBlock(TX, new BlockRef(6, BlockHash.parse("0b".repeat(32))))),
                        new BlockRef(7, BlockHash.parse("0c".repeat(32))),
                        T0)));
    }

    @Test
    void readsTheBlockOfEachLineAndTheTip() {
        var known = FactTopic.confirmed(FACT, 5, 7).getValueReachedService();
        assertThat(reached(known.toBuilder())
                        .lines()
                        .getFirst()
                        .confirmations(reached(known.toBuilder()).tip()))
                .hasValue(3);
        // Records of earlier versions name neither.
        assertThat(reached(reached()).tip()).isNull();
        assertThat(reached(reached()).lines().getFirst().blocks()).isEmpty();
    }

    /** An address asks for all its movements; the newest of them has the fewest confirmations. */
    @Test
    void readsTheBlocksOfEveryMovementOfAnAccount() {
        var event = reached(account("7", 5).addAccounts(movement("8", 6)).setTracedTotal("15"));
        assertThat(event.lines())
                .singleElement()
                .satisfies(line -> assertThat(line.asked()).isEqualTo(BaseUnits.of(15)))
                .satisfies(line -> assertThat(line.confirmations(event.tip())).hasValue(2));
    }

    @Test
    void hasRoomForTheSumOfManyLargeAmounts() {
        String most = BigInteger.TWO.pow(256).subtract(BigInteger.ONE).toString();
        String twice = BigInteger.TWO.pow(257).subtract(BigInteger.TWO).toString();
        var outputs = reached()
                .setTracedTotal(twice)
                .setOutputs(0, output().setTraced(most).setValue(most))
                .setOutputs(1, output().setTraced(most).setValue(most).setOutpoint("cd".repeat(32) + ":1"));
        assertThat(reached(outputs).lines()).hasSize(2);
        // No balance has more than 256 bits, so this is no fact.
        refuses(account(most, 5).addAccounts(movement(most, 5)).setTracedTotal(twice), "primitives.amount.malformed");
    }

    private FactEvent.ValueReachedService reached(ValueReachedService.Builder fact) {
        var events = reader.events(FACT.toBuilder().setValueReachedService(fact).build(), T0);
        assertThat(events).hasSize(1);
        return (FactEvent.ValueReachedService) events.getFirst();
    }

    private static ValueReachedService.Builder account(String traced, int height) {
        return reached()
                .setAsset("eip155:1/slip44:60")
                .clearOutputs()
                .addAccounts(movement(traced, height))
                .setTracedTotal(traced)
                .setTipHeight(7)
                .setTipHash(ByteString.copyFrom(new byte[32]));
    }

    private static ReachedAccount movement(String traced, int height) {
        return ReachedAccount.newBuilder()
                .setAddress("0x52908400098527886e0f7030069857d2e4169ee7")
                .setTxid(ByteString.copyFrom(TX.displayBytes()))
                .setBlockHeight(height)
                .setBlockHash(ByteString.copyFrom(new byte[32]))
                .setTraced(traced)
                .build();
    }

    @Test
    void saysWhatIsWrongWithAHash() {
        refuses(reached().setTipHash(ByteString.copyFrom(new byte[31])), "freeze.fact.malformed");
        refuses(
                reached().setOutputs(0, output().setBlockHash(ByteString.copyFrom(new byte[33]))),
                "freeze.fact.malformed");
        var suspended = FactTopic.suspended("fact-2", "case-1", "fact-1").getFactSuspended().toBuilder();
        assertThatThrownBy(() -> reader.events(
                        FACT.toBuilder()
                                .setFactSuspended(suspended.setDecidedBy("tomorrow"))
                                .build(),
                        T0))
                .hasMessageContaining("decided_by");
    }

    @Test
    void saysWhatDoesNotFit() {
        refuses(reached().setVaspId("exchange-z"), "freeze.vasp.unknown");
        refuses(reached().setTraceDigest("ab"), "freeze.fact.malformed");
        refuses(reached().setTracedTotal("999"), "freeze.fact.malformed");
        refuses(reached().clearOutputs().setTracedTotal("0"), "freeze.fact.malformed");
        refuses(reached().setOutputs(0, output().setTraced("0")), "freeze.fact.malformed");
        refuses(reached().setOutputs(0, output().setTraced("1001")), "freeze.fact.malformed");
        assertThatThrownBy(() -> reader.events(FACT.toBuilder().clearFact().build(), T0))
                .isInstanceOfSatisfying(
                        InputFaultException.class,
                        e -> assertThat(e.fault().code()).isEqualTo("freeze.fact.malformed"));
    }

    @Test
    void refusesBytesThatAreNoFact() {
        assertThatThrownBy(() -> FactReader.parse(new byte[] {1, 2, 3}))
                .isInstanceOfSatisfying(
                        InputFaultException.class,
                        e -> assertThat(e.fault().code()).isEqualTo("freeze.fact.unreadable"));
    }

    private void refuses(ValueReachedService.Builder fact, String code) {
        assertThatThrownBy(() -> reader.events(
                        FACT.toBuilder().setValueReachedService(fact).build(), T0))
                .isInstanceOfSatisfying(
                        InputFaultException.class,
                        e -> assertThat(e.fault().code()).isEqualTo(code));
    }

    private static ValueReachedService.Builder reached() {
        return FACT.getValueReachedService().toBuilder();
    }

    private static ReachedOutput.Builder output() {
        return FACT.getValueReachedService().getOutputs(0).toBuilder();
    }
}
