package org.holdfast.tracing.ledgerorigin;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.tracing.account.AccountIndex;
import org.holdfast.tracing.ledgertrace.LedgerSeed;
import org.holdfast.tracing.ledgertrace.LedgerSpec;
import org.holdfast.tracing.ledgertrace.SeedDeposit;
import org.holdfast.tracing.policy.Policy;
import org.holdfast.tracing.trace.Attributions;
import org.holdfast.tracing.trace.TraceCancelled;
import org.holdfast.tracing.trace.TraceMonitor;
import org.holdfast.tracing.trace.Tracer;

/** Follows value in accounts against the direction of payment. Pure, as the tracers forward are. */
public final class LedgerOriginTracer {
    private LedgerOriginTracer() {}

    /** Traces back under every policy that the specification names, or says which deposit cannot be traced. */
    public static LedgerOriginOutcome trace(
            LedgerOriginSpec spec, AccountIndex index, Attributions attributions, TraceMonitor monitor) {
        try {
            List<SeedDeposit> targets = find(spec, spec.targets(), index);
            Set<LedgerOriginWalk.Place> sources = new HashSet<>();
            if (!spec.sources().isEmpty()) {
                find(spec, spec.sources(), index)
                        .forEach(
                                source -> sources.add(new LedgerOriginWalk.Place(source.position(), source.account())));
            }
            var start = new LedgerOriginWalk.Start(spec, index, attributions, monitor, targets, sources);
            List<SealedLedgerOrigins> results =
                    spec.policies().stream().map(policy -> run(policy, start)).toList();
            return new LedgerOriginOutcome.Traced(new LedgerOriginResult(
                    spec, Tracer.ENGINE_VERSION, attributions.labelSet(), index.segments(), results));
        } catch (InputFaultException e) {
            return new LedgerOriginOutcome.Refused(e.fault());
        } catch (TraceCancelled e) {
            return new LedgerOriginOutcome.Refused(TraceCancelled.fault());
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

    private static List<SeedDeposit> find(LedgerOriginSpec spec, List<LedgerSeed> wanted, AccountIndex index) {
        return SeedDeposit.find(
                new LedgerSpec(spec.chain(), wanted, spec.policies(), spec.limits(), spec.followFees()), index);
    }
}
