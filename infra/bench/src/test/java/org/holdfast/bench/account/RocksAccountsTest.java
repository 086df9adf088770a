package org.holdfast.bench.account;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.holdfast.tracing.account.ledger.AccountStore;
import org.holdfast.tracing.account.ledger.AccountStoreContract;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;

/** The peer does what every account store does, so that the race compares like with like. */
class RocksAccountsTest extends AccountStoreContract {
    private static final long CACHE = 8L << 20;

    @TempDir
    Path folder;

    @Override
    protected AccountStore open() {
        try {
            return RocksAccounts.open(Files.createTempDirectory(folder, "ledgers-"), CHAIN, CACHE);
        } catch (RocksDBException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
