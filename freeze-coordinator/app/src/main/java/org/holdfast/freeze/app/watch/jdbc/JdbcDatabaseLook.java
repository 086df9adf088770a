package org.holdfast.freeze.app.watch.jdbc;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.holdfast.freeze.app.watch.DatabaseLook;
import org.holdfast.freeze.app.watch.Sight;
import org.holdfast.freeze.app.watch.Sight.Backlog;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The look of the watch at PostgreSQL. Ages are the database's own, so the clock of this instance does not matter. */
public final class JdbcDatabaseLook implements DatabaseLook {
    /** A claim that lies this far in the future was made by a wrong clock. */
    private static final String FUTURE = "clock_timestamp() + interval '10 seconds'";
    /** Axon's configuration is kept as a token too. */
    private static final String CONFIGURATION = "__config";

    /**
     * For each position the next event, whether a running transaction may still write one before it, and the number of
     * the last event. A position is null before the first event; during a replay it lies inside another token.
     */
    private static final String BACKLOGS = """
            with place as (
                select processorname,
                       coalesce((stored ->> 'index')::bigint,
                                (stored -> 'currentToken' ->> 'index')::bigint, -1) as position
                  from (select processorname, convert_from(token, 'UTF8')::jsonb as stored
                          from tokenentry where processorname <> ?) kept)
            select place.processorname,
                   (select max(globalindex) from domainevententry) - place.position as events,
                   extract(epoch from clock_timestamp() - next.timestamp::timestamptz) as age,
                   next.txid >= pg_snapshot_xmin(pg_current_snapshot()) as gated
              from place
              join lateral (select timestamp, txid from domainevententry
                             where globalindex > place.position order by globalindex limit 1) next on true
            """;

    /** The oldest running transaction that has written, in any database: every snapshot begins with it. */
    private static final String HOLDER = """
            select coalesce(
                       'the prepared transaction ' || prepared.gid || ' in database ' || prepared.database,
                       'process ' || lock.pid || ' of PostgreSQL, user ' || coalesce(who.usename, '?')
                           || ', database ' || coalesce(who.datname, '?')
                           || ', application ' || coalesce(nullif(who.application_name, ''), '?')) as holder
              from pg_locks lock
              left join pg_stat_activity who on who.pid = lock.pid
              left join pg_prepared_xacts prepared on prepared.transaction = lock.transactionid
             where lock.locktype = 'transactionid' and lock.granted and lock.mode = 'ExclusiveLock'
               and lock.transactionid::text::bigint
                   = pg_snapshot_xmin(pg_current_snapshot())::text::bigint % 4294967296
             limit 1
            """;

    private final JdbcClient jdbc;

    public JdbcDatabaseLook(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Row(String processor, Backlog backlog, boolean gated) {}

    @Override
    public Sight look() {
        var rows = jdbc.sql(BACKLOGS)
                .param(CONFIGURATION)
                .query((row, n) -> new Row(
                        row.getString("processorname"),
                        new Backlog(row.getLong("events"), seconds(row.getDouble("age"))),
                        row.getBoolean("gated")))
                .list();
        Map<String, Backlog> backlogs = new HashMap<>();
        rows.forEach(row -> backlogs.merge(row.processor(), row.backlog(), Backlog::and));
        boolean gated = rows.stream().anyMatch(Row::gated);
        return new Sight(
                backlogs,
                gated ? holder() : null,
                recordedAhead(),
                count("deadletterentry"),
                count("process_stuck"),
                count("fact_quarantine"));
    }

    private @Nullable String holder() {
        return jdbc.sql(HOLDER).query(String.class).optional().orElse(null);
    }

    private Duration recordedAhead() {
        return jdbc.sql("select extract(epoch from timestamp::timestamptz - clock_timestamp()) from domainevententry"
                        + " order by globalindex desc limit 1")
                .query(Double.class)
                .optional()
                .map(JdbcDatabaseLook::seconds)
                .orElse(Duration.ZERO);
    }

    private static Duration seconds(double seconds) {
        return seconds <= 0 ? Duration.ZERO : Duration.ofMillis(Math.round(seconds * 1_000));
    }

    private long count(String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }

    @Override
    public int freeClaimsOfTheFuture() {
        return jdbc.sql("update tokenentry set owner = null where owner is not null and timestamp::timestamptz > "
                                + FUTURE)
                        .update()
                + jdbc.sql("update scheduled_tasks set picked = false, picked_by = null, last_heartbeat = null,"
                                + " version = version + 1 where picked and last_heartbeat > " + FUTURE)
                        .update()
                + jdbc.sql("update deadletterentry set processingstarted = null"
                                + " where processingstarted::timestamptz > " + FUTURE)
                        .update();
    }
}
