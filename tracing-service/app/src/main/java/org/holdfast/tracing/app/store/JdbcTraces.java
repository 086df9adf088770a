package org.holdfast.tracing.app.store;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.holdfast.primitives.TraceId;
import org.holdfast.records.tracing.v1.TracingFact;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Finished traces, and the facts that follow from them on their way to Kafka. */
@Repository
public class JdbcTraces {
    /** A fact that waits to be sent. */
    @SuppressWarnings("ArrayRecordComponent") // Handed on once, never compared.
    public record Waiting(long position, String caseId, byte[] record) {}

    private static final int BATCH_MAX = 100;

    private final JdbcClient jdbc;

    JdbcTraces(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps a trace and its facts, all or nothing; what is kept already stays as it is. */
    @Transactional
    public void keep(
            TraceId id, @Nullable String caseId, String officer, Instant now, String answer, List<TracingFact> facts) {
        jdbc.sql("""
                        insert into trace (trace_id, case_id, requested_by, recorded_at, answer) values (?, ?, ?, ?, ?)
                        on conflict (trace_id) do nothing
                        """)
                .param(1, id.text())
                .param(2, caseId)
                .param(3, officer)
                .param(4, now.atOffset(ZoneOffset.UTC))
                .param(5, answer)
                .update();
        for (TracingFact fact : facts) {
            jdbc.sql("""
                            insert into fact_outbox (fact_id, case_id, record) values (?, ?, ?)
                            on conflict (fact_id) do nothing
                            """)
                    .params(fact.getFactId(), fact.getCaseId(), fact.toByteArray())
                    .update();
        }
    }

    /** The answer that was given, as JSON. */
    public Optional<String> answer(TraceId id) {
        return jdbc.sql("select answer from trace where trace_id = ?")
                .param(id.text())
                .query(String.class)
                .optional();
    }

    /** The next facts to send, in order. */
    public List<Waiting> waiting() {
        return jdbc.sql("""
                        select position, case_id, record from fact_outbox
                        where sent_at is null order by position limit ?
                        """)
                .param(BATCH_MAX)
                .query((row, number) -> new Waiting(row.getLong(1), row.getString(2), row.getBytes(3)))
                .list();
    }

    public void markSent(long position, Instant now) {
        jdbc.sql("update fact_outbox set sent_at = ? where position = ?")
                .params(now.atOffset(ZoneOffset.UTC), position)
                .update();
    }
}
