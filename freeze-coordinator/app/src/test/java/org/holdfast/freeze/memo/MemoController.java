package org.holdfast.freeze.memo;

import java.time.Clock;
import org.holdfast.freeze.app.aggregate.Aggregates;
import org.holdfast.freeze.app.aggregate.Transactions;
import org.holdfast.kit.access.Needs;
import org.holdfast.kit.access.Permission;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class MemoController {
    private final Aggregates aggregates;
    private final Transactions transactions;
    private final MemoProjection memos;
    private final Clock clock;

    MemoController(Aggregates aggregates, Transactions transactions, MemoProjection memos, Clock clock) {
        this.aggregates = aggregates;
        this.transactions = transactions;
        this.memos = memos;
        this.clock = clock;
    }

    @GetMapping("/v1/memos")
    @Needs(Permission.READ_HOLDS)
    MemoBodies.MemosResponse list() {
        return new MemoBodies.MemosResponse(memos.open());
    }

    @PostMapping("/v1/memos/{id}")
    @Needs(Permission.DRAFT_HOLDS)
    void write(@PathVariable String id, @RequestBody MemoBodies.WriteRequest request) {
        give(new MemoCommand.WriteMemo(id, request.text(), clock.instant()));
    }

    @PostMapping("/v1/memos/{id}/closing")
    @Needs(Permission.DRAFT_HOLDS)
    void close(@PathVariable String id) {
        give(new MemoCommand.CloseMemo(id, clock.instant()));
    }

    private void give(MemoCommand command) {
        transactions.run(() -> aggregates.give(MemoAggregate.KIND, command)).orThrow(MemoBodies::refusal);
    }
}
