package org.holdfast.tracing.account.origin;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.tracing.account.ledger.AccountIndex;
import org.holdfast.tracing.account.question.SeedDeposit;
import org.holdfast.tracing.question.Attributions;
import org.holdfast.tracing.question.Policy;
import org.holdfast.tracing.question.QuestionCancelled;
import org.holdfast.tracing.question.QuestionMonitor;
import org.holdfast.tracing.written.WrittenResult;

/** Traces value backward over accounts. Pure: the same question, index and labels give the same result. */
public final class LedgerOriginTracer {
    private LedgerOriginTracer() {}

    /** Traces back under every policy of the specification. Refuses a deposit that cannot be traced. */
    public static LedgerOriginOutcome trace(
            LedgerOriginSpec spec, AccountIndex index, Attributions attributions, QuestionMonitor monitor) {
        try {
            List<SeedDeposit> targets = SeedDeposit.find(spec.chain(), spec.targets(), index);
            Set<LedgerOriginWalk.Place> sources = new HashSet<>();
            if (!spec.sources().isEmpty()) {
                SeedDeposit.find(spec.chain(), spec.sources(), index)
                        .forEach(
                                source -> sources.add(new LedgerOriginWalk.Place(source.position(), source.account())));
            }
            var start = new LedgerOriginWalk.Start(spec, index, attributions, monitor, targets, sources);
            List<SealedLedgerOrigins> results =
                    spec.policies().stream().map(policy -> run(policy, start)).toList();
            return new LedgerOriginOutcome.Traced(new LedgerOriginResult(
                    spec, WrittenResult.ENGINE_VERSION, attributions.labelSet(), index.segments(), results));
        } catch (InputFaultException e) {
            return new LedgerOriginOutcome.Refused(e.fault());
        } catch (QuestionCancelled e) {
            return new LedgerOriginOutcome.Refused(QuestionCancelled.fault());
        }
    }

    private static SealedLedgerOrigins run(Policy policy, LedgerOriginWalk.Start start) {
        return policy == Policy.PRO_RATA
                ? new LedgerOriginWalk<>(policy, ShareBackFund::new, ShareBackFund::whole, start).run()
                : new LedgerOriginWalk<>(
                                policy,
                                () -> new IntervalBackFund(policy == Policy.LIFO),
                                IntervalBackFund::whole,
                                start)
                        .run();
    }
}
