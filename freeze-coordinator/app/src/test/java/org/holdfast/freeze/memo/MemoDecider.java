package org.holdfast.freeze.memo;

import java.util.List;
import org.holdfast.freeze.decider.Decider;
import org.holdfast.freeze.decider.Decision;

final class MemoDecider implements Decider<MemoCommand, MemoEvent, MemoState, MemoRefusal> {
    @Override
    public String idOf(MemoCommand command) {
        return command.memoId();
    }

    @Override
    public MemoState initial() {
        return new MemoState.Absent();
    }

    @Override
    public Decision<MemoEvent, MemoRefusal> decide(MemoCommand command, MemoState state) {
        return switch (command) {
            case MemoCommand.WriteMemo write
            when write.text().isBlank() -> new Decision.Rejected<>(new MemoRefusal.TextBlank());
            case MemoCommand.WriteMemo write ->
                state instanceof MemoState.Open open && open.text().equals(write.text())
                        ? new Decision.Ignored<>("written before")
                        : new Decision.Accepted<>(
                                List.of(new MemoEvent.MemoWritten(write.memoId(), write.text(), write.at())));
            case MemoCommand.CloseMemo close ->
                state instanceof MemoState.Open
                        ? new Decision.Accepted<>(List.of(new MemoEvent.MemoClosed(close.memoId(), close.at())))
                        : new Decision.Rejected<>(new MemoRefusal.MemoNotOpen());
        };
    }

    @Override
    public MemoState evolve(MemoState state, MemoEvent event) {
        return switch (event) {
            case MemoEvent.MemoWritten written -> new MemoState.Open(written.text());
            case MemoEvent.MemoClosed _ -> new MemoState.Closed();
        };
    }
}
