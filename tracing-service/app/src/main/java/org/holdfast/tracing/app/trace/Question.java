package org.holdfast.tracing.app.trace;

import java.util.Optional;
import org.holdfast.api.trace.TraceRequest;
import org.holdfast.primitives.CaseId;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.Outpoint;
import org.holdfast.tracing.policy.Policy;
import org.holdfast.tracing.trace.Limits;
import org.holdfast.tracing.trace.TraceSpec;
import org.jspecify.annotations.Nullable;

/** What is asked, read from a request. */
record Question(TraceSpec spec, Optional<CaseId> caseId) {
    /** Throws {@link org.holdfast.primitives.InputFaultException} on a request that asks nothing or too much. */
    static Question of(TraceRequest request, long transactionsMax) {
        var chain = new ChainId(Requests.require(request.chain(), "chain"));
        var seeds = Requests.require(request.seeds(), "seeds");
        Requests.between("number of seeds", seeds.size(), 1, TraceSpec.SEEDS_MAX);
        var policies = Requests.require(request.policies(), "policies");
        Requests.between("number of policies", policies.size(), 1, Policy.values().length);
        return new Question(
                new TraceSpec(
                        chain,
                        seeds.stream()
                                .map(seed -> Outpoint.parse(Requests.require(seed, "seeds")))
                                .toList(),
                        policies.stream()
                                .map(policy -> Policy.parse(Requests.require(policy, "policies")))
                                .toList(),
                        limits(request.limits(), transactionsMax)),
                Optional.ofNullable(request.caseId()).map(CaseId::new));
    }

    /** The policy under which facts follow: the first lawful one. */
    Optional<Policy> factPolicy() {
        return spec.policies().stream().filter(Policy::lawful).findFirst();
    }

    private static Limits limits(TraceRequest.@Nullable LimitsRequest asked, long transactionsMax) {
        Limits limits = Limits.DEFAULT.withTransactions(Math.min(transactionsMax, Limits.DEFAULT.transactions()));
        if (asked == null) {
            return limits;
        }
        if (asked.transactions() != null) {
            limits = limits.withTransactions(
                    Requests.between("limits.transactions", asked.transactions(), 1, transactionsMax));
        }
        if (asked.hops() != null) {
            Requests.between("limits.hops", asked.hops(), 0, Integer.MAX_VALUE);
            limits = limits.withHops(asked.hops());
        }
        if (asked.dust() != null) {
            limits = limits.withDust(Requests.between("limits.dust", asked.dust(), 0, Long.MAX_VALUE));
        }
        return limits;
    }
}
