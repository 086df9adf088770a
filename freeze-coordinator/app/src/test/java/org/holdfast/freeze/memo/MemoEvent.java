package org.holdfast.freeze.memo;

import java.time.Instant;

/** An event of one memo. */
sealed interface MemoEvent {
    String memoId();

    record MemoWritten(String memoId, String text, Instant at) implements MemoEvent {}

    record MemoClosed(String memoId, Instant at) implements MemoEvent {}
}
