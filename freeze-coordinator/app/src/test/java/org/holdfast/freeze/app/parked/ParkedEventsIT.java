package org.holdfast.freeze.app.parked;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.holdfast.freeze.app.FactTopic;
import org.holdfast.freeze.app.HoldFlow;
import org.holdfast.freeze.app.Node;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** One bad event waits, with the later ones of its request; all other events are processed. */
class ParkedEventsIT {
    private static final String FAILS = "create or replace function fail_always() returns trigger language plpgsql as"
            + " $$ begin raise exception 'a failure of the test'; end $$";

    private final Node node = Node.shared();
    private final HoldFlow flow = new HoldFlow(node);
    private final JdbcClient jdbc = node.bean(JdbcClient.class);

    @Test
    void parksTheEventsOfOneProcessAndCarriesTheOthers() {
        refuse("q_bad", "hold.HoldDrafted", "%Q-bad%");
        String bad;
        try {
            fact("Q-bad");
            fact("Q-good");
            node.awaitHold("Q-good", "draft");
            assertThat(Node.await(() -> parked("freeze-process").size() == 1))
                    .as(this::all)
                    .isTrue();
            // What happens to the same fact meanwhile waits for it, or it would find no request to withdraw.
            FactTopic.send(
                    FactTopic.withdrawn("fact-Q-w", "Q-bad", "fact-Q-bad").toByteArray());
            fact("Q-good-2");
            node.awaitHold("Q-good-2", "draft");
            assertThat(Node.await(() -> parked("freeze-process").size() == 2))
                    .as(this::all)
                    .isTrue();
            bad = parked("freeze-process").get(0).path("sequence").asString("");
            assertThat(bad).isEqualTo("fact-Q-bad");
            assertThat(parked("freeze-process").get(0).path("cause").asString(""))
                    .contains("a failure of the test");
            assertThat(node.get("reader", "/actuator/health").status()).isEqualTo(503);
            assertThat(node.post("drafter", "/v1/parked-events/retry", "{}").code())
                    .isEqualTo("403 service.access.forbidden");
        } finally {
            jdbc.sql("drop trigger q_bad on domainevententry").update();
        }
        assertThat(node.post("second", "/v1/parked-events/retry", "{}").status())
                .isEqualTo(200);
        node.awaitHold("Q-bad", "withdrawn");
        assertThat(Node.await(() -> parked("freeze-process").isEmpty())).isTrue();
        assertThat(Node.await(() -> node.get("reader", "/actuator/health").status() == 200))
                .isTrue();
    }

    /** An event that no version can read, in the middle of the life of a request. */
    @Test
    void parksAnEventThatCannotBeReadAndLetsAPersonTakeItOut() {
        flow.drafted("q-torn", "exchange-a");
        assertThat(Node.await(() -> flow.row("q-torn") != null)).isTrue();
        jdbc.sql("""
                        insert into domainevententry
                               (aggregateidentifier, sequencenumber, type, eventidentifier, metadata, payload,
                                payloadrevision, payloadtype, timestamp)
                        select aggregateidentifier, 1, type, 'torn-event', metadata, :payload, payloadrevision,
                               'hold.HoldSent', timestamp
                          from domainevententry where aggregateidentifier = 'q-torn'
                        """)
                .param("payload", "no JSON".getBytes(StandardCharsets.UTF_8))
                .update();
        flow.sent("q-whole", "exchange-a");
        assertThat(Node.await(() -> parked("hold-views").size() == 1
                        && parked("freeze-process").size() == 1))
                .as(this::all)
                .isTrue();
        earlierEventsDoNotWait();
        for (JsonNode event : node.get("reader", "/v1/parked-events").body().path("parked")) {
            assertThat(event.path("sequence").asString("")).isEqualTo("q-torn");
            String route = "/v1/parked-events/" + event.path("id").asString("") + "/eviction";
            assertThat(node.post("second", route, "{}").code()).isEqualTo("400 service.request.malformed");
            assertThat(node.post("second", route, "{\"reason\":\"a disk lied\"}")
                            .code())
                    .isEqualTo("200 ");
            assertThat(node.post("second", route, "{\"reason\":\"a disk lied\"}")
                            .code())
                    .isEqualTo("404 freeze.parked.unknown");
        }
        assertThat(jdbc.sql("select distinct officer || ': ' || reason from parked_eviction"
                                + " where sequenceidentifier = 'q-torn'")
                        .query(String.class)
                        .list())
                .containsExactly("second: a disk lied");
        assertThat(Node.await(() -> node.get("reader", "/actuator/health").status() == 200))
                .isTrue();
        // The decision holds where the list is built again.
        assertThat(node.post("second", "/v1/views/hold-views/replay", "{}").code())
                .isEqualTo("200 ");
        flow.drafted("q-last", "exchange-a");
        node.awaitHold("case-q-last", "draft");
        assertThat(parked("hold-views")).isEmpty();
    }

    /** One segment of the process parked an unreadable event before another processed the events before it. */
    private void earlierEventsDoNotWait() {
        jdbc.sql("""
                        insert into deadletterentry
                        select 'of-q-early', processinggroup, 'q-early', 0, messagetype, 'event-of-q-early', timestamp,
                               payloadtype, payloadrevision, payload, metadata, type, 'q-early', 9, tokentype, token,
                               enqueuedat, lasttouched, processingstarted, causetype, causemessage, diagnostics
                          from deadletterentry
                         where processinggroup = 'freeze-process' and sequenceidentifier = 'q-torn'
                        """).update();
        flow.sent("q-early", "exchange-a");
        assertThat(parked("freeze-process")).hasSize(2);
        assertThat(node.post("second", "/v1/parked-events/of-q-early/eviction", "{\"reason\":\"it was a copy\"}")
                        .code())
                .isEqualTo("200 ");
    }

    /** The database refuses what a fact says; the facts after it are read. */
    @Test
    void keepsAFactInQuarantineThatTheDatabaseRefuses() {
        jdbc.sql("create function violate() returns trigger language plpgsql as"
                        + " $$ begin raise exception 'no room' using errcode = '23514'; end $$")
                .update();
        jdbc.sql("create trigger q_fact before insert on domainevententry for each row"
                        + " when (convert_from(new.payload, 'UTF8') like '%Q-refused%') execute function violate()")
                .update();
        try {
            fact("Q-refused");
            fact("Q-after");
            node.awaitHold("Q-after", "draft");
        } finally {
            jdbc.sql("drop trigger q_fact on domainevententry").update();
        }
        assertThat(jdbc.sql("select code from fact_quarantine where position('Q-refused'::bytea in record) > 0")
                        .query(String.class)
                        .list())
                .containsExactly("freeze.fact.unrecorded");
    }

    private void refuse(String trigger, String type, String payload) {
        jdbc.sql(FAILS).update();
        jdbc.sql("create trigger " + trigger + " before insert on domainevententry for each row when"
                        + " (new.payloadtype = '" + type + "' and convert_from(new.payload, 'UTF8') like '" + payload
                        + "') execute function fail_always()")
                .update();
    }

    private static void fact(String caseId) {
        FactTopic.send(FactTopic.reached("fact-" + caseId, caseId, "exchange-a").toByteArray());
    }

    private String all() {
        return node.get("reader", "/v1/parked-events").body().toString();
    }

    private List<JsonNode> parked(String processor) {
        return node.get("reader", "/v1/parked-events")
                .body()
                .path("parked")
                .valueStream()
                .filter(event -> event.path("processor").asString("").equals(processor))
                .toList();
    }
}
