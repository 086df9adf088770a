package org.holdfast.tracing.store.ledger;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.holdfast.tracing.account.ledger.RandomLedger;
import org.holdfast.tracing.store.frame.AccountFeed;
import org.holdfast.tracing.store.frame.IndexOpening;
import org.holdfast.tracing.store.frame.RecoveryContract;
import org.holdfast.tracing.store.frame.file.BootId;
import org.holdfast.tracing.store.journal.AccountJournalEntry;

/** A process that takes a feed from a file into ledgers, says after each entry that it is there, and is killed. */
final class AccountFollower {
    private AccountFollower() {}

    /** Arguments: folder of the ledgers, file of the feed. */
    public static void main(String[] arguments) throws IOException {
        PrintStream out = System.out;
        try (var store = MappedAccountStore.open(new IndexOpening(
                        Path.of(arguments[0]), RandomLedger.CHAIN, RecoveryContract.SMALL + 3, BootId.current()));
                var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(Path.of(arguments[1]))))) {
            for (long place = 0, count = in.readLong(); place < count; place++) {
                byte[] entry = new byte[in.readInt()];
                in.readFully(entry);
                if (place >= store.feedOffset()) {
                    AccountFeed.give(store, AccountJournalEntry.read(entry));
                    out.println(place);
                    out.flush();
                }
            }
        }
    }
}
