package org.holdfast.tracing.app.fact.jdbc;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.holdfast.kit.digest.Digests;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.id.LabelId;
import org.holdfast.primitives.id.OfficerId;
import org.holdfast.records.tracing.v1.WithdrawalCause;
import org.holdfast.tracing.app.fact.Basis;
import org.holdfast.tracing.app.fact.FactNotSentException;
import org.holdfast.tracing.app.fact.FactTransaction;
import org.holdfast.tracing.app.fact.Facts;
import org.holdfast.tracing.app.fact.Finding;
import org.holdfast.tracing.app.fact.WaitingFact;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Facts on their way to Kafka, and the labels they rest on. Publishing and withdrawing take one lock. So no fact is
 * published on a basis whose loss is recorded already, and no loss that is recorded a moment later misses a fact.
 */
@Repository
public class JdbcFacts implements Facts {
    private static final int BATCH_MAX = 100;
    private static final long RELAY_LOCK = 0x484F_4C44_5245_4C59L;

    private final JdbcClient jdbc;
    private final FactOutbox outbox;

    JdbcFacts(JdbcClient jdbc, FactOutbox outbox) {
        this.jdbc = jdbc;
        this.outbox = outbox;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void lockBasis() {
        outbox.lock();
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
        outbox.insert(finding.key(), finding.fact().toBuilder().setFactId(id).build());
        for (FactTransaction transaction : FactTransaction.of(finding.fact().getValueReachedService())) {
            jdbc.sql("insert into fact_transaction (fact_id, chain, txid, height, block_hash) values (?, ?, ?, ?, ?)")
                    .params(
                            id,
                            finding.chain().text(),
                            transaction.id().toString(),
                            transaction.block().height(),
                            transaction.block().hash().toString())
                    .update();
        }
        jdbc.sql("insert into fact_basis (fact_id, kind, ref) select ?, ?, unnest(?::text[])")
                .params(
                        id,
                        Basis.LABEL,
                        finding.labels().stream().map(LabelId::text).toArray(String[]::new))
                .update();
    }

    @Override
    @Transactional
    public Optional<Integer> withdrawLabel(LabelId label, OfficerId officer, String reason, Instant now) {
        outbox.lock();
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
        return Optional.of(marked == 0 ? 0 : withdraw(label, officer, now));
    }

    private int withdraw(LabelId label, OfficerId officer, Instant now) {
        List<byte[]> fallen = jdbc.sql("""
                        select f.record from fact_outbox f join fact_basis b on b.fact_id = f.fact_id
                        where b.kind = 'label' and b.ref = ? and f.withdrawn_by is null order by f.position
                        """)
                .param(label.text())
                .query((row, number) -> row.getBytes(1))
                .list();
        var why = new FactOutbox.Withdrawal(
                WithdrawalCause.WITHDRAWAL_CAUSE_ATTRIBUTION, List.of(), "label " + label + " was withdrawn");
        fallen.forEach(record -> outbox.withdraw(FactOutbox.read(record), why, officer.text(), now));
        return fallen.size();
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
