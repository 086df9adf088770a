package org.holdfast.tracing.app.fact.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.holdfast.tracing.app.fact.FactTransaction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Version 6 of the database: facts that stand rest on the transactions of their records, no longer on blocks. In Java,
 * since the records are protobuf.
 */
@Component
class TransactionsOfFacts implements JavaMigration {
    private static final String STANDING = """
            select f.fact_id, f.record, split_part(min(b.ref), ' ', 1)
            from fact_outbox f join fact_basis b on b.fact_id = f.fact_id
            where b.kind = 'block' and f.withdrawn_by is null group by f.position order by f.position
            """;
    private static final String INSERT =
            "insert into fact_transaction (fact_id, chain, txid, height, block_hash) values (?, ?, ?, ?, ?)";

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("6");
    }

    @Override
    public String getDescription() {
        return "transactions of facts";
    }

    @Override
    public @Nullable Integer getChecksum() {
        return null;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        Connection connection = context.getConnection();
        try (Statement select = connection.createStatement();
                ResultSet facts = select.executeQuery(STANDING);
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            while (facts.next()) {
                var reached = FactOutbox.read(facts.getBytes(2)).getValueReachedService();
                for (FactTransaction transaction : FactTransaction.of(reached)) {
                    insert.setString(1, facts.getString(1));
                    insert.setString(2, facts.getString(3));
                    insert.setString(3, transaction.id().toString());
                    insert.setLong(4, transaction.block().height());
                    insert.setString(5, transaction.block().hash().toString());
                    insert.executeUpdate();
                }
            }
            select.executeUpdate("delete from fact_basis where kind = 'block'");
        }
    }
}
