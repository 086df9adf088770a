package org.holdfast.tracing.account.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.tracing.account.trace.Ledgers.COIN;
import static org.holdfast.tracing.account.trace.Ledgers.TOKEN;
import static org.holdfast.tracing.account.trace.Ledgers.seed;

import java.math.BigInteger;
import java.util.List;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.Hash256;
import org.holdfast.tracing.account.ledger.AccountBlock;
import org.holdfast.tracing.account.ledger.EntryKind;
import org.holdfast.tracing.account.ledger.MemoryLedger;
import org.holdfast.tracing.account.ledger.RandomLedger;
import org.holdfast.tracing.account.question.LedgerLimits;
import org.holdfast.tracing.question.Attributions;
import org.holdfast.tracing.question.Policy;
import org.junit.jupiter.api.Test;

/** The rule for each edge case on accounts, one by one. */
class EdgeRulesTest {
    @Test
    void gasIsBookedAndFollowedOnlyOnRequest() {
        var ledgers = new Ledgers()
                .mint(1, "thief", 100)
                .pay(2, "thief", "b", 60)
                .entry(2, EntryKind.FEE, COIN, "thief", "validator", 3)
                .entry(2, EntryKind.FEE, COIN, "thief", "", 2)
                .block(1);
        assertThat(ledgers.ends(Policy.FIFO, seed(1, 1, "thief"))).isEqualTo("fee thief 5, held b 60, held thief 35");
        var followed = ledgers.trace(Policy.FIFO, LedgerLimits.DEFAULT, true, seed(1, 1, "thief"));
        assertThat(Ledgers.ends(followed, COIN)).isEqualTo("fee thief 2, held b 60, held thief 35, held validator 3");
    }

    @Test
    void aFailedTransactionStillPays() {
        var ledgers = new Ledgers()
                .mint(1, "thief", 100)
                .entry(2, EntryKind.FEE, COIN, "thief", "", 4)
                .block(1);
        assertThat(ledgers.ends(Policy.PRO_RATA, seed(1, 1, "thief"))).isEqualTo("fee thief 4, held thief 96");
    }

    @Test
    void aCycleWithinOneTransactionKeepsTheOrderOfItsEntries() {
        var ledgers = new Ledgers()
                .mint(1, "thief", 10)
                .mint(1, "lender", 90)
                .pay(2, "lender", "thief", 90)
                .pay(2, "thief", "lender", 90)
                .block(1);
        assertThat(ledgers.ends(Policy.FIFO, seed(1, 1, "thief"))).isEqualTo("held lender 10");
        assertThat(ledgers.ends(Policy.LIFO, seed(1, 1, "thief"))).isEqualTo("held thief 10");
        assertThat(ledgers.ends(Policy.LOWEST_BALANCE, seed(1, 1, "thief"))).isEqualTo("held thief 10");
        assertThat(ledgers.ends(Policy.PRO_RATA, seed(1, 1, "thief"))).isEqualTo("held lender 9, held thief 1");
    }

    @Test
    void aPaymentToOneselfChangesNothing() {
        var ledgers = new Ledgers()
                .mint(1, "a", 50)
                .mint(2, "a", 50)
                .pay(3, "a", "a", 70)
                .pay(4, "a", "b", 50)
                .block(1);
        assertThat(ledgers.ends(Policy.FIFO, seed(1, 2, "a"))).isEqualTo("held a 50");
        assertThat(ledgers.ends(Policy.LIFO, seed(1, 2, "a"))).isEqualTo("held b 50");
    }

    @Test
    void laterOwnDepositsDoNotRefillTheLowestBalance() {
        var ledgers = new Ledgers()
                .mint(1, "a", 100)
                .pay(2, "a", "shop", 70)
                .mint(3, "a", 500)
                .block(1);
        assertThat(ledgers.ends(Policy.LOWEST_BALANCE, seed(1, 1, "a"))).isEqualTo("held a 30, held shop 70");
    }

