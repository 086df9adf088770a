package org.holdfast.tracing.account.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.testkit.Campaign;
import org.holdfast.tracing.account.ledger.AccountBlock;
import org.holdfast.tracing.account.ledger.MemoryLedger;
import org.holdfast.tracing.account.ledger.RandomLedger;
import org.holdfast.tracing.account.question.LedgerLimits;
import org.holdfast.tracing.account.question.LedgerSeed;
import org.holdfast.tracing.account.trace.LedgerOutcome;
import org.holdfast.tracing.account.trace.LedgerReason;
import org.holdfast.tracing.account.trace.LedgerSpec;
import org.holdfast.tracing.account.trace.LedgerTracer;
import org.holdfast.tracing.account.trace.RandomSeeds;
import org.holdfast.tracing.exact.Fraction;
import org.holdfast.tracing.question.Attributions;
import org.holdfast.tracing.question.Policy;
import org.holdfast.tracing.question.QuestionMonitor;
import org.junit.jupiter.api.Test;

/** Forward and backward agree on accounts: what a seed brings to a deposit is what the deposit has from the seed. */
class LedgerOriginProperties {
    private static final List<Policy> POLICIES = List.of(Policy.FIFO, Policy.LIFO, Policy.PRO_RATA);
    private static final int CASES = Campaign.size(400, 2_000);

    /** Exchanges are followed forward and book an origin backward, so the two are compared without them. */
    private static List<AccountBlock> blocks(long number, boolean exchanges) {
        List<AccountBlock> blocks = RandomLedger.blocks(number, RandomLedger.Shape.FULL);
        return exchanges
                ? blocks
                : blocks.stream()
                        .map(block -> new AccountBlock(
                                block.block(),
                                block.parent(),
                                block.segmentStart(),
                                block.timeSeconds(),
                                block.entries(),
                                List.of()))
                        .toList();
    }

    private static List<SealedLedgerOrigins> back(LedgerOriginSpec spec, MemoryLedger index) {
        var outcome = LedgerOriginTracer.trace(spec, index, Attributions.NONE, QuestionMonitor.NONE);
        return ((LedgerOriginOutcome.Traced) outcome).result().results();
    }

    @Test
    void whatASeedBringsToADepositIsWhatTheDepositHasFromTheSeed() {
        int connected = 0;
        for (long number = 0; number < CASES; number++) {
            List<AccountBlock> blocks = blocks(number, false);
            var index = MemoryLedger.of(RandomLedger.CHAIN, blocks);
            var seeds = new TreeSet<LedgerSeed>(RandomSeeds.of(blocks, new Random(number)));
            seeds.addAll(RandomSeeds.of(blocks, new Random(~number)));
            LedgerSeed source = seeds.first();
            LedgerSeed target = seeds.last();
            if (source.equals(target)) {
                continue;
            }
            boolean fees = number % 3 == 0;
            var forward = (LedgerOutcome.Traced) LedgerTracer.trace(
                    new LedgerSpec(RandomLedger.CHAIN, List.of(source, target), POLICIES, LedgerLimits.DEFAULT, fees),
                    index,
                    Attributions.NONE);
            List<SealedLedgerOrigins> backward = back(
                    new LedgerOriginSpec(
                            RandomLedger.CHAIN,
                            List.of(target),
                            List.of(source),
                            POLICIES,
                            LedgerLimits.DEFAULT,
                            0,
                            fees),
                    index);
            for (int p = 0; p < POLICIES.size(); p++) {
                var sealed = (LedgerOutcome.PolicyOutcome.Sealed)
                        forward.result().results().get(p);
                Fraction brought = sealed.trace().sheets().stream()
                        .flatMap(sheet -> sheet.ends().stream())
                        .filter(end -> end.reason() == LedgerReason.LATER_SEED)
                        .map(end -> end.bySeed().getOrDefault(0, Fraction.ZERO))
                        .reduce(Fraction.ZERO, Fraction::plus);
                Fraction came = backward.get(p).origins().stream()
                        .filter(origin -> origin.reason() == LedgerOriginReason.SOURCE)
                        .map(LedgerOrigin::exact)
                        .reduce(Fraction.ZERO, Fraction::plus);
                assertThat(came).as("%s, case %d", POLICIES.get(p), number).isEqualTo(brought);
                connected += came.isZero() ? 0 : 1;
            }
        }
        assertThat(connected).isGreaterThan(CASES / 20);
    }

    @Test
    void severalTargetsBalanceOneByOneUnderEveryLimit() {
        var reasons = new HashSet<LedgerOriginReason>();
        for (long number = 0; number < CASES / 4; number++) {
            List<AccountBlock> blocks = blocks(number, true);
            var index = MemoryLedger.of(RandomLedger.CHAIN, blocks);
            List<LedgerSeed> targets = RandomSeeds.of(blocks, new Random(number));
            for (LedgerLimits limits : List.of(
                    LedgerLimits.DEFAULT,
                    LedgerLimits.DEFAULT.withHops(1),
                    LedgerLimits.DEFAULT.withMovements(2),
                    LedgerLimits.DEFAULT.withLots(1),
                    LedgerLimits.DEFAULT.withDust(BigInteger.valueOf(3)),
                    LedgerLimits.DEFAULT.withHubMovements(4),
                    LedgerLimits.DEFAULT.withDenominatorBits(3))) {
                var spec = new LedgerOriginSpec(
                        RandomLedger.CHAIN, targets, List.of(), POLICIES, limits, number % 6, number % 2 == 0);
                back(spec, index).forEach(result -> result.origins().forEach(origin -> reasons.add(origin.reason())));
            }
        }
        assertThat(reasons)
                .contains(
                        LedgerOriginReason.MINTED,
                        LedgerOriginReason.OPENING,
                        LedgerOriginReason.UNEXPLAINED,
                        LedgerOriginReason.CONVERTED,
                        LedgerOriginReason.HUB,
                        LedgerOriginReason.DUST,
                        LedgerOriginReason.LIMIT);
    }

    @Test
    void policiesWithoutAnInverseAreRefused() {
        LedgerSeed target = RandomSeeds.of(blocks(1, false), new Random(1)).getFirst();
        for (Policy policy : Policy.values()) {
            if (!POLICIES.contains(policy)) {
                assertThatThrownBy(() -> new LedgerOriginSpec(
                                RandomLedger.CHAIN,
                                List.of(target),
                                List.of(),
                                List.of(policy),
                                LedgerLimits.DEFAULT,
                                0,
                                false))
                        .isInstanceOfSatisfying(
                                InputFaultException.class,
                                e -> assertThat(e.fault().code()).isEqualTo("tracing.policy.no-inverse"));
            }
        }
    }
}
