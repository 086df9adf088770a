package org.holdfast.freeze.memo;

/** The state of one memo. */
sealed interface MemoState {
    record Absent() implements MemoState {}

    record Open(String text) implements MemoState {}

    record Closed() implements MemoState {}
}
