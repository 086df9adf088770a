package org.holdfast.tracing.store.ledger;

import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.Hash256;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.account.ledger.AccountBlock;
import org.holdfast.tracing.account.ledger.AccountKey;
import org.holdfast.tracing.account.ledger.AccountSnapshot;
import org.holdfast.tracing.account.ledger.EntryKind;
import org.holdfast.tracing.account.ledger.MovementPage;
import org.holdfast.tracing.account.ledger.PageRequest;
import org.holdfast.tracing.account.ledger.RandomLedger;

/**
 * A process that writes one account of very many movements, then opens it again, reads pages from the middle and all of
 * it in pages, and holds every movement to what was written. Says how long each took in milliseconds.
 */
final class Hub {
    private static final String NAME = "hub";
    private static final int OTHERS = 50_000;
    private static final int BLOCK = 10_000;
    private static final int SEEKS = 1_000;
    /** Every third movement pays this out, the others take one in. */
    private static final int PAID = 2;

    private Hub() {}

    /** Arguments: folder of the ledgers, how many movements. */
    public static void main(String[] arguments) {
        PrintStream out = System.out;
        Path home = Path.of(arguments[0]);
        long movements = Long.parseLong(arguments[1]);
        long begun = System.nanoTime();
        try (var store = MappedAccountStore.open(home, RandomLedger.CHAIN)) {
            write(store, movements);
        }
        begun = said(out, "written", begun);
        try (var store = MappedAccountStore.open(home, RandomLedger.CHAIN);
                AccountSnapshot index = store.snapshot()) {
            begun = said(out, "opened", begun);
            long hub = index.resolve(List.of(new AccountKey(NAME, RandomLedger.COIN)))[0];
            require(index.accounts(new long[] {hub}).getFirst().movements(), movements);
            long[] places = stream(index, hub, movements);
            begun = said(out, "streamed", begun);
            seek(index, hub, places, movements);
            said(out, SEEKS + " pages", begun);
            out.println("bytes " + store.bytes());
        }
        out.println(movements + " movements");
    }

    /** The hub's balance behind so many movements: in, in, two out, and so on. */
    private static long balance(long count) {
        return count % 3;
    }

    private static void write(MappedAccountStore store, long movements) {
        var entries = new ArrayList<AccountBlock.Entry>(BLOCK);
        long height = 0;
        for (long i = 1; i <= movements; i++) {
            String other = "account-" + i % OTHERS;
            boolean out = i % 3 == 0;
            boolean known = i > OTHERS;
            var kind = out || (known && i % 2 == 0) ? EntryKind.TRANSFER : EntryKind.MINT;
            String from = out ? NAME : kind == EntryKind.MINT ? "" : other;
            entries.add(new AccountBlock.Entry(
                    id(i),
                    entries.size(),
                    kind,
                    RandomLedger.COIN,
                    from,
                    out ? other : NAME,
                    out ? BigInteger.TWO : BigInteger.ONE));
            if (entries.size() == BLOCK || i == movements) {
                height++;
                store.append(
                        new AccountBlock(ref(height), ref(height - 1).hash(), height == 1, 0, entries, List.of()), i);
                entries.clear();
            }
        }
    }

    /** Reads all; returns the positions of some of the movements, evenly spread. */
    private static long[] stream(AccountSnapshot index, long hub, long movements) {
        long[] places = new long[SEEKS];
        long next = 1;
        long from = 0;
        for (boolean last = false; !last; ) {
            MovementPage page = index.load(List.of(new PageRequest(hub, from, PageRequest.MOST)))
                    .getFirst();
            for (int i = 0; i < page.size(); i++, next++) {
                hold(page, i, next);
                places[(int) ((next - 1) * SEEKS / movements)] = page.position(i);
            }
            from = page.position(page.size() - 1) + 1;
            last = page.last();
        }
        require(next - 1, movements);
        return places;
    }

    /** The position kept last for a part is that of its last movement. */
    private static void seek(AccountSnapshot index, long hub, long[] places, long movements) {
        var random = new SplittableRandom(1);
        for (int i = 0; i < SEEKS; i++) {
            int part = random.nextInt(SEEKS);
            long number = ((part + 1) * movements + SEEKS - 1) / SEEKS;
            MovementPage page =
                    index.load(List.of(new PageRequest(hub, places[part], 10))).getFirst();
            for (int j = 0; j < page.size(); j++) {
                hold(page, j, number + j);
            }
        }
    }

    private static void hold(MovementPage page, int i, long number) {
        require(page.balanceAfter(i).longValueExact(), balance(number));
        require(page.smallAmount(i), number % 3 == 0 ? PAID : 1);
        if (!page.txId(i).equals(id(number))) {
            throw new IllegalStateException("movement " + number + " is of " + page.txId(i));
        }
    }

    private static void require(long found, long wanted) {
        if (found != wanted) {
            throw new IllegalStateException("found " + found + ", wanted " + wanted);
        }
    }

    private static TxId id(long number) {
        return new TxId(new Hash256(7, 7, 7, number));
    }

    private static BlockRef ref(long height) {
        return new BlockRef(height, new BlockHash(new Hash256(1, 2, 3, height)));
    }

    private static long said(PrintStream out, String what, long begun) {
        long now = System.nanoTime();
        out.println(what + " " + (now - begun) / 1_000_000);
        return now;
    }
}
