package org.holdfast.tracing.store.graph.record;

import java.util.function.LongPredicate;
import org.holdfast.primitives.Hash256;
import org.holdfast.tracing.store.address.AddressCode;
import org.holdfast.tracing.store.frame.file.RecordFile;

/** Goes from record to record of the index. Knows nothing of snapshots: slots are as they are now. */
public class RecordCursor extends RecordReader {
    public final RecordFile records;

    public RecordCursor(RecordFile records) {
        super(true);
        this.records = records;
    }

    public final void goTo(long place) {
        stand(records.segment(place), records.offset(place), place);
    }

    /** Goes to a record and says whether it has that id. */
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
            throw new IndexOutOfBoundsException("an address of " + id() + " leads to " + place + ", behind it");
        }
        return AddressCode.at(records.segment(RecordFile.wordOf(place)), records.offsetOfByte(place));
    }

    /** The place of a slot. */
    public final long slotWord(int output) {
        return position() + (slotsAtByte() >>> 3) + output;
    }
}
