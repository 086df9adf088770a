package org.holdfast.tracing.store.graph.record;

import java.util.function.LongPredicate;
import org.holdfast.primitives.Hash256;
import org.holdfast.tracing.store.address.AddressCode;
import org.holdfast.tracing.store.frame.file.RecordFile;

/** Moves from record to record of an index. It ignores snapshots: slots have their present values. */
public class RecordCursor extends RecordReader {
    public final RecordFile records;

    public RecordCursor(RecordFile records) {
        super(true);
        this.records = records;
    }

    public final void goTo(long place) {
        stand(records.segment(place), records.offset(place), place);
    }

    /** Moves to a record and tests its id. */
    public final LongPredicate standsOn(Hash256 id) {
        return place -> {
            goTo(place);
            return hasId(id);
        };
    }

    public final long slot(int output) {
        return slotAt(output);
    }

    @Override
    public final byte[] seen(long place) {
        if (place >= position() * RecordFile.WORD_BYTES) {
            throw new IndexOutOfBoundsException("an address of " + id() + " leads to " + place + ", after it");
        }
        return AddressCode.at(records.segment(RecordFile.wordOf(place)), records.offsetOfByte(place));
    }

    /** The word of a slot. */
    public final long slotWord(int output) {
        return position() + (slotsAtByte() >>> 3) + output;
    }
}
