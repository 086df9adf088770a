package org.holdfast.tracing.app.trace.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.id.CaseId;
import org.holdfast.primitives.id.OfficerId;
import org.holdfast.primitives.id.TraceId;
import org.holdfast.tracing.app.fact.Basis;
import org.holdfast.tracing.app.fact.Facts;
import org.holdfast.tracing.app.fact.Finding;
import org.holdfast.tracing.app.trace.document.TracePage;
import org.holdfast.tracing.app.trace.question.TraceKind;
import org.holdfast.tracing.app.trace.row.FinishedTrace;
import org.holdfast.tracing.app.trace.row.NewTrace;
import org.holdfast.tracing.app.trace.row.TraceRow;
import org.holdfast.tracing.app.trace.row.TraceState;
import org.holdfast.tracing.app.trace.row.TraceStore;
import org.holdfast.tracing.question.Policy;
import org.holdfast.tracing.question.PolicyLock;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/** Traces in PostgreSQL: questions, states and results. {@link JdbcTraceQueue} moves them from state to state. */
@Repository
public class JdbcTraces implements TraceStore {
    private static final int PAGES_AT_ONCE = 50;

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final JdbcTraceQueue queue;
    private final Facts facts;

    public JdbcTraces(JdbcClient jdbc, JdbcTemplate template, JdbcTraceQueue queue, Facts facts) {
        this.jdbc = jdbc;
        this.template = template;
        this.queue = queue;
        this.facts = facts;
    }

    @Override
    public Optional<TraceRow> add(NewTrace asked) {
        return jdbc.sql("""
                        insert into trace_job (trace_id, kind, chain, case_id, requested_by, requested_at,
                                               idempotency_key, request_digest, request, state)
                        values (:id, :kind, :chain, :case, :officer, :at, :key, :digest, :request, 'queued')
                        on conflict (requested_by, idempotency_key) do nothing
                        returning *
                        """)
                .param("id", asked.id().text())
                .param("kind", asked.kind().word())
                .param("chain", asked.chain().text())
                .param("case", asked.caseId() == null ? null : asked.caseId().text())
                .param("officer", asked.requestedBy().text())
                .param("at", asked.requestedAt().atOffset(ZoneOffset.UTC))
                .param("key", asked.idempotencyKey())
                .param("digest", asked.requestDigest())
                .param("request", asked.request())
                .query(JdbcTraces::row)
                .optional();
    }

    @Override
    public Optional<TraceRow> byId(TraceId id) {
        return jdbc.sql("select * from trace_job where trace_id = ?")
                .param(id.text())
                .query(JdbcTraces::row)
                .optional();
    }

    @Override
    public Optional<TraceRow> byKey(OfficerId officer, String key) {
        return jdbc.sql("select * from trace_job where requested_by = ? and idempotency_key = ?")
                .params(officer.text(), key)
                .query(JdbcTraces::row)
                .optional();
    }

    @Override
    public List<TraceRow> latest(@Nullable CaseId caseId, long before, int most) {
        return jdbc.sql("""
                        select * from trace_job where number < :before and (:case::text is null or case_id = :case)
                        order by number desc limit :most
                        """)
                .param("before", before)
                .param("case", caseId == null ? null : caseId.text())
                .param("most", most)
                .query(JdbcTraces::row)
                .list();
    }

    @Override
    @Transactional
    public Optional<String> finished(TraceRow held, FinishedTrace finished, Instant now) {
        TraceId id = held.id();
        queue.lock(held);
        pages(id, finished.pages());
        for (int part = 0; part < finished.document().size(); part++) {
            template.update(
                    "insert into trace_document (trace_id, part, body) values (?, ?, ?)",
                    id.text(),
                    part,
                    finished.document().get(part));
        }
        basis(id, Basis.BLOCK, finished.basis().blockRefs().toArray(String[]::new));
        basis(id, Basis.LABEL, finished.basis().labelRefs().toArray(String[]::new));
        queue.end(held, TraceState.FINISHED, finished.transactions(), now, null, finished.result());
        facts.lockBasis();
        Optional<String> gone = facts.gone(finished.basis()).or(() -> contradicted(finished.findings(), now));
        if (gone.isPresent()) {
            TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
            return gone;
        }
        finished.findings().forEach(facts::publish);
        return Optional.empty();
    }

