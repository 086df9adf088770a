package org.holdfast.tracing.app.label.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.holdfast.primitives.Address;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.id.LabelId;
import org.holdfast.primitives.id.VaspId;
import org.holdfast.tracing.app.label.Label;
import org.holdfast.tracing.app.label.LabelSet;
import org.holdfast.tracing.app.label.Labels;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Labels in PostgreSQL. */
@Repository
public class JdbcLabels implements Labels {
    private final JdbcClient jdbc;
    private final Clock clock;

    public JdbcLabels(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public Put put(Label label) {
        int rows = jdbc.sql("""
                        insert into label (label_id, chain, address, vasp_id, category, source, confidence_per_mille,
                                           recorded_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (label_id) do update
                           set confidence_per_mille = excluded.confidence_per_mille
                         where label.confidence_per_mille <> excluded.confidence_per_mille
                           and label.withdrawn_at is null
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
        if (rows == 1) {
            return Put.ADDED;
        }
        boolean withdrawn = jdbc.sql("select withdrawn_at is not null from label where label_id = ?")
                .param(label.id().text())
                .query(Boolean.class)
                .single();
        return withdrawn ? Put.WITHDRAWN : Put.UNCHANGED;
    }

    @Override
    public List<Label> of(Address address) {
        return jdbc.sql("""
                        select * from label where chain = ? and address = ? and withdrawn_at is null order by label_id
                        """)
                .params(address.chain().text(), address.text())
                .query(JdbcLabels::label)
                .list();
    }

    @Override
    public LabelSet standing(ChainId chain) {
        return LabelSet.of(
                jdbc.sql("""
                        select * from label where chain = ? and withdrawn_at is null
                        order by confidence_per_mille, label_id desc
                        """).param(chain.text()).query(JdbcLabels::label).list());
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
}
