package org.holdfast.freeze.memo;

import java.time.Instant;
import org.holdfast.freeze.decider.Command;

/** A command to one memo. */
sealed interface MemoCommand extends Command {
    String memoId();

    record WriteMemo(String memoId, String text, Instant at) implements MemoCommand {}

    record CloseMemo(String memoId, Instant at) implements MemoCommand {}
}
