package org.holdfast.freeze.app.aggregate.axon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.holdfast.freeze.app.aggregate.StoredNames;
import org.holdfast.freeze.app.coverage.CoverageAggregate;
import org.holdfast.freeze.app.fact.FactTypes;
import org.holdfast.freeze.app.hold.HoldAggregate;
import org.holdfast.freeze.app.process.ProcessStuck;
import org.holdfast.freeze.app.process.ProcessTypes;
import org.holdfast.freeze.app.process.RunningClock;
import org.holdfast.freeze.coordination.FactEvent;
import org.holdfast.freeze.coverage.CoverageEvent;
import org.holdfast.freeze.hold.HoldBasis;
import org.holdfast.freeze.hold.HoldDraft;
import org.holdfast.freeze.hold.HoldEvent;
import org.holdfast.freeze.hold.HoldLine;
import org.holdfast.freeze.hold.LeftOut;
import org.holdfast.freeze.hold.answer.LineAnswer;
import org.holdfast.freeze.hold.answer.LineResult;
import org.holdfast.freeze.hold.answer.ReasonCode;
import org.holdfast.freeze.hold.fact.LineBlock;
import org.holdfast.freeze.hold.fact.LossCause;
import org.holdfast.freeze.legal.Mark;
import org.holdfast.primitives.Address;
import org.holdfast.primitives.BaseUnits;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.Outpoint;
import org.holdfast.primitives.TxId;
import org.holdfast.primitives.chain.Chains;
import org.holdfast.primitives.id.CaseId;
import org.holdfast.primitives.id.FactId;
import org.holdfast.primitives.id.HoldId;
import org.holdfast.primitives.id.MessageId;
import org.holdfast.primitives.id.OfficerId;
import org.holdfast.primitives.id.VaspId;
import org.holdfast.testkit.GoldenFile;
import org.junit.jupiter.api.Test;

/** What was once written must be readable for ever. */
class EventSerializerTest {
    private static final Instant T0 = Instant.parse("2026-03-02T09:00:00Z");
    private static final HoldId HOLD = new HoldId("hold-1");
    private static final OfficerId OFFICER = new OfficerId("officer-1");
    private static final MessageId SOURCE = new MessageId("message-1");
    private static final FactId FACT = new FactId("fact-1");
    private static final StoredNames NAMES = new StoredNames(List.of(
            HoldAggregate.KIND.stored(), CoverageAggregate.KIND.stored(), FactTypes.STORED, ProcessTypes.STORED));
    private static final Serializer SERIALIZER = EventSerializer.of(NAMES);

    private static final BlockRef TIP = new BlockRef(102, BlockHash.parse("ef".repeat(32)));
    private static final LineBlock BLOCK =
            new LineBlock(TxId.parse("ab".repeat(32)), new BlockRef(100, BlockHash.parse("12".repeat(32))));

    private static List<HoldLine> lines() {
        return List.of(new HoldLine(
                1,
                Chains.named("mainnet").nativeAsset().id(),
                new Address(ChainId.BITCOIN_MAINNET, "bc1qexample"),
                Outpoint.parse("ab".repeat(32) + ":1"),
                BaseUnits.parse("115792089237316195423570985008687907853269984665640564039457584007913129639935"),
                List.of(BLOCK)));
    }

    private static List<LeftOut> leftOut() {
        return List.of(new LeftOut(lines().getFirst(), BaseUnits.of(5), List.of(new HoldId("hold-0"))));
    }

    private static HoldDraft draft() {
        return new HoldDraft(
                new CaseId("case-1"),
                FACT,
                "cd".repeat(32),
                new VaspId("exchange-a"),
                lines(),
                "Traced value reached you.",
                OFFICER,
                new OfficerId("officer-2"),
                TIP,
                leftOut());
    }

    private static List<LineAnswer> answers(LineResult result) {
        boolean held = result == LineResult.HELD;
        return List.of(new LineAnswer(
                1,
                result,
                held ? ReasonCode.OK_PARTIAL : ReasonCode.NO_ACCOUNT,
                held ? BaseUnits.of(5) : BaseUnits.ZERO,
                held ? T0.plusSeconds(60) : null,
                held ? "ref-1" : null));
    }

