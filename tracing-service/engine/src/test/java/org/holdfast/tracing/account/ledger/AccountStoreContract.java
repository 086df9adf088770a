package org.holdfast.tracing.account.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.Hash256;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.account.ledger.RandomLedger.Shape;
import org.holdfast.tracing.index.IndexStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every account store does, whatever it is made of. */
public abstract class AccountStoreContract extends IndexStoreContract<AccountBlock, AccountStore> {
    protected static final ChainId CHAIN = RandomLedger.CHAIN;

    private AccountStore store = new MemoryLedger(CHAIN);

    @Override
    protected AccountBlock next(long height, boolean start) {
        return block(height, start, mint("a" + height, BigInteger.TEN));
    }

    @BeforeEach
    void openStore() {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void readsBackWhatWasAppendedAsThePlainestLedgersDo() {
        for (long seed = 0; seed < 20; seed++) {
            store.close();
            store = open();
            var plain = new MemoryLedger(CHAIN);
            List<AccountBlock> blocks = RandomLedger.blocks(seed, Shape.FULL);
            long offset = 0;
            for (AccountBlock block : blocks) {
                store.append(block, ++offset);
                plain.append(block, offset);
            }
            for (int pageSize : List.of(1, 3, PageRequest.MOST)) {
                assertThat(LedgerDump.of(store, blocks, pageSize)).isEqualTo(LedgerDump.of(plain, blocks, 7));
            }
            assertThat(store.feedOffset()).isEqualTo(offset);
            assertThat(store.totals()).isEqualTo(plain.totals());
        }
    }

    @Test
    void forgetsARetractedBlockCompletely() {
        for (long seed = 0; seed < 20; seed++) {
            store.close();
            store = open();
            var plain = new MemoryLedger(CHAIN);
            List<AccountBlock> blocks = RandomLedger.blocks(seed, Shape.FULL);
            long offset = 0;
            for (AccountBlock block : blocks) {
                store.append(block, ++offset);
            }
            for (int i = blocks.size() - 1; i >= 2; i--) {
                store.retract(blocks.get(i).block(), ++offset);
            }
            for (AccountBlock block : blocks.subList(0, 2)) {
                plain.append(block, offset);
            }
            assertThat(LedgerDump.of(store, blocks, 100)).isEqualTo(LedgerDump.of(plain, blocks, 100));
            for (AccountBlock block : blocks.subList(2, blocks.size())) {
                store.append(block, ++offset);
                plain.append(block, offset);
            }
            assertThat(LedgerDump.of(store, blocks, 100)).isEqualTo(LedgerDump.of(plain, blocks, 100));
            assertThat(store.feedOffset()).isEqualTo(offset);
        }
    }

    @Test
    void readsTheSamePagesAfterAnAnnouncementAndManyAtOnce() {
        List<AccountBlock> blocks = RandomLedger.blocks(3, Shape.FULL);
        blocks.forEach(block -> store.append(block, 1));
        try (AccountSnapshot index = store.snapshot()) {
            var requests = new ArrayList<PageRequest>();
            for (long number : index.resolve(RandomLedger.accounts(blocks))) {
                requests.add(new PageRequest(number, 0, 3));
                requests.add(new PageRequest(number, Long.MAX_VALUE, PageRequest.MOST));
            }
            index.expect(requests);
            List<MovementPage> pages = index.load(requests);
            for (int i = 0; i < pages.size(); i++) {
                MovementPage alone = index.load(List.of(requests.get(i))).getFirst();
                assertThat(pages.get(i).size()).isEqualTo(alone.size());
                for (int j = 0; j < alone.size(); j++) {
                    assertThat(pages.get(i).position(j)).isEqualTo(alone.position(j));
                    assertThat(pages.get(i).amount(j)).isEqualTo(alone.amount(j));
                }
            }
        }
    }

    @Test
    void booksWhatAPayerWasNotKnownToHold() {
        store.append(block(5, true, pay("a", "b", BigInteger.TEN)), 1);
        try (AccountSnapshot index = store.snapshot()) {
            long payer = index.resolve(List.of(new AccountKey("a", RandomLedger.COIN)))[0];
            MovementPage page =
                    index.load(List.of(new PageRequest(payer, 0, 10))).getFirst();
            assertThat(page.size()).isEqualTo(2);
            assertThat(page.kind(0)).isEqualTo(EntryKind.UNEXPLAINED);
            assertThat(page.direction(0)).isEqualTo(Direction.IN);
            assertThat(page.amount(0)).isEqualTo(BigInteger.TEN);
            assertThat(page.balanceAfter(1)).isZero();
        }
        assertThat(store.totals().shortfalls()).isEqualTo(1);
        assertThat(store.totals(RandomLedger.COIN))
                .isEqualTo(new AssetTotals(BigInteger.TEN, BigInteger.ZERO, BigInteger.TEN));
    }

    @Test
    void saysWhereABlockBegins() {
        store.append(block(5, true, mint("a", BigInteger.TEN), pay("a", "b", BigInteger.ONE)), 1);
        store.append(block(6, false), 2);
        store.append(block(7, false, pay("a", "b", BigInteger.TWO)), 3);
        try (AccountSnapshot index = store.snapshot()) {
            long payer = index.resolve(List.of(new AccountKey("a", RandomLedger.COIN)))[0];
            for (long[] expected : new long[][] {{0, 3}, {5, 3}, {6, 1}, {7, 1}, {8, 0}}) {
                long from = index.positionAt(expected[0]);
                MovementPage page =
                        index.load(List.of(new PageRequest(payer, from, 10))).getFirst();
                assertThat(page.size()).as("from height %d", expected[0]).isEqualTo((int) expected[1]);
            }
        }
    }

    @Test
    void keepsAmountsOf256Bits() {
        BigInteger most = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
        store.append(block(5, true, mint("a", most), pay("a", "b", most.shiftRight(1))), 1);
        try (AccountSnapshot index = store.snapshot()) {
            long[] numbers = index.resolve(
                    List.of(new AccountKey("a", RandomLedger.COIN), new AccountKey("nobody", RandomLedger.COIN)));
            assertThat(numbers[1]).isEqualTo(AccountIndex.ABSENT);
            MovementPage page =
                    index.load(List.of(new PageRequest(numbers[0], 0, 10))).getFirst();
            assertThat(page.amount(0)).isEqualTo(most);
            assertThat(page.smallAmount(0)).isEqualTo(MovementPage.WIDE);
            assertThat(page.balanceAfter(1)).isEqualTo(most.subtract(most.shiftRight(1)));
        }
    }

    @Test
    void pagesThroughALedgerOfManyMovements() {
        var entries = new ArrayList<AccountBlock.Entry>();
        entries.add(mint("hub", BigInteger.valueOf(30_000)));
        for (int i = 0; i < 10_000; i++) {
            entries.add(pay("hub", "a" + i % 7, BigInteger.ONE));
        }
        store.append(block(5, true, entries.toArray(AccountBlock.Entry[]::new)), 1);
        try (AccountSnapshot index = store.snapshot()) {
            long hub = index.resolve(List.of(new AccountKey("hub", RandomLedger.COIN)))[0];
            assertThat(index.accounts(new long[] {hub}).getFirst().movements()).isEqualTo(10_001);
            int read = 0;
            long from = 0;
            boolean last = false;
            while (!last) {
                MovementPage page =
                        index.load(List.of(new PageRequest(hub, from, 1_000))).getFirst();
                read += page.size();
                last = page.last();
                from = page.position(page.size() - 1) + 1;
            }
            assertThat(read).isEqualTo(10_001);
            MovementPage behind =
                    index.load(List.of(new PageRequest(hub, from, 10))).getFirst();
            assertThat(behind.size()).isZero();
            assertThat(behind.last()).isTrue();
        }
    }

    @Test
    void showsASnapshotAsItStoodWhateverIsAppendedMeanwhile() {
        store.append(block(5, true, mint("a", BigInteger.TEN)), 1);
        try (AccountSnapshot index = store.snapshot()) {
            store.append(block(6, false, pay("a", "b", BigInteger.ONE)), 2);
            long[] numbers = index.resolve(
                    List.of(new AccountKey("a", RandomLedger.COIN), new AccountKey("b", RandomLedger.COIN)));
            assertThat(numbers[1]).isEqualTo(AccountIndex.ABSENT);
            assertThat(index.accounts(new long[] {numbers[0]}).getFirst().balance())
                    .isEqualTo(BigInteger.TEN);
            MovementPage page =
                    index.load(List.of(new PageRequest(numbers[0], 0, 10))).getFirst();
            assertThat(page.size()).isEqualTo(1);
            assertThat(page.last()).isTrue();
            assertThat(index.block(6)).isEmpty();
        }
    }

    private static BlockRef ref(long height) {
        return new BlockRef(height, new BlockHash(new Hash256(1, 2, 3, height)));
    }

    protected static AccountBlock block(long height, boolean start, AccountBlock.Entry... entries) {
        return new AccountBlock(
                ref(height), new BlockHash(new Hash256(1, 2, 3, height - 1)), start, 0, List.of(entries), List.of());
    }

    protected static AccountBlock.Entry pay(String from, String to, BigInteger amount) {
        return entry(EntryKind.TRANSFER, from, to, amount);
    }

    protected static AccountBlock.Entry mint(String to, BigInteger amount) {
        return entry(EntryKind.MINT, "", to, amount);
    }

    private static AccountBlock.Entry entry(EntryKind kind, String from, String to, BigInteger amount) {
        return new AccountBlock.Entry(new TxId(new Hash256(4, 4, 4, 4)), 0, kind, RandomLedger.COIN, from, to, amount);
    }
}
