package org.holdfast.tracing.account.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.holdfast.testkit.Campaign;
import org.holdfast.tracing.account.ledger.AccountBlock;
import org.holdfast.tracing.account.ledger.EntryKind;
import org.holdfast.tracing.account.ledger.MemoryLedger;
import org.holdfast.tracing.account.ledger.RandomLedger;
import org.holdfast.tracing.account.question.LedgerSeed;
import org.holdfast.tracing.account.trace.RandomSeeds;
import org.holdfast.tracing.question.QuestionMonitor;
import org.junit.jupiter.api.Test;

/** Paths over accounts are all the paths there are, and limits are counted. */
class LedgerPathsProperties {
    private static final int CASES = Campaign.size(400, 2_000);

    /** Every entry in ledger order with its height and whether it is a leg of an exchange. */
    private record Line(AccountBlock.Entry entry, long height, boolean exchanged) {
        static List<Line> of(List<AccountBlock> blocks) {
            var lines = new ArrayList<Line>();
            for (AccountBlock block : blocks) {
                for (int i = 0; i < block.entries().size(); i++) {
                    int at = i;
                    boolean exchanged =
                            block.conversions().stream().anyMatch(one -> one.paid() == at || one.received() == at);
                    lines.add(new Line(block.entries().get(i), block.block().height(), exchanged));
                }
            }
            return lines;
        }
    }

    private record Search(List<Line> lines, LedgerPaths.Query query, TreeSet<String> found) {
        void from(LedgerSeed seed) {
            int nth = 0;
            for (int i = 0; i < lines.size(); i++) {
                var entry = lines.get(i).entry();
                boolean deposit = entry.to().equals(seed.account().address())
                        && !entry.from().equals(entry.to())
                        && entry.asset().equals(seed.account().asset())
                        && entry.txId().equals(seed.txId());
                if (deposit && nth++ == seed.nth()) {
                    onward(seed.account().address(), i, 0, entry.to() + " " + entry.txId());
                }
            }
        }

        private void onward(String account, int at, int hops, String path) {
            if (account.equals(query.target())) {
                found.add(path);
                return;
            }
            for (int i = at + 1; i < lines.size() && hops < query.hops(); i++) {
                var entry = lines.get(i).entry();
                boolean follows = entry.kind() == EntryKind.TRANSFER
                        && !lines.get(i).exchanged()
                        && entry.from().equals(account)
                        && !entry.to().equals(account)
                        && entry.asset().equals(lines.get(at).entry().asset())
                        && entry.amount().compareTo(query.leastValue()) >= 0
                        && lines.get(i).height() <= query.untilHeight();
                if (follows) {
                    onward(entry.to(), i, hops + 1, path + ", " + entry.to() + " " + entry.txId());
                }
            }
        }
    }

    @Test
    void pathsAreAllThePathsThereAreWithinEveryLimit() {
        int all = 0;
        int cut = 0;
        for (long number = 0; number < CASES; number++) {
            List<AccountBlock> blocks = RandomLedger.blocks(number, RandomLedger.Shape.FULL);
            List<LedgerSeed> seeds = RandomSeeds.of(blocks, new Random(number)).stream()
                    .filter(seed -> seed.nth() == 0)
                    .toList();
            if (seeds.isEmpty()) {
                continue;
            }
            var query = new LedgerPaths.Query(
                    RandomLedger.CHAIN,
                    seeds,
                    "a" + number % 8,
                    number % 2 == 0 ? 20 : 2,
                    BigInteger.valueOf(number % 3 == 0 ? 4 : 0),
                    number % 5 == 0 ? 6 : Long.MAX_VALUE,
                    1_000,
                    10_000,
                    1_000_000);
            var found = new TreeSet<String>();
            var oracle = new Search(Line.of(blocks), query, found);
            seeds.forEach(oracle::from);
            var paths = LedgerPaths.find(query, MemoryLedger.of(RandomLedger.CHAIN, blocks), QuestionMonitor.NONE);
            var texts = new TreeSet<String>();
            paths.paths()
                    .forEach(path -> texts.add(String.join(
                            ", ", path.stream().map(LedgerPaths.Step::toString).toList())));
            assertThat(texts).as("case %d", number).isEqualTo(found);
            all += found.size();
            cut += paths.cutByHops() + paths.cutByValue() + paths.cutByTime() > 0 ? 1 : 0;
        }
        assertThat(all).isGreaterThan(CASES / 4);
        assertThat(cut).isGreaterThan(CASES / 10);
    }

    @Test
    void whatIsNotLookedAtIsSaid() {
        var hubs = 0L;
        var unexplored = 0L;
        var more = 0L;
        for (int n = 0; n < 80; n++) {
            List<AccountBlock> blocks = RandomLedger.blocks(n, RandomLedger.Shape.FULL);
            var index = MemoryLedger.of(RandomLedger.CHAIN, blocks);
            List<LedgerSeed> seeds = RandomSeeds.of(blocks, new Random(n));
            String target = "a" + n % 8;
            hubs += LedgerPaths.find(query(seeds, target, 1, 100, 1_000), index, QuestionMonitor.NONE)
                    .cutByHubs();
            unexplored += LedgerPaths.find(query(seeds, target, 1_000, 100, 3), index, QuestionMonitor.NONE)
                    .unexplored();
            more += LedgerPaths.find(query(seeds, target, 1_000, 1, 100_000), index, QuestionMonitor.NONE)
                            .more()
                    ? 1
                    : 0;
        }
        assertThat(List.of(hubs, unexplored, more)).allMatch(count -> count > 0);
    }

    private static LedgerPaths.Query query(List<LedgerSeed> seeds, String target, long hubs, int most, long movements) {
        return new LedgerPaths.Query(
                RandomLedger.CHAIN, seeds, target, 20, BigInteger.ZERO, Long.MAX_VALUE, hubs, most, movements);
    }
}
