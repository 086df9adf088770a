package org.holdfast.tracing.app.fact.jdbc;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.holdfast.kit.digest.Digests;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.id.LabelId;
import org.holdfast.primitives.id.OfficerId;
import org.holdfast.records.tracing.v1.FactWithdrawn;
import org.holdfast.records.tracing.v1.TracingFact;
import org.holdfast.tracing.app.fact.Basis;
import org.holdfast.tracing.app.fact.FactNotSentException;
import org.holdfast.tracing.app.fact.Facts;
import org.holdfast.tracing.app.fact.Finding;
import org.holdfast.tracing.app.fact.WaitingFact;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Facts on their way to Kafka, what each rests on, and what of that is gone. Publishing and withdrawing take one lock,
 * so that a fact is never published on a basis whose loss has been recorded already, nor missed by a loss that is
 * recorded a moment later.
 */
@Repository
public class JdbcFacts implements Facts {
    private static final int BATCH_MAX = 100;
    private static final long BASIS_LOCK = 0x484F_4C44_4641_4354L;
    private static final long RELAY_LOCK = 0x484F_4C44_5245_4C59L;

    private final JdbcClient jdbc;

    public JdbcFacts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void lockBasis() {
        jdbc.sql("select pg_advisory_xact_lock(?)")
                .param(BASIS_LOCK)
                .query((row, number) -> number)
                .single();
    }

