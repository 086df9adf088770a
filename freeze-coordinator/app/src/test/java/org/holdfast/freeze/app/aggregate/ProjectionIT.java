package org.holdfast.freeze.app.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import org.holdfast.freeze.app.HoldFlow;
import org.holdfast.freeze.app.Node;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A projection that fails parks the events of one aggregate, shows it, and catches up by itself. */
class ProjectionIT {
    private final Node node = Node.shared();
    private final HoldFlow flow = new HoldFlow(node);
    private final JdbcClient jdbc = node.bean(JdbcClient.class);

    @Test
    void parksTheEventsOfOneRequestAndServesTheOthers() {
        jdbc.sql("create function refuse_row() returns trigger language plpgsql as"
                        + " $$ begin raise exception 'a failure of the test'; end $$")
                .update();
        jdbc.sql("create trigger refuse_row before insert on hold_view for each row"
                        + " when (new.hold_id = 'p-bad') execute function refuse_row()")
                .update();
        try {
            flow.drafted("p-bad", "exchange-a");
            assertThat(node.post("second", "/v1/holds/p-bad/approval", "{}").code())
                    .isEqualTo("200 ");
            flow.sent("p-good", "exchange-a");
            assertThat(Node.await(() -> parked() >= 2)).isTrue();
            assertThat(jdbc.sql("select distinct processinggroup from deadletterentry")
                            .query(String.class)
                            .list())
                    .containsExactly("hold-views");
            assertThat(Node.await(() -> health() == 503)).isTrue();
            assertThat(node.get("reader", "/v1/holds?caseId=case-p-bad")
                            .body()
                            .path("holds")
                            .size())
                    .isZero();
            // The request itself goes its way; only the list waits.
            assertThat(Node.await(() -> flow.events("p-bad").contains("HoldSent")))
                    .isTrue();
        } finally {
            jdbc.sql("drop trigger refuse_row on hold_view").update();
        }
        node.awaitHold("case-p-bad", "sent");
        assertThat(Node.await(() -> parked() == 0 && health() == 200)).isTrue();
    }

    private int health() {
        return node.get("reader", "/actuator/health").status();
    }

    private long parked() {
        return jdbc.sql("select count(*) from deadletterentry")
                .query(Long.class)
                .single();
    }
}
