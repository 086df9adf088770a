package org.holdfast.freeze.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.holdfast.freeze.app.HoldFlow;
import org.holdfast.freeze.app.Node;
import org.holdfast.freeze.app.aggregate.Aggregates;
import org.holdfast.freeze.app.coverage.CoverageAggregate;
import org.holdfast.freeze.app.fact.FactLog;
import org.holdfast.freeze.app.hold.ClockReconciliation;
import org.holdfast.freeze.coordination.FactEvent;
import org.holdfast.freeze.coverage.CoverageKey;
import org.holdfast.freeze.hold.HoldLine;
import org.holdfast.primitives.Address;
import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.BaseUnits;
import org.holdfast.primitives.chain.Chains;
import org.holdfast.primitives.id.CaseId;
import org.holdfast.primitives.id.FactId;
import org.holdfast.primitives.id.HoldId;
import org.holdfast.primitives.id.OfficerId;
import org.holdfast.primitives.id.VaspId;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Processes that need help: a lost clock, and a refused command. */
class ProcessIT {
    private final Node node = Node.shared();
    private final HoldFlow flow = new HoldFlow(node);
    private final JdbcClient jdbc = node.bean(JdbcClient.class);

    @Test
    void givesTheCommandOfALostClock() {
        flow.sent("c-1", "exchange-a");
        flow.held("c-2", "exchange-a");
        loseTheClock("c-1");
        loseTheClock("c-2");
        var reconciliation = node.bean(ClockReconciliation.class);
        Instant late = Node.clock().instant().plus(Duration.ofHours(25));
        assertThat(reconciliation.reconcile(late)).isGreaterThanOrEqualTo(2);
        assertThat(flow.events("c-1")).contains("HoldUnacknowledged");
        assertThat(flow.events("c-2")).endsWith("HoldLapsePresumed");
        node.awaitHold("case-c-2", "lapse-presumed");
        assertThat(flow.row("c-2").path("heldAmount").asString("")).isEqualTo("0");
        // The reaction follows: silence is escalated once, and nothing is found a second time.
        assertThat(Node.await(() -> flow.events("c-1").getLast().equals("HoldSent")))
                .isTrue();
    }

    /** The process gets a second clock in its row and in the schedule; the first one then stops alone. */
    @Test
    void stopsOneOfSeveralClocks() {
        flow.sent("c-3", "exchange-a");
        String saga = "convert_from(serializedsaga, 'UTF8')";
        assertThat(Node.await(() -> scheduled("c-3").size() == 1)).isTrue();
        String first = scheduled("c-3").getFirst();
        jdbc.sql("insert into scheduled_tasks select task_name, 'second-of-c-3', convert_to(replace(convert_from("
                        + "task_data, 'UTF8'), 'acknowledgement', 'term'), 'UTF8'), execution_time + interval '1 day',"
                        + " false, null, null, null, null, null, 1, null, null from scheduled_tasks"
                        + " where task_instance = ?")
                .param(first)
                .update();
        jdbc.sql("update sagaentry set serializedsaga = convert_to(jsonb_insert(" + saga + "::jsonb, '{clocks,0}',"
                        + " '{\"clock\":{\"kind\":\"term\",\"round\":0,\"due\":\"2027-01-01T00:00:00Z\"},"
                        + "\"schedule\":\"second-of-c-3\"}')::text, 'UTF8') where " + saga + " like '%\"c-3\"%'")
                .update();
        assertThat(scheduled("c-3")).containsExactly("second-of-c-3", first);
        assertThat(node.post("exchange-a", HoldFlow.INBOX + "/c-3/acknowledgement", "c-3", "")
                        .code())
                .isEqualTo("200 ");
        assertThat(Node.await(() -> scheduled("c-3").equals(List.of("second-of-c-3"))))
                .isTrue();
        assertThat(jdbc.sql("select task_instance from scheduled_tasks where task_instance in (?, 'second-of-c-3')")
                        .param(first)
                        .query(String.class)
                        .list())
                .containsExactly("second-of-c-3");
    }

    /** The entries in the schedule that the process of a request has in its row. */
    private List<String> scheduled(String hold) {
        return jdbc.sql("select c ->> 'schedule' as schedule from sagaentry,"
                        + " jsonb_array_elements(convert_from(serializedsaga, 'UTF8')::jsonb -> 'clocks') c"
                        + " where convert_from(serializedsaga, 'UTF8') like ?")
                .param("%\"" + hold + "\"%")
                .query((row, n) -> Objects.requireNonNull(row.getString("schedule")))
                .list();
    }

    private void loseTheClock(String hold) {
        assertThat(Node.await(() -> scheduled(hold).size() == 1)).isTrue();
        jdbc.sql("delete from scheduled_tasks where task_instance = ?")
                .param(scheduled(hold).getFirst())
                .update();
    }

    @Test
    void listsAProcessWithARefusedCommand() {
        var fact = new FactEvent.ValueReachedService(
                new FactId("fact-stuck"),
                new HoldId("hold-stuck"),
                new CaseId("case-stuck"),
                new VaspId("exchange-a"),
                "fifo",
                "ab".repeat(32),
                "a list of labels",
                List.of(
                        line(Chains.named("mainnet").nativeAsset().id()),
                        line(AssetId.parse("eip155:1/slip44:60")).asking(2, BaseUnits.of(1))),
                new OfficerId("drafter"),
                null,
                Node.clock().instant());
        node.bean(TransactionTemplate.class)
                .executeWithoutResult(open -> node.bean(FactLog.class).record(fact));
        assertThat(Node.await(() -> stuck().findValuesAsString("holdId").contains("hold-stuck")))
                .isTrue();
        JsonNode row = stuck().get(0);
        assertThat(row.path("command").asString("")).isEqualTo("DraftHold");
        assertThat(row.path("refusal").asString("")).contains("AssetsMixed");
        assertThat(flow.events("hold-stuck")).isEmpty();
        // What no request asks for is not in the way of the next one.
        var key = new CoverageKey(
                fact.caseId(), fact.vaspId(), fact.lines().getFirst().asset());
        var coverages = node.bean(Aggregates.class);
        assertThat(Node.await(() ->
                        coverages.history(CoverageAggregate.KIND, key.id()).size() == 2))
                .isTrue();
        assertThat(coverages.history(CoverageAggregate.KIND, key.id()))
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("PlacesAsked", "PlacesFreed");
    }

    private static HoldLine line(AssetId asset) {
        return new HoldLine(1, asset, new Address(asset.chain(), "anaddress"), null, BaseUnits.of(1));
    }

    private JsonNode stuck() {
        return node.get("reader", "/v1/stuck-processes").body().path("stuck");
    }
}
