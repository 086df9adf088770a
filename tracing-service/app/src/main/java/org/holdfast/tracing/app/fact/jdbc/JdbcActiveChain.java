package org.holdfast.tracing.app.fact.jdbc;

import com.google.protobuf.ByteString;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.Outpoint;
import org.holdfast.primitives.TxId;
import org.holdfast.records.tracing.v1.FactRestored;
import org.holdfast.records.tracing.v1.FactSuspended;
import org.holdfast.records.tracing.v1.RestoredTransaction;
import org.holdfast.records.tracing.v1.TracingFact;
import org.holdfast.records.tracing.v1.WithdrawalCause;
import org.holdfast.tracing.app.fact.ActiveChain;
import org.holdfast.tracing.app.fact.ArrivingBlock;
import org.holdfast.tracing.app.fact.FactTransaction;
import org.holdfast.tracing.app.fact.LeavingBlock;
import org.holdfast.tracing.app.fact.Missing;
import org.holdfast.tracing.app.settings.TracingSettings;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The transactions of facts in PostgreSQL: where each stands, which are absent, and since when a fact is suspended. */
@Repository
public class JdbcActiveChain implements ActiveChain {
    /** Absent ancestors of one fact that are looked for in one block. A conflict of one beyond shows as absence. */
    private static final int ANCESTORS_MAX = 10_000;

