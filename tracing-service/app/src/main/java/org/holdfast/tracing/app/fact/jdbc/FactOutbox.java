package org.holdfast.tracing.app.fact.jdbc;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Consumer;
import org.holdfast.kit.digest.Digests;
import org.holdfast.primitives.TxId;
import org.holdfast.records.tracing.v1.FactWithdrawn;
import org.holdfast.records.tracing.v1.TracingFact;
import org.holdfast.records.tracing.v1.WithdrawalCause;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of facts on their way to Kafka. Every method belongs to the transaction of its caller. */
@Component
class FactOutbox {
    private static final long BASIS_LOCK = 0x484F_4C44_4641_4354L;

    /** Why a fact falls, and with which of its transactions. */
    record Withdrawal(WithdrawalCause cause, Collection<TxId> transactions, String reason) {}

    private final JdbcClient jdbc;

    FactOutbox(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Takes the lock under which facts are published and lose their basis, until the end of the transaction. */
    void lock() {
        jdbc.sql("select pg_advisory_xact_lock(?)")
                .param(BASIS_LOCK)
                .query((row, number) -> number)
                .single();
    }

    void insert(String finding, TracingFact fact) {
        jdbc.sql("insert into fact_outbox (fact_id, finding, case_id, record) values (?, ?, ?, ?)")
                .params(fact.getFactId(), finding, fact.getCaseId(), fact.toByteArray())
                .update();
    }

    /**
     * Adds what has become of a fact.
     *
     * @param what makes the id of the new fact, once for each fact
     * @return the id
     */
    String insertAbout(TracingFact fact, String what, Instant now, Consumer<TracingFact.Builder> content) {
        String id = "fact-" + Digests.id(what + "\n" + fact.getFactId());
        var about = TracingFact.newBuilder()
                .setFactId(id)
                .setCaseId(fact.getCaseId())
                .setRecordedAt(now.toString())
                .setRequestedBy(fact.getRequestedBy());
        content.accept(about);
        insert(id, about.build());
        return id;
    }

    void withdraw(TracingFact fact, Withdrawal why, String officer, Instant now) {
        String id = insertAbout(
                fact,
                "withdrawn",
                now,
                about -> about.setRequestedBy(officer)
                        .setFactWithdrawn(FactWithdrawn.newBuilder()
                                .setWithdrawnFactId(fact.getFactId())
                                .setReason(why.reason())
                                .setCause(why.cause())
                                .addAllTxids(why.transactions().stream()
                                        .map(FactOutbox::bytes)
                                        .toList())));
        jdbc.sql("update fact_outbox set withdrawn_by = ? where fact_id = ?")
                .params(id, fact.getFactId())
                .update();
        jdbc.sql("delete from fact_absent_spend where fact_id = ?")
                .param(fact.getFactId())
                .update();
    }

    static ByteString bytes(TxId id) {
        return ByteString.copyFrom(id.displayBytes());
    }

    static TracingFact read(byte[] record) {
        try {
            return TracingFact.parseFrom(record);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a fact of the outbox cannot be read", e);
        }
    }
}