    private void pages(TraceId id, Iterable<TracePage> pages) {
        var batch = new ArrayList<TracePage>(PAGES_AT_ONCE);
        for (TracePage page : pages) {
            batch.add(page);
            if (batch.size() == PAGES_AT_ONCE) {
                write(id, batch);
                batch.clear();
            }
        }
        write(id, batch);
    }

    private void write(TraceId id, List<TracePage> pages) {
        template.batchUpdate(
                "insert into trace_page (trace_id, list, page, body) values (?, ?, ?, ?)",
                pages,
                PAGES_AT_ONCE,
                (statement, page) -> {
                    statement.setString(1, id.text());
                    statement.setString(2, page.list());
                    statement.setInt(3, page.number());
                    statement.setString(4, page.body());
                });
    }

    @Override
    public Optional<byte[]> document(TraceId id, int part) {
        return jdbc.sql("select body from trace_document where trace_id = ? and part = ?")
                .params(id.text(), part)
                .query(byte[].class)
                .optional();
    }

    @Override
    public PolicyLock policyLock(CaseId caseId) {
        var chosen = new TreeMap<String, Policy>();
        jdbc.sql("select asset, policy from case_doctrine where case_id = ?")
                .param(caseId.text())
                .query((row, number) -> chosen.put(row.getString("asset"), Policy.parse(row.getString("policy"))))
                .list();
        return new PolicyLock(chosen);
    }

    /** Locks the policy of the findings' case, unless another one is locked; says which one then. */
    private Optional<String> contradicted(List<Finding> findings, Instant now) {
        for (Finding finding : findings) {
            var reached = finding.fact().getValueReachedService();
            String caseId = finding.fact().getCaseId();
            jdbc.sql("""
                            insert into case_doctrine (case_id, asset, policy, recorded_at) values (?, ?, ?, ?)
                            on conflict do nothing
                            """)
                    .params(caseId, reached.getAsset(), reached.getPolicy(), now.atOffset(ZoneOffset.UTC))
                    .update();
            PolicyLock lock = policyLock(new CaseId(caseId));
            if (lock.choose(AssetId.parse(reached.getAsset()), Policy.parse(reached.getPolicy()))
                    instanceof PolicyLock.Decision.Refused refused) {
                return Optional.of(
                        "case " + caseId + " follows " + refused.fault().expected() + " by now");
            }
        }
        return Optional.empty();
    }

    @Override
    public Optional<String> gone(TraceId id) {
        return jdbc.sql("""
                        select 'block ' || r.height || ' ' || r.block_hash || ' left the active chain: ' || r.reason
                        from trace_basis b join retracted_block r on b.ref = r.chain || ' ' || r.block_hash
                        where b.trace_id = :id and b.kind = 'block'
                        union all
                        select 'label ' || l.label_id || ' was withdrawn: ' || l.withdrawn_reason
                        from trace_basis b join label l on b.ref = l.label_id
                        where b.trace_id = :id and b.kind = 'label' and l.withdrawn_at is not null
                        limit 1
                        """).param("id", id.text()).query(String.class).optional();
    }

    @Override
    public Optional<String> page(TraceId id, String list, int page) {
        return jdbc.sql("select body from trace_page where trace_id = ? and list = ? and page = ?")
                .params(id.text(), list, page)
                .query(String.class)
                .optional();
    }

    private void basis(TraceId id, String kind, String[] refs) {
        jdbc.sql("insert into trace_basis (trace_id, kind, ref) select ?, ?, unnest(?::text[])")
                .params(id.text(), kind, refs)
                .update();
    }

    static TraceRow row(ResultSet row, int number) throws SQLException {
        String caseId = row.getString("case_id");
        return new TraceRow(
                row.getLong("number"),
                new TraceId(row.getString("trace_id")),
                TraceKind.of(row.getString("kind")),
                new ChainId(row.getString("chain")),
                caseId == null ? null : new CaseId(caseId),
                new OfficerId(row.getString("requested_by")),
                row.getObject("requested_at", OffsetDateTime.class).toInstant(),
                row.getString("request_digest"),
                row.getString("request"),
                TraceState.of(row.getString("state")),
                row.getInt("attempts"),
                row.getLong("claim"),
                row.getLong("transactions"),
                row.getString("problem"),
                row.getString("result"));
    }
}
