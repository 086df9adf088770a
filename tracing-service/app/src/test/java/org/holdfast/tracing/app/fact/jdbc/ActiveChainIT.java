package org.holdfast.tracing.app.fact.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.tracing.app.index.BlockTopic.bytes;
import static org.holdfast.tracing.app.index.BlockTopic.id;

import com.google.protobuf.InvalidProtocolBufferException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.Outpoint;
import org.holdfast.primitives.TxId;
import org.holdfast.records.tracing.v1.FactWithdrawn;
import org.holdfast.records.tracing.v1.ReachedOutput;
import org.holdfast.records.tracing.v1.TracingFact;
import org.holdfast.records.tracing.v1.ValueReachedService;
import org.holdfast.testservers.TestServers;
import org.holdfast.tracing.account.ledger.AccountKey;
import org.holdfast.tracing.app.TestChains;
import org.holdfast.tracing.app.TracingNode;
import org.holdfast.tracing.app.fact.ActiveChain;
import org.holdfast.tracing.app.fact.Basis;
import org.holdfast.tracing.app.fact.Facts;
import org.holdfast.tracing.app.fact.Finding;
import org.holdfast.tracing.app.fact.LeavingBlock;
import org.holdfast.tracing.app.fact.Missing;
import org.holdfast.tracing.app.fact.block.ArrivingOutputs;
import org.holdfast.tracing.output.graph.BlockContent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What blocks that leave and arrive do to facts, in a real database. Each test has a chain and a case of its own. */
class ActiveChainIT {
    private static final Instant T0 = Instant.parse("2026-03-02T09:05:00Z");
    private static final Duration ABSENT_MAX = Duration.ofHours(24);
    private static final AtomicInteger CHAINS = new AtomicInteger(60);

    @TempDir
    private static Path folder;

    private static TracingNode node;
    private static ActiveChain active;

    private final ChainId chain = TestChains.number(CHAINS.getAndIncrement());
    private String caseId = "";
    private long next = 100;

    /** A block with its transactions and what each spends. */
    private record Left(BlockRef block, Map<TxId, List<Outpoint>> spent) implements LeavingBlock {
        @Override
        public List<Outpoint> spends(TxId transaction) {
            return spent.getOrDefault(transaction, List.of());
        }

        @Override
        public List<BigInteger> paid(TxId transaction, AccountKey account) {
            return List.of();
        }
    }

