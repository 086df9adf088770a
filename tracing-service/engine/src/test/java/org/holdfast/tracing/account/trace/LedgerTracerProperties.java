package org.holdfast.tracing.account.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.holdfast.primitives.id.LabelId;
import org.holdfast.primitives.id.VaspId;
import org.holdfast.testkit.Campaign;
import org.holdfast.tracing.account.ledger.AccountBlock;
import org.holdfast.tracing.account.ledger.MemoryLedger;
import org.holdfast.tracing.account.ledger.RandomLedger;
import org.holdfast.tracing.account.question.LedgerLimits;
import org.holdfast.tracing.account.question.LedgerSeed;
import org.holdfast.tracing.exact.Fraction;
import org.holdfast.tracing.question.Attributions;
import org.holdfast.tracing.question.Policy;
import org.holdfast.tracing.question.ServiceLabel;
import org.junit.jupiter.api.Test;

/** Every policy against brute force on random small ledgers; conservation is checked in each by sealing. */
class LedgerTracerProperties {
    private static final int CASES = Campaign.size(5_000, 50_000);

    private static final Attributions LABELS = new Attributions() {
        @Override
        public String labelSet() {
            return "one-exchange";
        }

        @Override
        public Optional<ServiceLabel> service(String address) {
            return address.equals("a3")
                    ? Optional.of(new ServiceLabel(new LabelId("label-a3"), new VaspId("exchange-a")))
                    : Optional.empty();
        }
    };

    private record Case(
            long number, List<AccountBlock> blocks, List<LedgerSeed> seeds, Attributions labels, boolean followFees) {
        static Case of(long number) {
            var shape = number % 20 == 0
                    ? RandomLedger.Shape.FULL
                    : number % 2 == 0 ? RandomLedger.Shape.TINY : RandomLedger.Shape.SMALL;
            List<AccountBlock> blocks = RandomLedger.blocks(number, shape);
            return new Case(
                    number,
                    blocks,
                    RandomSeeds.of(blocks, new Random(number)),
                    number % 3 == 0 ? LABELS : Attributions.NONE,
                    number % 5 == 0);
        }

        List<LedgerOutcome.PolicyOutcome> trace() {
            var spec = new LedgerSpec(
                    RandomLedger.CHAIN, seeds, List.of(Policy.values()), LedgerLimits.DEFAULT, followFees);
            return switch (LedgerTracer.trace(spec, MemoryLedger.of(RandomLedger.CHAIN, blocks), labels)) {
                case LedgerOutcome.Traced traced -> traced.result().results();
                case LedgerOutcome.Refused refused ->
                    throw new AssertionError(number + ": " + refused.fault().sentence());
            };
        }
    }

    /** Half of the hundred thousand generated cases that the engine has to agree on; chains are the other half. */
    @Test
    void everyPolicyAgreesWithSweepingEveryEntry() {
        var undefined = new AtomicInteger();
        Set<LedgerReason> reasons = ConcurrentHashMap.newKeySet();
        LongStream.range(0, CASES).parallel().forEach(number -> compare(number, undefined, reasons));
        assertThat(undefined).hasValueGreaterThan(0).hasValueLessThan(CASES);
        assertThat(reasons).hasSizeGreaterThanOrEqualTo(8);
    }

    private static void compare(long number, AtomicInteger undefined, Set<LedgerReason> reasons) {
        var example = Case.of(number);
        for (LedgerOutcome.PolicyOutcome outcome : example.trace()) {
            Policy policy = outcome.policy();
            var oracle = new LedgerOracle(
                            policy, example.blocks(), example.seeds(), example.labels(), example.followFees())
                    .trace();
            switch (outcome) {
                case LedgerOutcome.PolicyOutcome.Undefined nothing -> {
                    assertThat(oracle).as("%s, case %d", policy, number).isNull();
                    undefined.incrementAndGet();
                }
                case LedgerOutcome.PolicyOutcome.Sealed sealed -> {
                    assertThat(booked(sealed.trace()))
                            .as("%s, case %d", policy, number)
                            .isEqualTo(oracle);
                    sealed.trace()
                            .sheets()
                            .forEach(sheet -> reasons.addAll(sheet.buckets().keySet()));
                }
            }
        }
    }

    private static SortedMap<String, SortedMap<Integer, Fraction>> booked(SealedLedgerTrace result) {
        var booked = new TreeMap<String, SortedMap<Integer, Fraction>>();
        for (LedgerSheet sheet : result.sheets()) {
            for (LedgerEnd end : sheet.ends()) {
                var place = booked.computeIfAbsent(
                        end.reason() + " " + end.account() + " " + end.txId() + " " + end.height(),
                        key -> new TreeMap<>());
                if (result.policy().conserves()) {
                    end.bySeed().forEach((seed, share) -> place.merge(seed, share, Fraction::plus));
                } else {
                    place.merge(0, end.exact(), Fraction::plus);
                }
            }
        }
        return booked;
    }
}
