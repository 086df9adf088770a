package org.holdfast.tracing.ledgertrace;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.primitives.InputFault;
import org.holdfast.tracing.account.AccountIndex;
import org.holdfast.tracing.account.Direction;
import org.holdfast.tracing.account.MovementPage;
import org.holdfast.tracing.account.PageRequest;
import org.holdfast.tracing.fund.CountFunds;
import org.holdfast.tracing.fund.FundDoctrine;
import org.holdfast.tracing.fund.GridFunds;
import org.holdfast.tracing.fund.LotFunds;
import org.holdfast.tracing.fund.PoisonFunds;
import org.holdfast.tracing.fund.ShareFunds;
import org.holdfast.tracing.policy.Policy;
import org.holdfast.tracing.trace.Attributions;
import org.holdfast.tracing.trace.Tracer;
import org.jspecify.annotations.Nullable;

/** Follows value forward through ledgers. Pure: the same specification, index and labels give the same result. */
public final class LedgerTracer {
    private LedgerTracer() {}

    /** Traces under every policy that the specification names, or says which seed cannot be traced. */
    public static LedgerOutcome trace(LedgerSpec spec, AccountIndex index, Attributions attributions) {
        if (!spec.chain().equals(index.chain())) {
            return new LedgerOutcome.Refused(fault(
                    "tracing.seed.other-chain",
                    "the chain is another",
                    index.chain().text(),
                    spec.chain().text()));
        }
        long[] accounts =
                index.resolve(spec.seeds().stream().map(LedgerSeed::account).toList());
        var seeds = new ArrayList<LedgerWalk.Seed>();
        for (int i = 0; i < accounts.length; i++) {
            LedgerSeed wanted = spec.seeds().get(i);
            LedgerWalk.@Nullable Seed found =
                    accounts[i] == AccountIndex.ABSENT ? null : find(i, wanted, accounts[i], index);
            if (found == null) {
                return new LedgerOutcome.Refused(fault(
                        "tracing.seed.no-deposit",
                        "a seed names a deposit that is not in the index",
                        "a deposit of an imported block",
                        wanted.toString()));
            }
            if (found.amount().signum() == 0) {
                return new LedgerOutcome.Refused(fault(
                        "tracing.seed.no-value", "a seed has no value", "a deposit with value", wanted.toString()));
            }
            seeds.add(found);
        }
        var start = new LedgerWalk.Start(spec, index, attributions, seeds);
        var results = spec.policies().stream().map(policy -> run(policy, start)).toList();
        return new LedgerOutcome.Traced(
                new LedgerResult(spec, Tracer.ENGINE_VERSION, attributions.labelSet(), index.segments(), results));
    }

    private static LedgerWalk.@Nullable Seed find(int number, LedgerSeed seed, long account, AccountIndex index) {
        int nth = seed.nth();
        long from = index.positionAt(seed.height());
        for (; ; ) {
            MovementPage page = index.load(List.of(new PageRequest(account, from, PageRequest.MOST)))
                    .getFirst();
            for (int i = 0; i < page.size(); i++) {
                if (page.height(i) > seed.height()) {
                    return null;
                }
                boolean deposit =
                        page.direction(i) == Direction.IN && page.txId(i).equals(seed.txId());
                if (deposit && nth-- == 0) {
                    return new LedgerWalk.Seed(number, seed, account, page.position(i), page.amount(i));
                }
            }
            if (page.last()) {
                return null;
            }
            from = page.position(page.size() - 1) + 1;
        }
    }

    private static LedgerOutcome.PolicyOutcome run(Policy policy, LedgerWalk.Start start) {
        return switch (policy) {
            case FIFO -> run(policy, new LotFunds(false), start);
            case LIFO -> run(policy, new LotFunds(true), start);
            case PRO_RATA -> {
                var exact = new ShareFunds(start.spec().limits().denominatorBits());
                var walk = new Run<>(policy, exact, start);
                yield walk.finish() == LedgerWalk.Finish.BEYOND_BOUND
                        ? run(policy, new GridFunds(), start)
                        : walk.outcome();
            }
            case DIRTY_FIRST -> run(policy, new CountFunds(CountFunds.Rule.DIRTY_FIRST), start);
            case LOWEST_BALANCE -> run(policy, new CountFunds(CountFunds.Rule.LOWEST_BALANCE), start);
            case HIGHEST_OUT -> run(policy, new CountFunds(CountFunds.Rule.HIGHEST_OUT), start);
            case POISON -> run(policy, new PoisonFunds(), start);
        };
    }

    private static <C> LedgerOutcome.PolicyOutcome run(
            Policy policy, FundDoctrine<C> doctrine, LedgerWalk.Start start) {
        return new Run<>(policy, doctrine, start).outcome();
    }

    /** A walk that has been walked. */
    private record Run<C>(Policy policy, LedgerBook<C> book, LedgerWalk<C> walk, LedgerWalk.Finish finish) {
        Run(Policy policy, FundDoctrine<C> doctrine, LedgerWalk.Start start) {
            this(policy, doctrine, start, new LedgerBook<>(policy, doctrine));
        }

        private Run(Policy policy, FundDoctrine<C> doctrine, LedgerWalk.Start start, LedgerBook<C> book) {
            this(policy, book, new LedgerWalk<>(doctrine, start, book));
        }

        private Run(Policy policy, LedgerBook<C> book, LedgerWalk<C> walk) {
            this(policy, book, walk, walk.run());
        }

        LedgerOutcome.PolicyOutcome outcome() {
            return switch (finish) {
                case SEALED -> new LedgerOutcome.PolicyOutcome.Sealed(book.seal(walk.movementsRead()));
                case UNDEFINED ->
                    new LedgerOutcome.PolicyOutcome.Undefined(
                            policy,
                            new InputFault(
                                    "tracing.policy.undefined",
                                    "the policy has no answer for these ledgers",
                                    "policies",
                                    "several payments in each transaction that spends traced value",
                                    policy + " and a transaction with one payment",
                                    "choose another policy"));
                case BEYOND_BOUND -> throw new IllegalStateException("a policy without a bound reached one");
            };
        }
    }

    private static InputFault fault(String code, String what, String expected, String got) {
        return new InputFault(
                code,
                what,
                "seeds",
                expected,
                InputFault.quote(got),
                "import the blocks that hold it, or correct the seed");
    }
}
