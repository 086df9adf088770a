package org.holdfast.freeze.app.store;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import org.holdfast.primitives.id.FactId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which facts were taken in, and which records could not be. */
@Repository
public class JdbcFacts {
    private final JdbcClient jdbc;
    private final Clock clock;

    JdbcFacts(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The offset to read next, 0 at first. Holds the row until the transaction ends, so that one reader works. */
    public long nextOffset(String topic) {
        jdbc.sql("insert into feed_position values (?, 0) on conflict do nothing")
                .param(topic)
                .update();
        return jdbc.sql("select next_offset from feed_position where topic = ? for update")
                .param(topic)
                .query(Long.class)
                .single();
    }

    public void moveTo(String topic, long nextOffset) {
        jdbc.sql("update feed_position set next_offset = ? where topic = ?")
                .params(nextOffset, topic)
                .update();
    }

    /** Takes a fact in: empty where it is new, else the digest under which it was taken in before. */
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

    /** Keeps a record that cannot be taken in, as it came. */
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

    /** How many records wait in quarantine. */
    public long quarantined() {
        return jdbc.sql("select count(*) from fact_quarantine")
                .query(Long.class)
                .single();
    }
}
