package org.holdfast.freeze.app.fact.jdbc;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import org.holdfast.freeze.app.fact.Facts;
import org.holdfast.primitives.id.FactId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which facts were taken in, and which records could not be. */
@Repository
class JdbcFacts implements Facts {
    private final JdbcClient jdbc;
    private final Clock clock;

    JdbcFacts(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public long nextOffset(String topic) {
        jdbc.sql("insert into feed_position values (?, 0) on conflict do nothing")
                .param(topic)
                .update();
        return jdbc.sql("select next_offset from feed_position where topic = ? for update")
                .param(topic)
                .query(Long.class)
                .single();
    }

    @Override
    public void moveTo(String topic, long nextOffset) {
        jdbc.sql("update feed_position set next_offset = ? where topic = ?")
                .params(nextOffset, topic)
                .update();
    }

    @Override
    public Optional<String> claim(FactId id, String digest) {
        int rows = jdbc.sql("insert into fact values (?, ?, ?) on conflict do nothing")
                .params(id.text(), digest, clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        return rows == 1
                ? Optional.empty()
                : jdbc.sql("select digest from fact where fact_id = ?")
                        .param(id.text())
                        .query(String.class)
                        .optional();
    }

    @Override
    @SuppressWarnings("TooManyParameters") // A Kafka record's own parts.
    public void quarantine(
            String topic,
            int partition,
            long offset,
            byte @Nullable [] key,
            byte @Nullable [] record,
            String code,
            String reason) {
        jdbc.sql("""
                insert into fact_quarantine values (:topic, :partition, :offset, :key, :record, :code, :reason, :at)
                on conflict do nothing
                """)
                .param("topic", topic)
                .param("partition", partition)
                .param("offset", offset)
                .param("key", key)
                .param("record", record)
                .param("code", code)
                .param("reason", reason)
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    @Override
    public long quarantined() {
        return jdbc.sql("select count(*) from fact_quarantine")
                .query(Long.class)
                .single();
    }
}
