package org.holdfast.tracing.store.graph;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.holdfast.primitives.ChainId;
import org.holdfast.tracing.store.frame.Feed;
import org.holdfast.tracing.store.frame.IndexOpening;
import org.holdfast.tracing.store.frame.RecoveryContract;
import org.holdfast.tracing.store.frame.file.BootId;
import org.holdfast.tracing.store.journal.JournalEntry;

/** A process that takes a feed from a file into an index, says after each entry that it is there, and is killed. */
final class Follower {
    private Follower() {}

    /** Arguments: folder of the index, file of the feed. */
    public static void main(String[] arguments) throws IOException {
        PrintStream out = System.out;
        try (var store = MappedGraphStore.open(new IndexOpening(
                        Path.of(arguments[0]), ChainId.BITCOIN_REGTEST, RecoveryContract.SMALL + 3, BootId.current()));
                var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(Path.of(arguments[1]))))) {
            for (long place = 0, count = in.readLong(); place < count; place++) {
                byte[] entry = new byte[in.readInt()];
                in.readFully(entry);
                if (place >= store.feedOffset()) {
                    Feed.give(store, JournalEntry.read(entry));
                    out.println(place);
                    out.flush();
                }
            }
        }
    }
}
