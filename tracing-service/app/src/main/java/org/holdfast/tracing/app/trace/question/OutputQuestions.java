package org.holdfast.tracing.app.trace.question;

import java.util.List;
import java.util.Optional;
import org.holdfast.api.trace.BoundsRequest;
import org.holdfast.api.trace.PathsRequest;
import org.holdfast.api.trace.TraceRequest;
import org.holdfast.kit.rest.Requests;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.Outpoint;
import org.holdfast.primitives.chain.Chains;
import org.holdfast.primitives.id.CaseId;
import org.holdfast.tracing.app.settings.TracingSettings;
import org.holdfast.tracing.output.origin.OriginSpec;
import org.holdfast.tracing.output.path.PathTarget;
import org.holdfast.tracing.output.path.Paths;
import org.holdfast.tracing.output.question.OutputLimits;
import org.holdfast.tracing.output.trace.TraceSpec;
import org.holdfast.tracing.question.Policy;
import org.holdfast.tracing.question.QuestionLists;
import org.jspecify.annotations.Nullable;

/** Reads questions about a chain of outputs. */
public record OutputQuestions(ChainId chain, TracingSettings.Traces settings) {
    /** The longest path, and how many are listed, where the request says nothing. */
    private static final int PATH_HOPS = 100;

    private static final int PATHS = 1_000;

    public Question of(TraceRequest request) {
        Requests.absent(request.deposits(), "deposits", chain);
        Requests.absent(request.sourceDeposits(), "sourceDeposits", chain);
        List<Outpoint> seeds = outpoints(Requests.require(request.seeds(), "seeds"), "seeds");
        List<Policy> policies = QuestionFields.policies(request.policies());
        TraceRequest.LimitsRequest asked = request.limits();
        OutputLimits limits = limits(asked);
        if (QuestionFields.backward(request.direction())) {
            if (request.caseId() != null) {
                throw Requests.fault("caseId", "none: facts follow from forward traces", request.caseId());
            }
            Requests.absent(request.followFees(), "followFees", "a backward trace of outputs");
            List<Outpoint> sources = request.sources() == null ? List.of() : outpoints(request.sources(), "sources");
            long from = asked == null || asked.fromHeight() == null ? 0 : asked.fromHeight();
            return new Question.Backward(new OriginSpec(chain, seeds, sources, policies, limits, from));
        }
        Requests.absent(request.sources(), "sources", "a forward trace");
        return new Question.Forward(
                new TraceSpec(chain, seeds, policies, limits, Requests.orElse(request.followFees(), false)),
                Optional.ofNullable(request.caseId()).map(CaseId::new));
    }

    public Question of(PathsRequest request) {
        Requests.absent(request.deposits(), "deposits", chain);
        PathsRequest.PathLimitsRequest asked =
                Requests.orElse(request.limits(), new PathsRequest.PathLimitsRequest(null, null, null, null, null));
        String target = Requests.require(request.target(), "target");
        return new Question.Between(new Paths.Query(
                chain,
                outpoints(Requests.require(request.seeds(), "seeds"), "seeds"),
                target.contains(":")
                        ? new PathTarget.Output(Outpoint.parse(target))
                        : new PathTarget.At(Chains.address(chain, target).text()),
                Requests.orElse(asked.hops(), PATH_HOPS),
                Requests.orElse(asked.leastValue(), 0L),
                Requests.orElse(asked.untilHeight(), Long.MAX_VALUE),
                Requests.orElse(asked.paths(), PATHS),
                Requests.between(
                        "limits.transactions",
                        Requests.orElse(asked.transactions(), settings.transactionsMax()),
                        1,
                        settings.transactionsMax())));
    }

    public Question of(BoundsRequest request) {
        Requests.absent(request.deposits(), "deposits", chain);
        Requests.absent(request.followFees(), "followFees", "bounds of outputs");
        BoundsRequest.BoundsLimitsRequest asked =
                Requests.orElse(request.limits(), new BoundsRequest.BoundsLimitsRequest(null, null));
        Requests.absent(asked.movements(), "limits.movements", chain);
        long transactions = Requests.between(
                "limits.transactions",
                Requests.orElse(asked.transactions(), settings.boundsTransactionsMax()),
                1,
                settings.boundsTransactionsMax());
        return new Question.Bounded(
                new TraceSpec(
                        chain,
                        outpoints(Requests.require(request.seeds(), "seeds"), "seeds"),
                        List.of(Policy.FIFO),
                        OutputLimits.DEFAULT.withTransactions(transactions)),
                QuestionFields.destinations(request.destinations(), Chains.profile(chain)));
    }

    private static List<Outpoint> outpoints(List<String> texts, String field) {
        Requests.between("number of " + field, texts.size(), 1, QuestionLists.SEEDS_MAX);
        return texts.stream()
                .map(text -> Outpoint.parse(Requests.require(text, field)))
                .toList();
    }

    private OutputLimits limits(TraceRequest.@Nullable LimitsRequest asked) {
        OutputLimits limits = OutputLimits.DEFAULT.withTransactions(
                Math.min(settings.transactionsMax(), OutputLimits.DEFAULT.transactions()));
        if (asked == null) {
            return limits;
        }
        Requests.absent(asked.movements(), "limits.movements", chain);
        Requests.absent(asked.hubMovements(), "limits.hubMovements", chain);
        if (asked.transactions() != null) {
            limits = limits.withTransactions(
                    Requests.between("limits.transactions", asked.transactions(), 1, settings.transactionsMax()));
        }
        return limits.withHops(Requests.orElse(asked.hops(), limits.hops()))
                .withDust(Requests.orElse(asked.dust(), limits.dust()))
                .withUntilHeight(Requests.orElse(asked.untilHeight(), limits.untilHeight()));
    }
}
