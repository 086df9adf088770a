package org.holdfast.freeze.memo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.holdfast.freeze.app.Node;
import org.holdfast.freeze.app.aggregate.Aggregates;
import org.holdfast.freeze.app.aggregate.Outcome;
import org.holdfast.freeze.app.hold.HoldAggregate;
import org.holdfast.freeze.hold.HoldCommand;
import org.holdfast.primitives.id.HoldId;
import org.holdfast.primitives.id.OfficerId;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A new aggregate runs on the shell of all aggregates: command, event, read model, answer. */
class MemoIT {
    private final Node node = Node.shared();
    private final Aggregates aggregates = node.bean(Aggregates.class);
    private final TransactionTemplate transactions = node.bean(TransactionTemplate.class);

    @Test
    void carriesACommandToTheReadModel() {
        assertThat(node.post("drafter", "/v1/memos/memo-1", "{\"text\":\"look again\"}")
                        .status())
                .isEqualTo(200);
        assertThat(Node.await(() -> open().contains("look again"))).isTrue();
        assertThat(node.bean(JdbcClient.class)
                        .sql("select type, sequencenumber, payloadtype, payloadrevision,"
                                + " convert_from(payload, 'UTF8')::jsonb ->> 'text' as text"
                                + " from domainevententry where aggregateidentifier = 'memo-1'")
                        .query()
                        .listOfRows())
                .containsExactly(Map.of(
                        "type", "Memo",
                        "sequencenumber", 0L,
                        "payloadtype", "memo.MemoWritten",
                        "payloadrevision", "1",
                        "text", "look again"));
        assertThat(node.post("drafter", "/v1/memos/memo-1/closing", "{}").status())
                .isEqualTo(200);
        assertThat(Node.await(() -> !open().contains("look again"))).isTrue();
    }

    @Test
    void answersARefusalWithItsCode() {
        assertThat(node.post("drafter", "/v1/memos/memo-2", "{\"text\":\" \"}").code())
                .isEqualTo("422 memo.text.blank");
        assertThat(node.post("drafter", "/v1/memos/memo-2/closing", "{}").code())
                .isEqualTo("409 memo.state.not-open");
        assertThat(aggregates.history(MemoAggregate.KIND, "memo-2")).isEmpty();
    }

    @Test
    void recordsNothingForARepeat() {
        var write = new MemoCommand.WriteMemo("memo-3", "once", Node.clock().instant());
        assertThat(aggregates.give(MemoAggregate.KIND, write))
                .isEqualTo(new Outcome<>(new MemoState.Open("once"), true, null));
        assertThat(aggregates.give(MemoAggregate.KIND, write))
                .isEqualTo(new Outcome<>(new MemoState.Open("once"), false, null));
        assertThat(aggregates.history(MemoAggregate.KIND, "memo-3")).hasSize(1);
    }

    /** A process gives commands without knowing the kind of their aggregate. */
    @Test
    void bringsCommandsToTheirKindsInOneTransaction() {
        var now = Node.clock().instant();
        transactions.executeWithoutResult(open -> {
            assertThat(aggregates
                            .give(new MemoCommand.WriteMemo("memo-4", "first", now))
                            .changed())
                    .isTrue();
            assertThat(aggregates
                            .give(new MemoCommand.WriteMemo("memo-4", "second", now))
                            .changed())
                    .isTrue();
            var refused =
                    aggregates.give(new HoldCommand.ApproveHold(new HoldId("hold-none"), new OfficerId("second"), now));
            assertThat(refused.refusal()).isNotNull();
        });
        assertThat(aggregates.history(MemoAggregate.KIND, "memo-4"))
                .extracting(event -> ((MemoEvent.MemoWritten) event).text())
                .isEqualTo(List.of("first", "second"));
    }

    @Test
    void forgetsEverythingWithItsTransaction() {
        transactions.executeWithoutResult(undone -> {
            aggregates.give(
                    new MemoCommand.WriteMemo("memo-5", "gone", Node.clock().instant()));
            undone.setRollbackOnly();
        });
        assertThat(aggregates.history(MemoAggregate.KIND, "memo-5")).isEmpty();
    }

    @Test
    void refusesAnIdOfAnotherKind() {
        var now = Node.clock().instant();
        aggregates.give(new MemoCommand.WriteMemo("memo-6", "mine", now));
        assertThatThrownBy(() -> aggregates.give(
                        HoldAggregate.KIND,
                        new HoldCommand.ApproveHold(new HoldId("memo-6"), new OfficerId("second"), now)))
                .hasMessageContaining("another kind");
        assertThat(node.post("second", "/v1/holds/memo-6/approval", "{}").code())
                .isEqualTo("400 freeze.aggregate.id-taken");
    }

    private List<String> open() {
        return node.get("reader", "/v1/memos").body().path("memos").findValuesAsString("text");
    }
}
