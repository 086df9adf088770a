package org.holdfast.freeze.app.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import org.holdfast.freeze.app.HoldFlow;
import org.holdfast.freeze.app.Node;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A read model is built again while the service runs. */
class ReplayIT {
    private final Node node = Node.shared();
    private final HoldFlow flow = new HoldFlow(node);
    private final JdbcClient jdbc = node.bean(JdbcClient.class);

    @Test
    void buildsTheListAgainAndLosesNoInboxEntry() {
        flow.held("v-1", "exchange-b");
        flow.drafted("v-2", "exchange-b");
        assertThat(Node.await(() -> flow.row("v-2") != null)).isTrue();
        String before = rows();
        int entries = entries("v-1");
        // A row that the events do not explain, and one that is lost.
        jdbc.sql("update hold_view set state = 'RELEASED' where hold_id = 'v-1'")
                .update();
        jdbc.sql("delete from hold_view where hold_id = 'v-2'").update();
        assertThat(node.post("drafter", "/v1/views/hold-views/replay", "{}").code())
                .isEqualTo("403 service.access.forbidden");
        assertThat(node.post("second", "/v1/views/none/replay", "{}").code()).isEqualTo("404 freeze.view.unknown");
        assertThat(node.post("second", "/v1/views/hold-views/replay", "{}").code())
                .isEqualTo("200 ");
        assertThat(Node.await(() -> rows().equals(before))).as(rows()).isTrue();
        assertThat(entries("v-1")).isEqualTo(entries);
        assertThat(jdbc.sql("select count(*) from deadletterentry")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void buildsTheListOfStuckProcessesAgain() {
        jdbc.sql("insert into process_stuck values ('of-nowhere', 'v-9', 'SendHold', 'none', now())")
                .update();
        assertThat(node.post("second", "/v1/views/stuck-processes/replay", "{}").code())
                .isEqualTo("200 ");
        assertThat(jdbc.sql("select count(*) from process_stuck where event_id = 'of-nowhere'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    /** During a replay an entry may come before its request is listed; the page ends there. */
    @Test
    void endsAnInboxPageBeforeAnEntryWithoutItsRequest() {
        flow.sent("v-3", "exchange-b");
        flow.sent("v-4", "exchange-b");
        assertThat(Node.await(() -> entries("v-3") == 1 && entries("v-4") == 1)).isTrue();
        jdbc.sql("update hold_view set hold_id = 'v-hidden' where hold_id = 'v-3'")
                .update();
        int shown = entries("v-4");
        jdbc.sql("update hold_view set hold_id = 'v-3' where hold_id = 'v-hidden'")
                .update();
        assertThat(shown).isZero();
        assertThat(entries("v-3")).isEqualTo(1);
        assertThat(entries("v-4")).isEqualTo(1);
    }

    private int entries(String hold) {
        return flow.inbox("exchange-b", hold).size();
    }

    /** The rows of this class, because those of others still move. */
    private String rows() {
        return jdbc.sql("select hold_id, state, held, asked, clock_due, sequence from hold_view"
                        + " where hold_id like 'v-%' order by hold_id")
                .query()
                .listOfRows()
                .toString();
    }
}