    private static Stream<Object> oneOfEach() {
        var basis = new HoldBasis(
                "vasp.voluntary", 1, Mark.DESIGN, "a source", Duration.ofHours(72), Duration.ofHours(1), 1);
        return Stream.of(
                new HoldEvent.HoldDrafted(HOLD, draft(), basis, T0),
                new HoldEvent.HoldApproved(HOLD, OFFICER, T0),
                new HoldEvent.HoldDismissed(HOLD, OFFICER, "no", T0),
                new HoldEvent.HoldSent(HOLD, 1, T0.plusSeconds(3600), T0),
                new HoldEvent.HoldUnacknowledged(HOLD, 1, T0),
                new HoldEvent.HoldAcknowledged(HOLD, SOURCE, T0),
                new HoldEvent.HoldPlaced(HOLD, false, answers(LineResult.HELD), T0.plusSeconds(60), SOURCE, T0),
                new HoldEvent.HoldNotPlaced(HOLD, ReasonCode.NO_ACCOUNT, answers(LineResult.NOT_HELD), SOURCE, T0),
                new HoldEvent.HoldDeclined(HOLD, ReasonCode.NEEDS_MLA, answers(LineResult.DECLINED), SOURCE, T0),
                new HoldEvent.HoldExtensionRequested(HOLD, OFFICER, T0, T0),
                new HoldEvent.HoldExtended(HOLD, T0, SOURCE, T0),
                new HoldEvent.HoldLapsePresumed(HOLD, T0, T0),
                new HoldEvent.HoldExpired(HOLD, SOURCE, T0),
                new HoldEvent.HoldReleaseRequested(HOLD, null, FACT, "a reorg", T0),
                new HoldEvent.HoldReleased(HOLD, SOURCE, T0),
                new HoldEvent.HoldWithdrawn(HOLD, OFFICER, null, "a slip", T0),
                new FactEvent.ValueReachedService(
                        FACT,
                        HOLD,
                        new CaseId("case-1"),
                        new VaspId("exchange-a"),
                        "fifo",
                        "cd".repeat(32),
                        "a label",
                        lines(),
                        OFFICER,
                        TIP,
                        T0),
                new FactEvent.FactWithdrawn(new FactId("fact-2"), FACT, LossCause.ABSENT, "a reorg", T0),
                new FactEvent.FactSuspended(
                        new FactId("fact-2"), FACT, List.of(BLOCK.txid()), "a reorg", T0.plusSeconds(60), T0),
                new FactEvent.FactRestored(new FactId("fact-3"), FACT, List.of(BLOCK), TIP, T0),
                new HoldEvent.HoldFactSuspended(HOLD, FACT, List.of(BLOCK.txid()), "a reorg", null, T0),
                new HoldEvent.HoldFactRestored(HOLD, FACT, lines(), TIP, T0),
                new HoldEvent.HoldFactLost(HOLD, FACT, LossCause.CONFLICT, "spent elsewhere", T0),
                new HoldEvent.HoldKept(HOLD, OFFICER, "the victim knows the account", T0),
                new CoverageEvent.PlacesAsked(HOLD, draft(), lines(), T0),
                new CoverageEvent.NothingAsked(HOLD, draft().asking(List.of(), leftOut()), lines(), T0),
                new CoverageEvent.RequestCounted(HOLD, null, lines(), T0),
                new CoverageEvent.HeldCounted(HOLD, List.of(BaseUnits.of(5)), T0),
                new CoverageEvent.PlacesFreed(HOLD, T0),
                new CoverageEvent.FactDropped(FACT, T0),
                new ProcessStuck(HOLD, "DraftHold", "BasisMissing[]", T0),
                new RunningClock("acknowledgement", 2, T0));
    }

    @Test
    void writesEveryTypeAsPinnedAndReadsItBack() {
        var names = new java.util.TreeSet<String>();
        oneOfEach().forEach(event -> {
            SerializedObject<String> stored = SERIALIZER.serialize(event, String.class);
            String name = stored.getType().getName();
            names.add(name);
            GoldenFile.assertText("events/" + name + "." + stored.getType().getRevision() + ".json", stored.getData());
            Object read = SERIALIZER.deserialize(new SimpleSerializedObject<>(
                    stored.getData(), String.class, name, stored.getType().getRevision()));
            assertThat(read).isEqualTo(event);
        });
        assertThat(names).containsExactlyElementsOf(NAMES.all());
    }

    /** Each earlier form, with what it could not say yet. */
    @Test
    void readsEarlierForms() throws Exception {
        var drafted = (HoldEvent.HoldDrafted) read("hold.HoldDrafted");
        assertThat(drafted.draft().tip()).isNull();
        assertThat(drafted.draft().leftOut()).isEmpty();
        assertThat(drafted.draft().lines())
                .hasSize(1)
                .allMatch(line -> line.blocks().isEmpty());
        var reached = (FactEvent.ValueReachedService) read("fact.ValueReachedService");
        assertThat(reached.tip()).isNull();
        assertThat(reached.lines()).hasSize(1).allMatch(line -> line.blocks().isEmpty());
        var withdrawn = (FactEvent.FactWithdrawn) read("fact.FactWithdrawn");
        assertThat(withdrawn.cause()).isEqualTo(LossCause.UNKNOWN);
        assertThat(withdrawn.reason()).isEqualTo("a reorg");
    }

    private static Object read(String name) throws Exception {
        String stored = Files.readString(Path.of("src/test/resources/golden/events", name + ".1.json"));
        return SERIALIZER.deserialize(new SimpleSerializedObject<>(stored, String.class, name, "1"));
    }

    @Test
    void leavesTypesOfOthersTheirOwnNames() {
        assertThat(SERIALIZER
                        .serialize(MetaData.with("traceId", "1"), String.class)
                        .getType()
                        .getName())
                .isEqualTo(MetaData.class.getName());
    }
}
