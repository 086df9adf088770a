package org.holdfast.tracing.app.fact.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.tracing.app.index.BlockTopic.bytes;
import static org.holdfast.tracing.app.index.BlockTopic.id;

import java.nio.file.Path;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.holdfast.primitives.ChainId;
import org.holdfast.records.tracing.v1.ReachedOutput;
import org.holdfast.records.tracing.v1.TracingFact;
import org.holdfast.records.tracing.v1.ValueReachedService;
import org.holdfast.testservers.TestServers;
import org.holdfast.tracing.app.TestChains;
import org.holdfast.tracing.app.TracingNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Facts that rested on blocks rest on the transactions in them after the upgrade. */
class FactUpgradeIT {
    private static final ChainId CHAIN = TestChains.number(95);

    @TempDir
    private Path folder;

    @Test
    void factsThatStandKeepStanding() {
        var database = TestServers.database();
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.user(), database.password())
                .target("4")
                .load()
                .migrate();
        var jdbc = JdbcClient.create(
                new DriverManagerDataSource(database.jdbcUrl(), database.user(), database.password()));
        insert(jdbc, "stands");
        insert(jdbc, "fell");
        jdbc.sql("update fact_outbox set withdrawn_by = 'another' where fact_id = 'fell'")
                .update();
        try (TracingNode node = TracingNode.start(database, folder, List.of(TestChains.number(99)))) {
            assertThat(node.bean(JdbcClient.class)
                            .sql("select fact_id || ' ' || chain || ' ' || txid || ' ' || height || ' ' || block_hash"
                                    + " from fact_transaction order by txid")
                            .query(String.class)
                            .list())
                    .containsExactlyInAnyOrder(
                            "stands %s %s 3 %s".formatted(CHAIN, id("t"), id("b3")),
                            "stands %s %s 4 %s".formatted(CHAIN, id("u"), id("b4")));
            assertThat(node.bean(JdbcClient.class)
                            .sql("select fact_id || ' ' || kind || ' ' || ref from fact_basis order by fact_id")
                            .query(String.class)
                            .list())
                    .containsExactly("fell label label-1", "stands label label-1");
        }
    }

    private static void insert(JdbcClient jdbc, String factId) {
        var fact = TracingFact.newBuilder()
                .setFactId(factId)
                .setCaseId("CASE")
                .setValueReachedService(ValueReachedService.newBuilder()
                        .addOutputs(output("t", 0, 3, "b3"))
                        .addOutputs(output("t", 1, 3, "b3"))
                        .addOutputs(output("u", 0, 4, "b4")))
                .build();
        jdbc.sql("insert into fact_outbox (fact_id, finding, case_id, record) values (?, ?, ?, ?)")
                .params(factId, factId, "CASE", fact.toByteArray())
                .update();
        for (String block : List.of("b3", "b4")) {
            jdbc.sql("insert into fact_basis (fact_id, kind, ref) values (?, 'block', ?)")
                    .params(factId, CHAIN + " " + id(block))
                    .update();
        }
        jdbc.sql("insert into fact_basis (fact_id, kind, ref) values (?, 'label', 'label-1')")
                .param(factId)
                .update();
    }

    private static ReachedOutput output(String transaction, int number, long height, String block) {
        return ReachedOutput.newBuilder()
                .setOutpoint(id(transaction) + ":" + number)
                .setBlockHeight(height)
                .setBlockHash(bytes(block))
                .build();
    }
}
