package org.holdfast.tracing.store.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.holdfast.tracing.store.frame.ChildProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A ledger of ten million movements is written, opened, paged from anywhere and read through in a heap that has six
 * bytes for each of them.
 */
class HubLedgerIT {
    private static final int MOVEMENTS = Integer.getInteger("holdfast.test.hub", 10_000_000);
    private static final int HEAP_MEGABYTES = 64;

    @TempDir
    Path folder;

    @Test
    void isPagedFromAnywhereAndReadThroughInASmallHeap() throws Exception {
        String said = ChildProcess.finished(
                Hub.class, HEAP_MEGABYTES, folder.resolve("hub").toString(), Integer.toString(MOVEMENTS));
        System.out.print(said);
        assertThat(said).endsWith(MOVEMENTS + " movements" + System.lineSeparator());
    }
}
