package org.holdfast.chain.app.proof;

import java.util.Optional;
import org.holdfast.records.chain.v1.ChainRecord;

/** The committed records of a chain's topic, readable from any offset. One instance belongs to one thread. */
public interface RecordLog extends AutoCloseable {
    /** A record and its offset. */
    record Entry(long offset, ChainRecord record) {}

    /** The first offset. */
    long begin();

    /** One above the last offset. It does not change while the log is open. */
    long end();

    /** The first record at or above an offset; empty where none is left below the end. */
    Optional<Entry> from(long offset);

    @Override
    void close();
}