    @Test
    void severalClaimsShareTheLowestBalanceInProportion() {
        var ledgers = new Ledgers()
                .mint(1, "a", 300)
                .mint(2, "a", 100)
                .pay(3, "a", "shop", 300)
                .block(1);
        var trace = ledgers.trace(Policy.LOWEST_BALANCE, LedgerLimits.DEFAULT, false, seed(1, 1, "a"), seed(1, 2, "a"));
        // Alone, the first claim would keep 100 of its 300 and the second all of its 100: equal shares of what is left.
        var held = trace.sheet(COIN).ends().stream()
                .filter(end -> end.reason() == LedgerReason.HELD
                        && end.account().address().equals("a"))
                .findFirst()
                .orElseThrow();
        assertThat(held.bySeed()).hasToString("{0=50, 1=50}");
    }

    @Test
    void dustIsBookedAndNotDropped() {
        var ledgers = new Ledgers()
                .mint(1, "a", 100)
                .pay(2, "a", "b", 4)
                .pay(3, "b", "c", 4)
                .block(1);
        var limits = LedgerLimits.DEFAULT.withDust(BigInteger.valueOf(5));
        assertThat(Ledgers.ends(ledgers.trace(Policy.FIFO, limits, false, seed(1, 1, "a")), COIN))
                .isEqualTo("dust b 4, held a 96");
    }

    @Test
    void aTokenThatRebasesShowsWhatIsUnexplained() {
        var ledgers = new Ledgers()
                .mint(1, "a", 100)
                .entry(2, EntryKind.UNEXPLAINED, COIN, "", "a", 10)
                .entry(3, EntryKind.UNEXPLAINED, COIN, "a", "", 20)
                .pay(4, "a", "b", 90)
                .block(1);
        var trace = ledgers.trace(Policy.FIFO, LedgerLimits.DEFAULT, false, seed(1, 1, "a"));
        assertThat(Ledgers.ends(trace, COIN)).isEqualTo("held b 80, unexplained a 20");
        assertThat(trace.gains())
                .singleElement()
                .satisfies(gain -> assertThat(gain.amount()).isEqualTo(10));
    }

    @Test
    void issuersDestroyAndReissue() {
        var ledgers = new Ledgers()
                .mint(1, "thief", 100)
                .entry(2, EntryKind.BURN, COIN, "thief", "", 100)
                .entry(3, EntryKind.MINT, COIN, "", "victim", 100)
                .block(1);
        assertThat(ledgers.ends(Policy.FIFO, seed(1, 1, "thief"))).isEqualTo("destroyed thief 100");
    }

    @Test
    void anExchangeIsFollowedIntoTheOtherAssetAndBothBalance() {
        var ledgers = new Ledgers()
                .mint(1, "thief", 30)
                .mint(1, "thief", 70)
                .entry(1, EntryKind.MINT, TOKEN, "", "pool", 1_000)
                .pay(2, "thief", "pool", 100)
                .entry(2, EntryKind.TRANSFER, TOKEN, "pool", "thief", 333)
                .entry(3, EntryKind.TRANSFER, TOKEN, "thief", "b", 100)
                .exchanged(3, 4)
                .block(1);
        var trace = ledgers.trace(Policy.FIFO, LedgerLimits.DEFAULT, false, seed(1, 1, "thief"));
        assertThat(Ledgers.ends(trace, COIN)).isEqualTo("converted thief 30");
        // 30 of 100 paid became 99 of 333 received; the first hundred that go on take all of it.
        assertThat(Ledgers.ends(trace, TOKEN)).isEqualTo("held b 99");
        assertThat(trace.sheet(TOKEN).converted()).hasToString("{0=99}");
    }

    @Test
    void highestOutAnswersBatchesAndRefusesSinglePayments() {
        var batch = new Ledgers()
                .mint(1, "a", 100)
                .mint(2, "a", 100)
                .pay(3, "a", "b", 20)
                .pay(3, "a", "c", 90)
                .block(1);
        assertThat(batch.ends(Policy.HIGHEST_OUT, seed(1, 1, "a"))).isEqualTo("held b 10, held c 90");
        var single = new Ledgers().mint(1, "a", 100).pay(2, "a", "b", 20).block(1);
        assertThat(single.outcome(Policy.HIGHEST_OUT, LedgerLimits.DEFAULT, false, seed(1, 1, "a")))
                .isInstanceOfSatisfying(
                        LedgerOutcome.PolicyOutcome.Undefined.class,
                        undefined -> assertThat(undefined.fault().code()).isEqualTo("tracing.policy.undefined"));
    }