    @Override
    public Optional<String> gone(Basis basis) {
        Optional<String> block = jdbc.sql(
                        "select block_hash from retracted_block where chain = ? and block_hash = any(?) limit 1")
                .params(
                        basis.chain().text(),
                        basis.blocks().stream().map(BlockHash::toString).toArray(String[]::new))
                .query(String.class)
                .optional()
                .map(hash -> "block " + hash + " left the active chain");
        return block.or(() -> jdbc.sql(
                        "select label_id from label where withdrawn_at is not null and label_id = any(?) limit 1")
                .param(basis.labelRefs().toArray(String[]::new))
                .query(String.class)
                .optional()
                .map(label -> "label " + label + " was withdrawn"));
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void publish(Finding finding) {
        List<String> before = jdbc.sql("""
                        select case when withdrawn_by is null then 'stands' else 'fell' end
                        from fact_outbox where finding = ?
                        """)
                .param(finding.key())
                .query((row, number) -> row.getString(1))
                .list();
        if (before.contains("stands")) {
            return;
        }
        String id = before.isEmpty() ? finding.key() : "fact-" + Digests.id(finding.key() + "\n" + before.size());
        insert(finding.key(), finding.fact().toBuilder().setFactId(id).build());
        basis(id, Basis.BLOCK, finding.basis().blockRefs());
        basis(id, Basis.LABEL, finding.basis().labelRefs());
    }

    @Override
    @Transactional
    public void retracted(ChainId chain, BlockRef block, String reason, long next, Instant now) {
        lockBasis();
        mark(chain, next);
        jdbc.sql("""
                        insert into retracted_block (chain, block_hash, height, reason, recorded_at)
                        values (?, ?, ?, ?, ?) on conflict do nothing
                        """)
                .params(chain.text(), block.hash().toString(), block.height(), reason, now.atOffset(ZoneOffset.UTC))
                .update();
        withdraw(
                Basis.BLOCK,
                Basis.ref(chain, block.hash()),
                "block " + block + " left the active chain: " + reason,
                null,
                now);
    }

    @Override
    @Transactional
    public void returned(ChainId chain, BlockHash block, long next) {
        lockBasis();
        mark(chain, next);
        jdbc.sql("delete from retracted_block where chain = ? and block_hash = ?")
                .params(chain.text(), block.toString())
                .update();
    }

    private void mark(ChainId chain, long next) {
        jdbc.sql("""
                        insert into retraction_mark (chain, next_offset) values (?, ?)
                        on conflict (chain) do update
                           set next_offset = greatest(retraction_mark.next_offset, excluded.next_offset)
                        """).params(chain.text(), next).update();
    }

    @Override
    public long recordedUpTo(ChainId chain) {
        return jdbc.sql("select next_offset from retraction_mark where chain = ?")
                .param(chain.text())
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    @Override
    public Set<String> retracted(ChainId chain) {
        return new HashSet<>(jdbc.sql("select block_hash from retracted_block where chain = ?")
                .param(chain.text())
                .query(String.class)
                .list());
    }

    @Override
    @Transactional
    public Optional<Integer> withdrawLabel(LabelId label, OfficerId officer, String reason, Instant now) {
        lockBasis();
        int known = jdbc.sql("select count(*) from label where label_id = ?")
                .param(label.text())
                .query(Integer.class)
                .single();
        if (known == 0) {
            return Optional.empty();
        }
        int marked = jdbc.sql("""
                        update label set withdrawn_at = ?, withdrawn_by = ?, withdrawn_reason = ?
                        where label_id = ? and withdrawn_at is null
                        """)
                .params(now.atOffset(ZoneOffset.UTC), officer.text(), reason, label.text())
                .update();
        return Optional.of(
                marked == 0
                        ? 0
                        : withdraw(Basis.LABEL, label.text(), "label " + label + " was withdrawn", officer, now));
    }

    private int withdraw(String kind, String ref, String reason, @Nullable OfficerId officer, Instant now) {
        List<byte[]> fallen = jdbc.sql("""
                        select f.record from fact_outbox f join fact_basis b on b.fact_id = f.fact_id
                        where b.kind = ? and b.ref = ? and f.withdrawn_by is null order by f.position
                        """)
                .params(kind, ref)
                .query((row, number) -> row.getBytes(1))
                .list();
        for (byte[] record : fallen) {
            TracingFact fact = read(record);
            String id = "fact-" + Digests.id("withdrawn\n" + fact.getFactId());
            insert(
                    id,
                    TracingFact.newBuilder()
                            .setFactId(id)
                            .setCaseId(fact.getCaseId())
                            .setRecordedAt(now.toString())
                            .setRequestedBy(officer == null ? fact.getRequestedBy() : officer.text())
                            .setFactWithdrawn(FactWithdrawn.newBuilder()
                                    .setWithdrawnFactId(fact.getFactId())
                                    .setReason(reason))
                            .build());
            jdbc.sql("update fact_outbox set withdrawn_by = ? where fact_id = ?")
                    .params(id, fact.getFactId())
                    .update();
        }
        return fallen.size();
    }

    private void insert(String finding, TracingFact fact) {
        jdbc.sql("insert into fact_outbox (fact_id, finding, case_id, record) values (?, ?, ?, ?)")
                .params(fact.getFactId(), finding, fact.getCaseId(), fact.toByteArray())
                .update();
    }

    private void basis(String factId, String kind, Collection<String> refs) {
        jdbc.sql("insert into fact_basis (fact_id, kind, ref) select ?, ?, unnest(?::text[])")
                .params(factId, kind, refs.toArray(String[]::new))
                .update();
    }

    private static TracingFact read(byte[] record) {
        try {
            return TracingFact.parseFrom(record);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a fact of the outbox cannot be read", e);
        }
    }

    @Override
    public long waitingCount() {
        return jdbc.sql("select count(*) from fact_outbox where sent_at is null")
                .query(Long.class)
                .single();
    }

    /** The lock of the instance that sends ends with its transaction, or with its connection. */
    @Override
    @Transactional(noRollbackFor = FactNotSentException.class)
    public boolean relay(Consumer<WaitingFact> send, Instant now) {
        boolean alone = jdbc.sql("select pg_try_advisory_xact_lock(?)")
                .param(RELAY_LOCK)
                .query(Boolean.class)
                .single();
        if (alone) {
            for (WaitingFact fact : waiting()) {
                send.accept(fact);
                markSent(fact.position(), now);
            }
        }
        return alone;
    }

    private List<WaitingFact> waiting() {
        return jdbc.sql("""
                        select position, case_id, record from fact_outbox
                        where sent_at is null order by position limit ?
                        """)
                .param(BATCH_MAX)
                .query((row, number) -> new WaitingFact(row.getLong(1), row.getString(2), row.getBytes(3)))
                .list();
    }

    private void markSent(long position, Instant now) {
        jdbc.sql("update fact_outbox set sent_at = ? where position = ?")
                .params(now.atOffset(ZoneOffset.UTC), position)
                .update();
    }
}
