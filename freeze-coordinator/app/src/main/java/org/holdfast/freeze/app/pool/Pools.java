package org.holdfast.freeze.app.pool;

import com.zaxxer.hikari.HikariDataSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

/** One pool of connections for each {@link PoolShare}. A thread belongs to {@link PoolShare#PROCESSING} at first. */
public final class Pools implements AutoCloseable {
    private static final String APPLICATION = "holdfast-freeze";
    private static final long VALIDATION_MILLIS = 1_000;

    private final Map<PoolShare, HikariDataSource> pools = new EnumMap<>(PoolShare.class);
    private final ThreadLocal<PoolShare> current = ThreadLocal.withInitial(() -> PoolShare.PROCESSING);

    public Pools(DataSourceProperties database) {
        for (PoolShare share : PoolShare.values()) {
            pools.put(share, pool(database, share));
        }
    }

    private static HikariDataSource pool(DataSourceProperties database, PoolShare share) {
        HikariDataSource pool = database.initializeDataSourceBuilder()
                .type(HikariDataSource.class)
                .build();
        pool.setPoolName(APPLICATION + "-" + share.name().toLowerCase(java.util.Locale.ROOT));
        pool.setMaximumPoolSize(share.connectionsMax());
        pool.setConnectionTimeout(PoolShare.CONNECTION_WAIT_MAX.toMillis());
        pool.setValidationTimeout(VALIDATION_MILLIS);
        pool.setConnectionInitSql(share.settings());
        pool.addDataSourceProperty("ApplicationName", pool.getPoolName());
        pool.addDataSourceProperty("tcpKeepAlive", "true");
        pool.addDataSourceProperty("connectTimeout", Long.toString(PoolShare.CONNECTION_WAIT_MAX.toSeconds()));
        pool.addDataSourceProperty(
                "socketTimeout", Long.toString(share.silenceMax().toSeconds()));
        return pool;
    }

    /** The pool of one share, whatever the thread. */
    public DataSource of(PoolShare share) {
        return Objects.requireNonNull(pools.get(share));
    }

    /** A data source that takes each connection from the share of its thread. */
    public DataSource byThread() {
        var routing = new AbstractRoutingDataSource() {
            @Override
            protected Object determineCurrentLookupKey() {
                return current.get();
            }
        };
        routing.setTargetDataSources(Map.copyOf(pools));
        routing.setDefaultTargetDataSource(of(PoolShare.PROCESSING));
        routing.afterPropertiesSet();
        return routing;
    }

    /** Puts this thread into a share until {@link #leave}. */
    void enter(PoolShare share) {
        current.set(share);
    }

    void leave() {
        current.remove();
    }

    @Override
    public void close() {
        pools.values().forEach(HikariDataSource::close);
    }
}
