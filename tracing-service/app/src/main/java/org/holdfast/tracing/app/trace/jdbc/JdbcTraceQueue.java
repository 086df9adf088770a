package org.holdfast.tracing.app.trace.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import org.holdfast.primitives.id.OfficerId;
import org.holdfast.primitives.id.TraceId;
import org.holdfast.tracing.app.trace.row.ClaimLostException;
import org.holdfast.tracing.app.trace.row.TraceQueue;
import org.holdfast.tracing.app.trace.row.TraceRow;
import org.holdfast.tracing.app.trace.row.TraceState;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The queue of traces in PostgreSQL. */
@Repository
public class JdbcTraceQueue implements TraceQueue {
    private final JdbcClient jdbc;

    public JdbcTraceQueue(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean unended(TraceId id) {
        return jdbc.sql("select exists (select from trace_job where trace_id = ? and state in ('queued', 'running'))")
                .param(id.text())
                .query(Boolean.class)
                .single();
    }

    @Override
    public int queued() {
        return jdbc.sql("select count(*) from trace_job where state = 'queued'")
                .query(Integer.class)
                .single();
    }

    @Override
    public int unended(OfficerId officer) {
        return jdbc.sql("""
                        select count(*) from trace_job where requested_by = ? and state in ('queued', 'running')
                        """).param(officer.text()).query(Integer.class).single();
    }

    @Override
    public Optional<TraceRow> claim(Claiming how, Collection<TraceId> except) {
        return jdbc.sql("""
                        update trace_job
                        set state = 'running', attempts = attempts + 1, claim = claim + 1, claimed_by = :instance,
                            claimed_until = now() + :lease * interval '1 millisecond'
                        where trace_id = (
                            select t.trace_id from trace_job t
                            where t.state in ('queued', 'running') and (t.state = 'queued' or t.claimed_until < now())
                              and t.attempts < :attempts and not t.cancel_asked and t.trace_id <> all(:except)
                              and (select count(*) from trace_job o
                                   where o.requested_by = t.requested_by and o.state = 'running'
                                     and o.claimed_until >= now()) < :perOfficer
                            order by t.number limit 1 for update of t skip locked)
                        returning *
                        """)
                .param("instance", how.instance().text())
                .param("lease", how.lease().toMillis())
                .param("attempts", how.attemptsMax())
                .param("perOfficer", how.perOfficerMax())
                .param("except", ids(except))
                .query(JdbcTraces::row)
                .optional();
    }

    @Override
    public Claim renew(TraceRow held, Duration lease, long transactions) {
        // The row is locked while the result is written; that transaction ends the claim anyway.
        jdbc.sql("""
                        update trace_job
                        set claimed_until = now() + :lease * interval '1 millisecond', transactions = :transactions
                        where trace_id = (select trace_id from trace_job
                                          where trace_id = :id and claim = :claim and state = 'running'
                                          for update skip locked)
                        """)
                .param("lease", lease.toMillis())
                .param("transactions", transactions)
                .param("id", held.id().text())
                .param("claim", held.claim())
                .update();
        return jdbc.sql("select cancel_asked from trace_job where trace_id = ? and claim = ? and state = 'running'")
                .params(held.id().text(), held.claim())
                .query(Boolean.class)
                .optional()
                .map(asked -> asked ? Claim.CANCEL_ASKED : Claim.HELD)
                .orElse(Claim.LOST);
    }

    @Override
    public int endAbandoned(int attemptsMax, Collection<TraceId> except, Instant now, String problem) {
        return jdbc.sql("""
                        update trace_job
                        set state = case when cancel_asked then 'cancelled' else 'failed' end,
                            problem = case when cancel_asked then null else :problem end, ended_at = :at
                        where state = 'queued' and cancel_asked
                           or state = 'running' and claimed_until < now() and trace_id <> all(:except)
                              and (cancel_asked or attempts >= :attempts)
                        """)
                .param("problem", problem)
                .param("at", now.atOffset(ZoneOffset.UTC))
                .param("except", ids(except))
                .param("attempts", attemptsMax)
                .update();
    }

    @Override
    public void cancel(TraceId id, Instant now) {
        jdbc.sql("""
                        update trace_job
                        set cancel_asked = true, state = case when state = 'queued' then 'cancelled' else state end,
                            ended_at = case when state = 'queued' then :at else ended_at end
                        where trace_id = :id and state in ('queued', 'running')
                        """)
                .param("at", now.atOffset(ZoneOffset.UTC))
                .param("id", id.text())
                .update();
    }

    @Override
    public void yielded(TraceRow held) {
        int rows = jdbc.sql("""
                        update trace_job set state = 'queued', attempts = attempts - 1, claimed_until = '-infinity'
                        where trace_id = ? and claim = ? and state = 'running'
                        """).params(held.id().text(), held.claim()).update();
        requireHeld(held, rows);
    }

    @Override
    public void cancelled(TraceRow held, long transactions, Instant now) {
        end(held, TraceState.CANCELLED, transactions, now, null, null);
    }

    @Override
    public void failed(TraceRow held, long transactions, Instant now, String problem) {
        end(held, TraceState.FAILED, transactions, now, problem, null);
    }

    /** No other instance can claim the trace until the transaction ends. */
    void lock(TraceRow held) {
        int rows = jdbc.sql("""
                        select 1 from trace_job where trace_id = ? and claim = ? and state = 'running' for update
                        """)
                .params(held.id().text(), held.claim())
                .query((row, number) -> number)
                .list()
                .size();
        requireHeld(held, rows);
    }

    private static void requireHeld(TraceRow held, int rows) {
        if (rows == 0) {
            throw new ClaimLostException(held.id(), held.claim());
        }
    }

    private static String[] ids(Collection<TraceId> ids) {
        return ids.stream().map(TraceId::text).toArray(String[]::new);
    }

    void end(
            TraceRow held,
            TraceState state,
            long transactions,
            Instant now,
            @Nullable String problem,
            @Nullable String result) {
        int rows = jdbc.sql("""
                        update trace_job set state = :state, transactions = :transactions, ended_at = :at,
                                             problem = :problem, result = :result
                        where trace_id = :id and claim = :claim and state = 'running'
                        """)
                .param("state", state.word())
                .param("transactions", transactions)
                .param("at", now.atOffset(ZoneOffset.UTC))
                .param("problem", problem)
                .param("result", result)
                .param("id", held.id().text())
                .param("claim", held.claim())
                .update();
        requireHeld(held, rows);
    }
}
