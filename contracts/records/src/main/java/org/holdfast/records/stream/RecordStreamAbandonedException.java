package org.holdfast.records.stream;

/** The writer of a stream gave up and has said why itself. */
public final class RecordStreamAbandonedException extends RuntimeException {
    RecordStreamAbandonedException() {
        super("the writer of the stream gave up");
    }
}
