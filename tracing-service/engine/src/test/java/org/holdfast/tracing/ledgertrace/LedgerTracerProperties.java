package org.holdfast.tracing.ledgertrace;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.holdfast.primitives.LabelId;
import org.holdfast.primitives.VaspId;
import org.holdfast.tracing.account.AccountBlock;
import org.holdfast.tracing.account.AccountKey;
import org.holdfast.tracing.account.MemoryLedger;
import org.holdfast.tracing.account.RandomLedger;
import org.holdfast.tracing.policy.Fraction;
import org.holdfast.tracing.policy.Policy;
import org.holdfast.tracing.trace.Attributions;
import org.holdfast.tracing.trace.ServiceLabel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every policy against brute force on random small ledgers; conservation is checked in each by sealing. */
class LedgerTracerProperties {
    private static final int CASES = Integer.getInteger("holdfast.ledger.cases", 4_000);

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
            var shape = number % 2 == 0 ? RandomLedger.Shape.SMALL : RandomLedger.Shape.FULL;
            List<AccountBlock> blocks = RandomLedger.blocks(number, shape);
            return new Case(
                    number,
                    blocks,
                    seeds(blocks, new Random(number)),
                    number % 3 == 0 ? LABELS : Attributions.NONE,
                    number % 5 == 0);
        }

        private static List<LedgerSeed> seeds(List<AccountBlock> blocks, Random random) {
            var all = new ArrayList<LedgerSeed>();
            var ledger = new HashMap<String, Integer>();
            var balances = new HashMap<AccountKey, BigInteger>();
            for (AccountBlock block : blocks) {
                for (AccountBlock.Entry entry : block.entries()) {
                    if (!entry.from().isEmpty()) {
                        var from = new AccountKey(entry.from(), entry.asset());
                        BigInteger held = balances.getOrDefault(from, BigInteger.ZERO);
                        if (held.compareTo(entry.amount()) < 0) {
                            ledger.merge(from + " " + entry.txId(), 1, Integer::sum);
                        }
                        balances.put(from, held.max(entry.amount()).subtract(entry.amount()));
                    }
                    if (!entry.to().isEmpty()) {
                        var to = new AccountKey(entry.to(), entry.asset());
                        balances.merge(to, entry.amount(), BigInteger::add);
                        if (!entry.to().equals(entry.from())) {
                            int nth = ledger.merge(to + " " + entry.txId(), 1, Integer::sum) - 1;
                            if (entry.amount().signum() > 0) {
                                all.add(new LedgerSeed(to, block.block().height(), entry.txId(), nth));
                            }
                        }
                    }
                }
            }
            var seeds = new TreeSet<LedgerSeed>();
            for (int i = 0; i < 1 + random.nextInt(3); i++) {
                seeds.add(all.get(random.nextInt(Math.max(1, all.size() * 2 / 3))));
            }
            return List.copyOf(seeds);
        }

        @Nullable
        SealedLedgerTrace trace(Policy policy, LedgerLimits limits) {
            var spec = new LedgerSpec(RandomLedger.CHAIN, seeds, List.of(policy), limits, followFees);
            return switch (LedgerTracer.trace(spec, MemoryLedger.of(RandomLedger.CHAIN, blocks), labels)) {
                case LedgerOutcome.Traced traced ->
                    switch (traced.result().results().getFirst()) {
                        case LedgerOutcome.PolicyOutcome.Sealed sealed -> sealed.trace();
                        case LedgerOutcome.PolicyOutcome.Undefined undefined -> null;
                    };
                case LedgerOutcome.Refused refused ->
                    throw new AssertionError(number + ": " + refused.fault().sentence());
            };
        }
    }

    @Test
    void everyPolicyAgreesWithSweepingEveryEntry() {
        int undefined = 0;
        var reasons = new TreeSet<LedgerReason>();
        for (long number = 0; number < CASES; number++) {
            var example = Case.of(number);
            for (Policy policy : Policy.values()) {
                SealedLedgerTrace result = example.trace(policy, LedgerLimits.DEFAULT);
                var oracle = new LedgerOracle(
                                policy, example.blocks(), example.seeds(), example.labels(), example.followFees())
                        .trace();
                assertThat(result == null).as("%s, case %d", policy, number).isEqualTo(oracle == null);
                if (result == null) {
                    undefined++;
                } else {
                    assertThat(booked(result)).as("%s, case %d", policy, number).isEqualTo(oracle);
                    result.sheets()
                            .forEach(sheet -> reasons.addAll(sheet.buckets().keySet()));
                }
            }
        }
        assertThat(undefined).isBetween(1, CASES - 1);
        assertThat(reasons).hasSizeGreaterThanOrEqualTo(9);
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
