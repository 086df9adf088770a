package org.holdfast.freeze.app.exchange.jdbc;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import org.holdfast.freeze.app.exchange.ExchangeAnswers;
import org.holdfast.primitives.id.VaspId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What an exchange was answered under each of its keys. Used inside the transaction of the request itself. */
@Repository
class JdbcExchangeAnswers implements ExchangeAnswers {
    private final JdbcClient jdbc;
    private final Clock clock;

    JdbcExchangeAnswers(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public Optional<Given> claim(VaspId vasp, String key, String requestDigest) {
        int rows = jdbc.sql("""
                        insert into exchange_answer (vasp_id, idempotency_key, request_digest, answered_at)
                        values (?, ?, ?, ?)
                        on conflict do nothing
                        """)
                .params(vasp.text(), key, requestDigest, clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        if (rows == 1) {
            return Optional.empty();
        }
        return Optional.of(jdbc.sql("select * from exchange_answer where vasp_id = ? and idempotency_key = ?")
                .params(vasp.text(), key)
                .query((row, n) ->
                        new Given(row.getString("request_digest"), row.getInt("status"), row.getString("body")))
                .single());
    }

    @Override
    public void keep(VaspId vasp, String key, int status, String body) {
        jdbc.sql("update exchange_answer set status = ?, body = ? where vasp_id = ? and idempotency_key = ?")
                .params(status, body, vasp.text(), key)
                .update();
    }
}
