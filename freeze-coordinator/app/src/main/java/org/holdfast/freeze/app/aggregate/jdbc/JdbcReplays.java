package org.holdfast.freeze.app.aggregate.jdbc;

import java.util.List;
import org.holdfast.freeze.app.aggregate.Projection;
import org.holdfast.freeze.app.aggregate.Replays;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes the position of a projection back to before the first event. */
@Repository
class JdbcReplays implements Replays {
    /** An owner that is no instance: a running batch cannot store its position, and is undone. */
    private static final String NOBODY = "replay";

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final List<Projection<?>> projections;

    JdbcReplays(JdbcClient jdbc, TransactionTemplate transactions, List<Projection<?>> projections) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.projections = List.copyOf(projections);
    }

    @Override
    public List<String> names() {
        return projections.stream().map(Projection::name).sorted().toList();
    }

    @Override
    public void replay(String name) {
        Projection<?> projection = projections.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no projection " + name));
        transactions.executeWithoutResult(open -> {
            // First the row that a running batch needs last: it ends before, or fails after.
            jdbc.sql("""
                    update tokenentry
                       set token = null, tokentype = null, owner = ?,
                           timestamp = to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
                     where processorname = ?
                    """).params(NOBODY, name).update();
            jdbc.sql("delete from deadletterentry where processinggroup = ?")
                    .param(name)
                    .update();
            projection.clear();
        });
    }
}