    /** A fact that is suspended, with its absent transactions and what each paid where it stood. */
    private record Suspended(TracingFact fact, Instant since, int episode, Map<TxId, String> absent) {
        FactTransaction transaction(TxId id) {
            return FactTransaction.of(fact.getValueReachedService()).stream()
                    .filter(one -> one.id().equals(id))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** An output that an absent transaction or an absent ancestor of it spends. */
    private record Spend(TxId transaction, TxId spender, Outpoint output) {}

    private final JdbcClient jdbc;
    private final FactOutbox outbox;
    private final Duration absentMax;

    JdbcActiveChain(JdbcClient jdbc, FactOutbox outbox, TracingSettings settings) {
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.absentMax = settings.facts().absentMax();
    }

    @Override
    public Missing missing(ChainId chain) {
        var blocks = jdbc.sql("select block_hash from retracted_block where chain = ?")
                .param(chain.text())
                .query((row, number) -> BlockHash.parse(row.getString(1)))
                .set();
        var transactions = new HashSet<TxId>();
        var outputs = new HashSet<Outpoint>();
        Optional<Instant> first = Optional.empty();
        for (Suspended one : suspended(chain)) {
            transactions.addAll(one.absent().keySet());
            spends(one).forEach(spend -> outputs.add(spend.output()));
            Instant decidedBy = one.since().plus(absentMax);
            first = first.filter(decidedBy::isAfter).or(() -> Optional.of(decidedBy));
        }
        return new Missing(blocks, transactions, outputs, first.orElse(null));
    }

    private List<Suspended> suspended(ChainId chain) {
        return jdbc.sql("""
                        select f.record, f.suspended_at, f.episode from fact_outbox f
                        where f.suspended_at is not null and f.withdrawn_by is null
                          and exists (select from fact_transaction t where t.fact_id = f.fact_id and t.chain = ?)
                        order by f.position
                        """)
                .param(chain.text())
                .query((row, number) -> {
                    TracingFact fact = FactOutbox.read(row.getBytes(1));
                    Instant since = row.getObject(2, OffsetDateTime.class).toInstant();
                    return new Suspended(fact, since, row.getInt(3), absent(fact.getFactId()));
                })
                .list();
    }

    private Map<TxId, String> absent(String factId) {
        var absent = new LinkedHashMap<TxId, String>();
        jdbc.sql("select txid, paid from fact_transaction where fact_id = ? and absent order by txid")
                .param(factId)
                .query((ResultSet row) -> {
                    absent.put(TxId.parse(row.getString(1)), row.getString(2));
                });
        return absent;
    }

    private List<Spend> spends(Suspended fact) {
        return jdbc.sql("select txid, spender, output from fact_absent_spend where fact_id = ? order by output")
                .param(fact.fact().getFactId())
                .query(JdbcActiveChain::spend)
                .list();
    }

    private static Spend spend(ResultSet row, int number) throws SQLException {
        return new Spend(TxId.parse(row.getString(1)), TxId.parse(row.getString(2)), Outpoint.parse(row.getString(3)));
    }

    @Override
    @Transactional
    public Missing left(ChainId chain, LeavingBlock block, String reason, long next, Instant now) {
        outbox.lock();
        if (marked(chain, next)) {
            String hash = block.block().hash().toString();
            jdbc.sql("""
                            insert into retracted_block (chain, block_hash, height, reason, recorded_at)
                            values (?, ?, ?, ?, ?) on conflict do nothing
                            """)
                    .params(chain.text(), hash, block.block().height(), reason, now.atOffset(ZoneOffset.UTC))
                    .update();
            standingIn(chain, hash).forEach(fact -> takeFrom(fact, block, reason, now));
            suspended(chain).forEach(fact -> followAncestors(fact, block));
        }
        return missing(chain);
    }

    /** True the first time that a record of the topic is taken. */
    private boolean marked(ChainId chain, long next) {
        return jdbc.sql("""
                        insert into retraction_mark (chain, next_offset) values (?, ?)
                        on conflict (chain) do update set next_offset = excluded.next_offset
                           where retraction_mark.next_offset < excluded.next_offset
                        """).params(chain.text(), next).update() > 0;
    }

    private List<TracingFact> standingIn(ChainId chain, String hash) {
        return jdbc.sql("""
                        select f.record from fact_outbox f
                        where f.withdrawn_by is null and f.fact_id in
                          (select fact_id from fact_transaction where chain = ? and block_hash = ? and not absent)
                        order by f.position
                        """)
                .params(chain.text(), hash)
                .query((row, number) -> FactOutbox.read(row.getBytes(1)))
                .list();
    }

    private void takeFrom(TracingFact fact, LeavingBlock block, String reason, Instant now) {
        Set<TxId> gone = jdbc.sql("""
                        select txid from fact_transaction where fact_id = ? and block_hash = ? and not absent
                        """)
                .params(fact.getFactId(), block.block().hash().toString())
                .query((row, number) -> TxId.parse(row.getString(1)))
                .set();
        for (FactTransaction transaction : FactTransaction.of(fact.getValueReachedService())) {
            TxId id = transaction.id();
            if (gone.contains(id)) {
                jdbc.sql("update fact_transaction set absent = true, paid = ? where fact_id = ? and txid = ?")
                        .params(transaction.paid(account -> block.paid(id, account)), fact.getFactId(), id.toString())
                        .update();
                keep(fact, id, id, block.spends(id));
            }
        }
        suspend(fact, gone, "block " + block.block() + " left the active chain: " + reason, now);
    }

    /** Says so once, whatever else the fact loses before it is restored. */
    private void suspend(TracingFact fact, Set<TxId> gone, String reason, Instant now) {
        // The database keeps microseconds, and the time of decision is computed from what it keeps.
        Instant since = now.truncatedTo(ChronoUnit.MICROS);
        Optional<Integer> episode = jdbc.sql("""
                        update fact_outbox set suspended_at = ?, episode = episode + 1
                        where fact_id = ? and suspended_at is null returning episode
                        """)
                .params(since.atOffset(ZoneOffset.UTC), fact.getFactId())
                .query(Integer.class)
                .optional();
        episode.ifPresent(number -> outbox.insertAbout(
                fact,
                "suspended " + number,
                now,
                about -> about.setFactSuspended(FactSuspended.newBuilder()
                        .setSuspendedFactId(fact.getFactId())
                        .addAllTxids(
                                gone.stream().sorted().map(FactOutbox::bytes).toList())
                        .setReason(reason)
                        .setDecidedBy(since.plus(absentMax).toString()))));
    }

    /**
     * An absent transaction cannot come back where an ancestor of it cannot, so the ancestors in the block are watched
     * for conflicts too.
     */
    private void followAncestors(Suspended fact, LeavingBlock block) {
        Map<TxId, List<Spend>> byTransaction = spends(fact).stream().collect(Collectors.groupingBy(Spend::transaction));
        byTransaction.forEach((absent, known) -> {
            var all = new ArrayList<>(known);
            Set<TxId> seen = known.stream().map(Spend::spender).collect(Collectors.toCollection(HashSet::new));
            for (int i = 0; i < all.size() && seen.size() < ANCESTORS_MAX; i++) {
                TxId ancestor = all.get(i).output().txId();
                if (seen.add(ancestor)) {
                    List<Outpoint> spent = block.spends(ancestor);
                    keep(fact.fact(), absent, ancestor, spent);
                    spent.forEach(output -> all.add(new Spend(absent, ancestor, output)));
                }
            }
        });
    }

    private void keep(TracingFact fact, TxId transaction, TxId spender, List<Outpoint> outputs) {
        jdbc.sql("""
                        insert into fact_absent_spend (fact_id, txid, spender, output)
                        select ?, ?, ?, unnest(?::text[]) on conflict do nothing
                        """)
                .params(
                        fact.getFactId(),
                        transaction.toString(),
                        spender.toString(),
                        outputs.stream().map(Outpoint::toString).toArray(String[]::new))
                .update();
    }

    @Override
    @Transactional
    public Missing arrived(ChainId chain, ArrivingBlock block, long next, Instant now) {
        outbox.lock();
        if (marked(chain, next)) {
            jdbc.sql("delete from retracted_block where chain = ? and block_hash = ?")
                    .params(chain.text(), block.block().hash().toString())
                    .update();
            for (Suspended fact : suspended(chain)) {
                var lost = conflict(fact, block).or(() -> changed(fact, block));
                if (lost.isPresent()) {
                    outbox.withdraw(fact.fact(), lost.get(), fact.fact().getRequestedBy(), now);
                } else {
                    comeBack(fact, block, now);
                }
            }
        }
        return missing(chain);
    }

    private Optional<FactOutbox.Withdrawal> conflict(Suspended fact, ArrivingBlock block) {
        for (Spend spend : spends(fact)) {
            Optional<TxId> other = block.spender(spend.output()).filter(id -> !id.equals(spend.spender()));
            if (other.isPresent()) {
                String instead = spend.spender().equals(spend.transaction())
                        ? "transaction " + spend.transaction()
                        : "transaction " + spend.spender() + ", an ancestor of transaction " + spend.transaction();
                return Optional.of(new FactOutbox.Withdrawal(
                        WithdrawalCause.WITHDRAWAL_CAUSE_CONFLICT,
                        List.of(spend.transaction()),
                        "transaction " + other.get() + " of block " + block.block() + " spends output " + spend.output()
                                + ", which " + instead + " spent"));
            }
        }
        return Optional.empty();
    }

    private Optional<FactOutbox.Withdrawal> changed(Suspended fact, ArrivingBlock block) {
        for (Map.Entry<TxId, String> absent : fact.absent().entrySet()) {
            TxId id = absent.getKey();
            if (block.contains(id)) {
                String paid = fact.transaction(id).paid(account -> block.paid(id, account));
                if (!paid.equals(absent.getValue())) {
                    return Optional.of(new FactOutbox.Withdrawal(
                            WithdrawalCause.WITHDRAWAL_CAUSE_CHANGED,
                            List.of(id),
                            "transaction " + id + " stands in block " + block.block() + " and pays " + paid
                                    + "; it paid " + absent.getValue()));
                }
            }
        }
        return Optional.empty();
    }

    private void comeBack(Suspended fact, ArrivingBlock block, Instant now) {
        String factId = fact.fact().getFactId();
        spends(fact).stream()
                .map(Spend::spender)
                .distinct()
                .filter(block::contains)
                .forEach(id -> jdbc.sql("delete from fact_absent_spend where fact_id = ? and spender = ?")
                        .params(factId, id.toString())
                        .update());
        List<TxId> back =
                fact.absent().keySet().stream().filter(block::contains).toList();
        for (TxId id : back) {
            jdbc.sql("""
                            update fact_transaction set absent = false, height = ?, block_hash = ?
                            where fact_id = ? and txid = ?
                            """)
                    .params(block.block().height(), block.block().hash().toString(), factId, id.toString())
                    .update();
            jdbc.sql("delete from fact_absent_spend where fact_id = ? and txid = ?")
                    .params(factId, id.toString())
                    .update();
        }
        if (back.size() == fact.absent().size()) {
            restore(fact, block.block(), now);
        }
    }

    private void restore(Suspended fact, BlockRef tip, Instant now) {
        String factId = fact.fact().getFactId();
        jdbc.sql("update fact_outbox set suspended_at = null where fact_id = ?")
                .param(factId)
                .update();
        List<RestoredTransaction> places = jdbc.sql(
                        "select txid, height, block_hash from fact_transaction where fact_id = ? order by txid")
                .param(factId)
                .query((row, number) -> RestoredTransaction.newBuilder()
                        .setTxid(FactOutbox.bytes(TxId.parse(row.getString(1))))
                        .setBlockHeight(row.getLong(2))
                        .setBlockHash(bytes(BlockHash.parse(row.getString(3))))
                        .build())
                .list();
        outbox.insertAbout(
                fact.fact(),
                "restored " + fact.episode(),
                now,
                about -> about.setFactRestored(FactRestored.newBuilder()
                        .setRestoredFactId(factId)
                        .addAllTransactions(places)
                        .setTipHeight(tip.height())
                        .setTipHash(bytes(tip.hash()))));
    }

    private static ByteString bytes(BlockHash hash) {
        return ByteString.copyFrom(hash.displayBytes());
    }

    @Override
    @Transactional
    public Missing overdue(ChainId chain, Instant now) {
        outbox.lock();
        for (Suspended fact : suspended(chain)) {
            if (!now.isBefore(fact.since().plus(absentMax))) {
                String gone = fact.absent().keySet().stream()
                        .map(TxId::toString)
                        .collect(Collectors.joining(", ", "transactions in no block of the active chain: ", ""));
                outbox.withdraw(
                        fact.fact(),
                        new FactOutbox.Withdrawal(
                                WithdrawalCause.WITHDRAWAL_CAUSE_ABSENT,
                                fact.absent().keySet(),
                                gone + "; the fact is suspended since " + fact.since()),
                        fact.fact().getRequestedBy(),
                        now);
            }
        }
        return missing(chain);
    }
}
