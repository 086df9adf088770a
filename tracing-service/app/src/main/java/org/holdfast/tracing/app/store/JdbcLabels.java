package org.holdfast.tracing.app.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.holdfast.primitives.Address;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.LabelId;
import org.holdfast.primitives.VaspId;
import org.holdfast.tracing.trace.Attributions;
import org.holdfast.tracing.trace.ServiceLabel;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Labels in PostgreSQL. */
@Repository
public class JdbcLabels {
    private final JdbcClient jdbc;
    private final Clock clock;

    JdbcLabels(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Adds a label; false where the very same is there already. A changed confidence replaces the old one. */
    public boolean put(Label label) {
        int rows = jdbc.sql("""
                        insert into label (label_id, chain, address, vasp_id, category, source, confidence_per_mille,
                                           recorded_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (label_id) do update
                           set confidence_per_mille = excluded.confidence_per_mille
                         where label.confidence_per_mille <> excluded.confidence_per_mille
                        """)
                .params(
                        label.id().text(),
                        label.address().chain().text(),
                        label.address().text(),
                        label.vasp().text(),
                        label.category(),
                        label.source(),
                        label.confidencePerMille(),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        return rows == 1;
    }

    public List<Label> of(Address address) {
        return jdbc.sql("select * from label where chain = ? and address = ? order by label_id")
                .params(address.chain().text(), address.text())
                .query(JdbcLabels::label)
                .list();
    }

    public Optional<Label> byId(LabelId id) {
        return jdbc.sql("select * from label where label_id = ?")
                .param(id.text())
                .query(JdbcLabels::label)
                .optional();
    }

    /** All labels of a chain as one named set. Of several at one address the most confident one counts. */
    public Attributions attributions(ChainId chain) {
        List<Label> labels = jdbc.sql(
                        "select * from label where chain = ? order by confidence_per_mille, label_id desc")
                .param(chain.text())
                .query(JdbcLabels::label)
                .list();
        var services = new HashMap<String, ServiceLabel>();
        var basis = new StringBuilder();
        for (Label label : labels) {
            services.put(label.address().text(), new ServiceLabel(label.id(), label.vasp()));
            basis.append(label.id())
                    .append(' ')
                    .append(label.confidencePerMille())
                    .append('\n');
        }
        return new Snapshot(labels.isEmpty() ? "none" : Digests.sha256(basis.toString()), Map.copyOf(services));
    }

    private static Label label(ResultSet row, int number) throws SQLException {
        return new Label(
                new LabelId(row.getString("label_id")),
                new Address(new ChainId(row.getString("chain")), row.getString("address")),
                new VaspId(row.getString("vasp_id")),
                row.getString("category"),
                row.getString("source"),
                row.getInt("confidence_per_mille"));
    }

    private record Snapshot(String labelSet, Map<String, ServiceLabel> services) implements Attributions {
        @Override
        public Optional<ServiceLabel> service(String address) {
            return Optional.ofNullable(services.get(address));
        }
    }
}
