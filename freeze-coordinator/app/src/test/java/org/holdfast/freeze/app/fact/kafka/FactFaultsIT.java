package org.holdfast.freeze.app.fact.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.holdfast.freeze.app.FactTopic;
import org.holdfast.freeze.app.HoldFlow;
import org.holdfast.freeze.app.Node;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The database fails while one fact is recorded: that one waits or goes to quarantine, and all others are recorded. */
class FactFaultsIT {
    private static final int FOR_EVER = 1_000_000;

    private final Node node = Node.shared();
    private final JdbcClient jdbc = node.bean(JdbcClient.class);

    @BeforeEach
    void start() {
        jdbc.sql("""
                        create or replace function fail_first() returns trigger language plpgsql as $$
                        begin
                            if nextval('fault_tries') <= tg_argv[1]::int then
                                if tg_argv[0] = 'killed' then
                                    perform pg_terminate_backend(pg_backend_pid());
                                end if;
                                raise exception 'a fault of the test' using errcode = tg_argv[0];
                            end if;
                            return new;
                        end $$
                        """).update();
        jdbc.sql("create sequence fault_tries").update();
    }

    @AfterEach
    void stop() {
        jdbc.sql("drop trigger if exists fault on domainevententry").update();
        jdbc.sql("drop sequence fault_tries").update();
    }

    /** Fails the first {@code times} insertions of an event of that type that names {@code payload}. */
    private void fail(String code, int times, String type, String payload) {
        jdbc.sql("create trigger fault before insert on domainevententry for each row when (new.payloadtype = '" + type
                        + "' and convert_from(new.payload, 'UTF8') like '%" + payload + "%') execute function"
                        + " fail_first('" + code + "', '" + times + "')")
                .update();
    }

    private static void facts(String... cases) {
        for (String name : cases) {
            FactTopic.send(FactTopic.reached("fact-" + name, name, "exchange-a").toByteArray());
        }
    }

    private List<@Nullable String> quarantined(String name) {
        return jdbc.sql("select code from fact_quarantine where position(? in record) > 0")
                .param(name.getBytes(StandardCharsets.UTF_8))
                .query(String.class)
                .list();
    }

    /** Refused for its data, or again and again in a transaction of its own. */
    @ParameterizedTest
    @CsvSource({
        "23514, coverage.PlacesAsked",
        "23514, fact.ValueReachedService",
        "22003, coverage.PlacesAsked",
        "54000, coverage.PlacesAsked",
        "40001, coverage.PlacesAsked",
        "57014, coverage.PlacesAsked",
        "57014, fact.ValueReachedService"
    })
    void oneBadFactGoesToQuarantineAndStopsNoOther(String code, String type) {
        String name = "FF-" + code + "-" + type.charAt(0);
        fail(code, FOR_EVER, type, name + "-bad");
        facts(name + "-before", name + "-bad", name + "-after");
        node.awaitHold(name + "-after", "draft");
        node.awaitHold(name + "-before", "draft");
        assertThat(quarantined(name + "-bad")).containsExactly("freeze.fact.unrecorded");
        assertThat(jdbc.sql("select count(*) from fact where fact_id = ?")
                        .param("fact-" + name + "-bad")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    /** What ends by itself is waited for: another writer, a lock, a connection that was cut, a slow moment. */
    @ParameterizedTest
    @CsvSource({"23505, 1", "40001, 1", "40P01, 1", "57014, 1", "55P03, 5", "53100, 5", "killed, 2"})
    void aFaultThatEndsLosesNoFact(String code, int times) {
        String name = "FW-" + code;
        fail(code, times, "coverage.PlacesAsked", name + "-late");
        facts(name + "-before", name + "-late", name + "-after");
        for (String fact : List.of("-before", "-late", "-after")) {
            node.awaitHold(name + fact, "draft");
        }
        assertThat(quarantined(name)).isEmpty();
    }

    /** The same for messages of exchanges: where another writer was faster, the message is repeated. */
    @Test
    void aMessageThatMeetsAnotherWriterIsRepeated() {
        new HoldFlow(node).sent("ff-met", "exchange-a");
        fail("23505", 1, "hold.HoldAcknowledged", "ff-met");
        assertThat(node.post("exchange-a", HoldFlow.INBOX + "/ff-met/acknowledgement", "ff-met", "")
                        .code())
                .isEqualTo("200 ");
        node.awaitHold("case-ff-met", "acknowledged");
    }
}
