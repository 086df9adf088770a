package org.holdfast.freeze.memo;

import java.util.List;
import org.holdfast.freeze.app.aggregate.Projection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The texts of open memos. */
@Component
class MemoProjection implements Projection<MemoEvent> {
    private final JdbcClient jdbc;

    MemoProjection(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "memos";
    }

    @Override
    public Class<MemoEvent> events() {
        return MemoEvent.class;
    }

    @Override
    public void project(Recorded<MemoEvent> recorded) {
        switch (recorded.event()) {
            case MemoEvent.MemoWritten written ->
                jdbc.sql("insert into memo_view values (?, ?) on conflict (memo_id) do update set memo = excluded.memo")
                        .params(written.memoId(), written.text())
                        .update();
            case MemoEvent.MemoClosed closed ->
                jdbc.sql("delete from memo_view where memo_id = ?")
                        .param(closed.memoId())
                        .update();
        }
    }

    @Override
    public void clear() {
        jdbc.sql("delete from memo_view").update();
    }

    List<MemoBodies.Memo> open() {
        return jdbc.sql("select * from memo_view order by memo_id")
                .query((row, n) -> new MemoBodies.Memo(row.getString("memo_id"), row.getString("memo")))
                .list();
    }
}
