package org.holdfast.freeze.app.config;

import javax.sql.DataSource;
import org.holdfast.freeze.app.pool.PoolShare;
import org.holdfast.freeze.app.pool.Pools;
import org.holdfast.freeze.app.watch.DatabaseLook;
import org.holdfast.freeze.app.watch.ReferenceTime;
import org.holdfast.freeze.app.watch.jdbc.DatabaseTime;
import org.holdfast.freeze.app.watch.jdbc.JdbcDatabaseLook;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The connections to PostgreSQL. */
@Configuration(proxyBeanMethods = false)
class Connections {
    @Bean
    Pools pools(DataSourceProperties database) {
        return new Pools(database);
    }

    @Bean
    DataSource dataSource(Pools pools) {
        return pools.byThread();
    }

    @Bean
    @ConditionalOnMissingBean
    ReferenceTime referenceTime(Pools pools) {
        return new DatabaseTime(JdbcClient.create(pools.of(PoolShare.WATCH)));
    }

    @Bean
    DatabaseLook databaseLook(Pools pools) {
        return new JdbcDatabaseLook(JdbcClient.create(pools.of(PoolShare.WATCH)));
    }
}
