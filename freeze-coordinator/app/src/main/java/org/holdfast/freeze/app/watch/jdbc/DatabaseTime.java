package org.holdfast.freeze.app.watch.jdbc;

import java.time.Instant;
import java.time.OffsetDateTime;
import org.holdfast.freeze.app.watch.ReferenceTime;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The clock of PostgreSQL, which all instances share. */
public final class DatabaseTime implements ReferenceTime {
    private final JdbcClient jdbc;

    public DatabaseTime(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Instant now() {
        return jdbc.sql("select clock_timestamp()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }
}