    @Test
    void whatStandsBeforeAGapIsBookedThere() {
        var ledgers = new Ledgers()
                .mint(1, "a", 100)
                .pay(2, "a", "b", 40)
                .block(1)
                .pay(3, "a", "c", 10)
                .block(5);
        assertThat(ledgers.ends(Policy.FIFO, seed(1, 1, "a"))).isEqualTo("gap a 60, gap b 40");
    }

    @Test
    void everyLimitBooksWhatStandsBehindIt() {
        var ledgers = new Ledgers()
                .mint(1, "a", 100)
                .pay(2, "a", "b", 40)
                .block(1)
                .pay(3, "b", "c", 40)
                .pay(3, "c", "d", 30)
                .pay(3, "c", "e", 10)
                .block(2);
        LedgerLimits limits = LedgerLimits.DEFAULT;
        assertThat(limited(ledgers, limits.withHops(1))).isEqualTo("held a 60, limit c 40");
        assertThat(limited(ledgers, limits.withUntilHeight(1))).isEqualTo("held a 60, limit b 40");
        assertThat(limited(ledgers, limits.withMovements(1))).isEqualTo("limit a 100");
        assertThat(limited(ledgers, limits.withMovements(4))).isEqualTo("held a 60, limit c 40");
        var both = new Ledgers()
                .mint(1, "a", 100)
                .pay(2, "a", "b", 40)
                .pay(3, "b", "c", 10)
                .pay(3, "a", "c", 10)
                .block(1);
        assertThat(limited(both, limits.withLots(1))).isEqualTo("limit a 60, limit b 40");
        assertThat(limited(ledgers, limits.withHubMovements(2))).isEqualTo("held a 60, hub c 40");
    }

    private static String limited(Ledgers ledgers, LedgerLimits limits) {
        return Ledgers.ends(ledgers.trace(Policy.FIFO, limits, false, seed(1, 1, "a")), COIN);
    }

    @Test
    void amountsOf18DecimalsStayExact() {
        BigInteger wei = BigInteger.TEN.pow(27).add(BigInteger.ONE);
        assertThat(new CountOf(wei).half(Policy.PRO_RATA)).isEqualTo(wei);
        assertThat(new CountOf(wei).half(Policy.FIFO)).isEqualTo(wei);
    }

    /** A ledger of one account that pays half away, in amounts beyond 64 bits. */
    private record CountOf(BigInteger amount) {
        BigInteger half(Policy policy) {
            var ledgers = new Ledgers().mint(1, "a", 1).pay(2, "a", "b", 1).block(1);
            var index = MemoryLedger.of(
                    RandomLedger.CHAIN,
                    List.of(new AccountBlock(
                            ledgers.index().segments().getFirst().first(),
                            new BlockHash(Hash256.ZERO),
                            true,
                            0,
                            List.of(
                                    entry(1, EntryKind.MINT, "", "a", amount),
                                    entry(2, EntryKind.TRANSFER, "a", "b", amount.shiftRight(1))),
                            List.of())));
            var spec = new LedgerSpec(
                    RandomLedger.CHAIN, List.of(seed(1, 1, "a")), List.of(policy), LedgerLimits.DEFAULT, false);
            var traced = (LedgerOutcome.Traced) LedgerTracer.trace(spec, index, Attributions.NONE);
            var sealed = (LedgerOutcome.PolicyOutcome.Sealed)
                    traced.result().results().getFirst();
            return sealed.trace().sheet(COIN).buckets().getOrDefault(LedgerReason.HELD, BigInteger.ZERO);
        }

        private static AccountBlock.Entry entry(int tx, EntryKind kind, String from, String to, BigInteger amount) {
            return new AccountBlock.Entry(Ledgers.tx(tx), tx, kind, COIN, from, to, amount);
        }
    }
}
