package org.holdfast.freeze.app.fact.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.holdfast.freeze.app.fact.FactPosition;
import org.holdfast.freeze.app.fact.Facts;
import org.holdfast.primitives.id.FactId;
import org.holdfast.primitives.id.OfficerId;
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
    public FactPosition position(String topic) {
        jdbc.sql("insert into feed_position (topic, next_offset) values (?, 0) on conflict do nothing")
                .param(topic)
                .update();
        return jdbc.sql("select * from feed_position where topic = ? for update")
                .param(topic)
                .query(JdbcFacts::position)
                .single();
    }

    @Override
    public Optional<FactPosition> positionNow(String topic) {
        return jdbc.sql("select * from feed_position where topic = ?")
                .param(topic)
                .query(JdbcFacts::position)
                .optional();
    }

    private static FactPosition position(ResultSet row, int number) throws SQLException {
        return new FactPosition(row.getString("topic_id"), row.getLong("next_offset"));
    }

    @Override
    public void moveTo(String topic, FactPosition position) {
        jdbc.sql("update feed_position set topic_id = ?, next_offset = ? where topic = ?")
                .param(position.topicId())
                .param(position.nextOffset())
                .param(topic)
                .update();
    }

    @Override
    @SuppressWarnings("TooManyParameters") // One row.
    public void accepted(
            String topic, FactPosition before, FactPosition after, OfficerId officer, String reason, Instant at) {
        jdbc.sql("""
                insert into feed_acceptance
                values (:topic, :id_before, :offset_before, :id_after, :offset_after, :officer, :reason, :at)
                """)
                .param("topic", topic)
                .param("id_before", before.topicId())
                .param("offset_before", before.nextOffset())
                .param("id_after", after.topicId())
                .param("offset_after", after.nextOffset())
                .param("officer", officer.text())
                .param("reason", reason)
                .param("at", at.atOffset(ZoneOffset.UTC))
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
}
