package org.holdfast.freeze.app.coverage.jdbc;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.holdfast.api.hold.LeftOutBody;
import org.holdfast.api.hold.UnaskedFactsResponse.UnaskedFact;
import org.holdfast.freeze.app.coverage.UnaskedFacts;
import org.holdfast.freeze.app.exchange.HoldLines;
import org.holdfast.freeze.coverage.CoverageEvent;
import org.holdfast.primitives.id.CaseId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Facts that asked for nothing, in PostgreSQL. */
@Repository
class JdbcUnaskedFacts implements UnaskedFacts {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;

    JdbcUnaskedFacts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void apply(CoverageEvent event) {
        switch (event) {
            case CoverageEvent.NothingAsked nothing -> insert(nothing);
            case CoverageEvent.PlacesAsked asked ->
                jdbc.sql("delete from unasked_fact where hold_id = ?")
                        .param(asked.holdId().text())
                        .update();
            case CoverageEvent.FactDropped dropped ->
                jdbc.sql("delete from unasked_fact where fact_id = ?")
                        .param(dropped.factId().text())
                        .update();
            case CoverageEvent.RequestCounted _, CoverageEvent.HeldCounted _, CoverageEvent.PlacesFreed _ -> {}
        }
    }

    @Override
    public void clear() {
        jdbc.sql("truncate unasked_fact").update();
    }

    private void insert(CoverageEvent.NothingAsked nothing) {
        var draft = nothing.draft();
        jdbc.sql("""
                        insert into unasked_fact (hold_id, fact_id, case_id, vasp_id, asset, left_out, found_at)
                        values (:hold, :fact, :case, :vasp, :asset, :left::jsonb, :at)
                        on conflict (hold_id) do nothing
                        """)
                .param("hold", nothing.holdId().text())
                .param("fact", String.valueOf(draft.factId()))
                .param("case", draft.caseId().text())
                .param("vasp", draft.vaspId().text())
                .param("asset", nothing.traced().getFirst().asset().toString())
                .param("left", JSON.writeValueAsString(HoldLines.leftOut(draft.leftOut())))
                .param("at", nothing.at().atOffset(ZoneOffset.UTC))
                .update();
    }

    @Override
    public List<UnaskedFact> latest(@Nullable CaseId caseId) {
        String ofCase = caseId == null ? "" : " where case_id = :case";
        var query = jdbc.sql("select * from unasked_fact" + ofCase + " order by found_at desc, hold_id limit :max")
                .param("max", LATEST_MAX);
        return (caseId == null ? query : query.param("case", caseId.text()))
                .query((row, n) -> new UnaskedFact(
                        row.getString("fact_id"),
                        row.getString("case_id"),
                        row.getString("vasp_id"),
                        row.getString("asset"),
                        row.getObject("found_at", OffsetDateTime.class)
                                .toInstant()
                                .toString(),
                        List.of(JSON.readValue(row.getString("left_out"), LeftOutBody[].class))))
                .list();
    }
}