    @BeforeAll
    static void start() {
        node = TracingNode.start(TestServers.database(), folder, List.of(TestChains.number(99)));
        active = node.bean(ActiveChain.class);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @BeforeEach
    void name(TestInfo test) {
        caseId = test.getDisplayName();
    }

    private static BlockRef block(int height, String name) {
        return new BlockRef(height, BlockHash.parse(id(name)));
    }

    private static TxId tx(String name) {
        return TxId.parse(id(name));
    }

    private static Outpoint output(String place) {
        String[] parts = place.split(":", 2);
        return new Outpoint(tx(parts[0]), Integer.parseInt(parts[1]));
    }

    /** A fact about output 0 of each transaction; places are written {@code transaction@height:block}. */
    private String publish(String... places) {
        var reached = ValueReachedService.newBuilder();
        for (String place : places) {
            String[] parts = place.split("[@:]", 3);
            reached.addOutputs(ReachedOutput.newBuilder()
                    .setOutpoint(id(parts[0]) + ":0")
                    .setBlockHeight(Long.parseLong(parts[1]))
                    .setBlockHash(bytes(parts[2])));
        }
        String key = caseId + Arrays.toString(places);
        TracingFact fact = TracingFact.newBuilder()
                .setCaseId(caseId)
                .setRequestedBy("officer")
                .setValueReachedService(reached)
                .build();
        node.bean(TransactionTemplate.class).executeWithoutResult(status -> {
            node.bean(Facts.class).lockBasis();
            node.bean(Facts.class).publish(new Finding(key, fact, chain, Set.of()));
        });
        return key;
    }

    /** Takes a block; its transactions are written {@code name<spent,spent}. */
    private Missing left(int height, String name, Instant now, String... transactions) {
        return active.left(chain, leaving(height, name, transactions), "reorg", next++, now);
    }

    private static LeavingBlock leaving(int height, String name, String... transactions) {
        var spent = new HashMap<TxId, List<Outpoint>>();
        for (String transaction : transactions) {
            spent.put(spender(transaction), inputs(transaction));
        }
        return new Left(block(height, name), spent);
    }

    private Missing arrived(int height, String name, Instant now, String... transactions) {
        return active.arrived(chain, arriving(height, name, transactions), next++, now);
    }

    private static ArrivingOutputs arriving(int height, String name, String... transactions) {
        return new ArrivingOutputs(new BlockContent(
                block(height, name),
                BlockHash.parse(id("parent")),
                false,
                0,
                Arrays.stream(transactions)
                        .map(one -> new BlockContent.Transaction(spender(one), false, inputs(one), List.of()))
                        .toList()));
    }

    private static TxId spender(String transaction) {
        return tx(transaction.split("<", 2)[0]);
    }

    private static List<Outpoint> inputs(String transaction) {
        return Arrays.stream(transaction.split("<", 2)[1].split(","))
                .map(ActiveChainIT::output)
                .toList();
    }

    /** What was published after the facts themselves, as kind and fact. */
    private List<String> said() {
        return facts().stream()
                .map(fact -> switch (fact.getFactCase()) {
                    case FACT_SUSPENDED ->
                        "suspended " + fact.getFactSuspended().getSuspendedFactId();
                    case FACT_RESTORED -> "restored " + fact.getFactRestored().getRestoredFactId();
                    case FACT_WITHDRAWN ->
                        cause(fact.getFactWithdrawn()) + " "
                                + fact.getFactWithdrawn().getWithdrawnFactId();
                    case VALUE_REACHED_SERVICE, FACT_NOT_SET -> "";
                })
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private static String cause(FactWithdrawn fact) {
        return switch (fact.getCause()) {
            case WITHDRAWAL_CAUSE_CONFLICT -> "conflict";
            case WITHDRAWAL_CAUSE_ABSENT -> "absent";
            default -> "another cause";
        };
    }

    private List<TracingFact> facts() {
        return node.bean(JdbcClient.class)
                .sql("select record from fact_outbox where case_id = ? order by position")
                .param(caseId)
                .query((row, number) -> read(row.getBytes(1)))
                .list();
    }

    private static TracingFact read(byte[] record) {
        try {
            return TracingFact.parseFrom(record);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theSameTransactionInTheNewBlockRestores() {
        String fact = publish("t@3:b3");
        Missing missing = left(3, "b3", T0, "t<s:0");
        assertThat(missing.transactions()).containsExactly(tx("t"));
        assertThat(missing.outputs()).containsExactly(output("s:0"));
        assertThat(missing.decidedBy()).isEqualTo(T0.plus(ABSENT_MAX));
        assertThat(arrived(3, "c3", T0.plusSeconds(5), "t<s:0").transactions()).isEmpty();
        assertThat(said()).containsExactly("suspended " + fact, "restored " + fact);
        var suspended = facts().get(1).getFactSuspended();
        assertThat(suspended.getDecidedBy()).isEqualTo("2026-03-03T09:05:00Z");
        var restored = facts().get(2).getFactRestored();
        assertThat(restored.getTransactions(0).getBlockHash()).isEqualTo(bytes("c3"));
        assertThat(restored.getTipHash()).isEqualTo(bytes("c3"));
    }

    @Test
    void aRecordOfTheTopicCountsOnceWhicheverInstanceReadsIt() {
        String fact = publish("t@3:b3");
        long leaves = next;
        left(3, "b3", T0, "t<s:0");
        arrived(3, "c3", T0, "t<s:0");
        // Another instance, which is behind, or this one after a crash before the index was written.
        Missing missing = active.left(chain, leaving(3, "b3", "t<s:0"), "reorg", leaves, T0.plusSeconds(9));
        assertThat(missing.transactions()).isEmpty();
        active.arrived(chain, arriving(3, "c3", "t<s:0"), leaves + 1, T0.plusSeconds(9));
        assertThat(said()).containsExactly("suspended " + fact, "restored " + fact);
    }

    @Test
    void anotherSpenderOfAnInputIsAConflict() {
        String fact = publish("t@3:b3");
        left(3, "b3", T0, "t<s:0,r:2");
        arrived(3, "c3", T0, "unrelated<s:1,r:0");
        assertThat(said()).containsExactly("suspended " + fact);
        Missing missing = arrived(4, "c4", T0, "other<q:0,r:2");
        assertThat(missing.transactions()).isEmpty();
        assertThat(missing.outputs()).isEmpty();
        assertThat(said()).containsExactly("suspended " + fact, "conflict " + fact);
        var withdrawn = facts().getLast().getFactWithdrawn();
        assertThat(withdrawn.getReason()).contains(id("other"), id("c4"), id("r") + ":2", id("t"));
        assertThat(withdrawn.getTxidsList()).containsExactly(bytes("t"));
    }

    @Test
    void aConflictOfAnAncestorIsOne() {
        String fact = publish("t@5:b5");
        left(5, "b5", T0, "t<p:0", "p<g:1");
        left(4, "b4", T0, "g<s:0", "stranger<x:0");
        arrived(4, "c4", T0, "other<x:0");
        arrived(5, "c5", T0, "g<s:0", "p<g:1");
        assertThat(said()).containsExactly("suspended " + fact);
        assertThat(arrived(6, "c6", T0, "double<p:0").transactions()).isEmpty();
        assertThat(said()).containsExactly("suspended " + fact, "conflict " + fact);

        String second = publish("u@7:b7");
        left(7, "b7", T0, "u<v:0", "v<w:0");
        arrived(7, "c7", T0, "double-v<w:0");
        assertThat(said()).endsWith("suspended " + second, "conflict " + second);
        assertThat(facts().getLast().getFactWithdrawn().getReason())
                .contains("transaction " + id("v") + ", an ancestor of transaction " + id("u"));
    }

    @Test
    void aTransactionThatStaysAwayUntilTheStatedTimeIsGone() {
        String fact = publish("t@3:b3");
        left(3, "b3", T0, "t<s:0");
        Instant end = T0.plus(ABSENT_MAX);
        active.overdue(chain, end.minusNanos(1_000));
        assertThat(said()).containsExactly("suspended " + fact);
        assertThat(active.overdue(chain, end).decidedBy()).isNull();
        active.overdue(chain, end);
        assertThat(said()).containsExactly("suspended " + fact, "absent " + fact);
        assertThat(facts().getLast().getFactWithdrawn().getTxidsList()).containsExactly(bytes("t"));
        // It comes back too late: the fact stays withdrawn, and a trace makes a new one.
        arrived(4, "c4", end, "t<s:0");
        assertThat(said()).hasSize(2);
        publish("t@3:b3");
        assertThat(facts()).extracting(TracingFact::getFactId).hasSize(4).doesNotHaveDuplicates();
    }

    @Test
    void aTransactionThatComesBackJustInTimeStaysAndTheNextAbsenceHasItsWholeTime() {
        String fact = publish("t@3:b3");
        left(3, "b3", T0, "t<s:0");
        Instant late = T0.plus(ABSENT_MAX).minusSeconds(1);
        assertThat(arrived(3, "c3", late, "t<s:0").decidedBy()).isNull();
        active.overdue(chain, T0.plus(ABSENT_MAX));
        assertThat(said()).containsExactly("suspended " + fact, "restored " + fact);
        assertThat(left(3, "c3", late, "t<s:0").decidedBy()).isEqualTo(late.plus(ABSENT_MAX));
        assertThat(said()).containsExactly("suspended " + fact, "restored " + fact, "suspended " + fact);
        assertThat(facts()).extracting(TracingFact::getFactId).doesNotHaveDuplicates();
    }

    @Test
    void nothingIsDueBeforeTheChainWasReadUpToThatTime() {
        publish("t@3:b3");
        Missing missing = left(3, "b3", T0, "t<s:0");
        Instant end = T0.plus(ABSENT_MAX);
        assertThat(missing.isDue(end, end.minus(Duration.ofHours(2)))).isTrue();
        assertThat(missing.isDue(end.minusSeconds(1), end)).isFalse();
        // The node was off for days; the block with the transaction may come yet.
        assertThat(missing.isDue(end.plus(Duration.ofDays(5)), T0.plusSeconds(600)))
                .isFalse();
        assertThat(missing.isDue(end.plus(Duration.ofDays(5)), Instant.MIN)).isFalse();
    }

    @Test
    void aReorgOfThreeBlocksSuspendsEachFactOnce() {
        String low = publish("a@3:b3");
        String across = publish("a@3:b3", "b@4:b4", "c@5:b5");
        String high = publish("c@5:b5");
        String below = publish("z@2:b2");
        left(5, "b5", T0, "c<s:2");
        left(4, "b4", T0, "b<s:1");
        left(3, "b3", T0, "a<s:0");
        assertThat(said()).containsExactly("suspended " + across, "suspended " + high, "suspended " + low);
        arrived(3, "c3", T0, "a<s:0", "b<s:1");
        assertThat(said()).endsWith("restored " + low).hasSize(4);
        arrived(4, "c4", T0, "c<s:2");
        assertThat(said()).contains("restored " + across, "restored " + high).hasSize(6);
        assertThat(said()).noneMatch(text -> text.contains(below));
        var restored = facts().stream()
                .filter(fact -> fact.getFactRestored().getRestoredFactId().equals(across))
                .findFirst()
                .orElseThrow()
                .getFactRestored();
        assertThat(restored.getTransactionsList())
                .extracting(one -> one.getBlockHeight())
                .containsExactlyInAnyOrder(3L, 3L, 4L);
    }

    @Test
    void theOldBranchComesBack() {
        String fact = publish("t@3:b3");
        left(3, "b3", T0, "t<s:0");
        // A trace over the lost tip is not published; it runs again.
        var overTheTip = new Basis(chain, Set.of(BlockHash.parse(id("b3"))), Set.of());
        assertThat(node.bean(Facts.class).gone(overTheTip))
                .hasValueSatisfying(why -> assertThat(why).contains(id("b3")));
        Missing missing = arrived(3, "c3", T0, "m<n:0");
        assertThat(missing.blocks()).containsExactly(BlockHash.parse(id("b3")));
        left(3, "c3", T0, "m<n:0");
        missing = arrived(3, "b3", T0, "t<s:0");
        assertThat(missing.blocks()).containsExactly(BlockHash.parse(id("c3")));
        assertThat(node.bean(Facts.class).gone(overTheTip)).isEmpty();
        assertThat(said()).containsExactly("suspended " + fact, "restored " + fact);
    }

    @Test
    void factsOnOneTransactionShareItsFate() {
        String one = publish("t@3:b3");
        String two = publish("t@3:b3", "u@3:b3");
        left(3, "b3", T0, "t<s:0", "u<v:0");
        arrived(3, "c3", T0, "t<s:0");
        assertThat(said()).containsExactly("suspended " + one, "suspended " + two, "restored " + one);
        arrived(4, "c4", T0, "other<v:0");
        assertThat(said()).endsWith("conflict " + two).hasSize(4);
        left(4, "c4", T0, "other<v:0");
        left(3, "c3", T0, "t<s:0");
        assertThat(said()).endsWith("suspended " + one).hasSize(5);
    }
}
