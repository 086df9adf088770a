package org.holdfast.freeze.app.config;

import org.springframework.boot.autoconfigure.AutoConfiguration;

/**
 * Puts Axon's configuration after the data source's. Axon 4.13 names the classes of Spring Boot 3; on Spring Boot 4 it
 * would run first, find no data source, and keep events in memory without a word.
 */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration"
        },
        beforeName = {
            "org.axonframework.springboot.autoconfig.JdbcAutoConfiguration",
            "org.axonframework.springboot.autoconfig.TransactionAutoConfiguration"
        })
public class AxonJdbcOrdering {}
