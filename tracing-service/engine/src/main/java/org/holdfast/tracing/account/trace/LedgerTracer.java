package org.holdfast.tracing.account.trace;

import java.util.List;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.tracing.account.fund.CountFunds;
import org.holdfast.tracing.account.fund.FundDoctrine;
import org.holdfast.tracing.account.fund.GridFunds;
import org.holdfast.tracing.account.fund.LotFunds;
import org.holdfast.tracing.account.fund.PoisonFunds;
import org.holdfast.tracing.account.fund.ShareFunds;
import org.holdfast.tracing.account.ledger.AccountIndex;
import org.holdfast.tracing.account.question.SeedDeposit;
import org.holdfast.tracing.question.Attributions;
import org.holdfast.tracing.question.Policy;
import org.holdfast.tracing.question.QuestionCancelled;
import org.holdfast.tracing.question.QuestionMonitor;
import org.holdfast.tracing.written.WrittenResult;

/** Traces value forward over accounts. Pure: the same question, index and labels give the same result. */
public final class LedgerTracer {
    private LedgerTracer() {}

    /** Traces under every policy of the specification. Refuses a seed that cannot be traced. */
    public static LedgerOutcome trace(LedgerSpec spec, AccountIndex index, Attributions attributions) {
        return trace(spec, index, attributions, QuestionMonitor.NONE);
    }

    /** Traces with a monitor. The outcome of a cancelled trace is a refusal. */
    public static LedgerOutcome trace(
            LedgerSpec spec, AccountIndex index, Attributions attributions, QuestionMonitor monitor) {
        try {
            List<SeedDeposit> seeds = SeedDeposit.find(spec.chain(), spec.seeds(), index);
            var start = new LedgerWalk.Start(spec, index, attributions, monitor, seeds);
            var results =
                    spec.policies().stream().map(policy -> run(policy, start)).toList();
            return new LedgerOutcome.Traced(new LedgerResult(
                    spec, WrittenResult.ENGINE_VERSION, attributions.labelSet(), index.segments(), results));
        } catch (InputFaultException e) {
            return new LedgerOutcome.Refused(e.fault());
        } catch (QuestionCancelled e) {
            return new LedgerOutcome.Refused(QuestionCancelled.fault());
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

    /** A finished walk. */
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
}
