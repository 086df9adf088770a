package org.holdfast.tracing.app.trace.question;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.holdfast.api.trace.BoundsRequest;
import org.holdfast.api.trace.DepositRequest;
import org.holdfast.api.trace.PathsRequest;
import org.holdfast.api.trace.TraceRequest;
import org.holdfast.kit.rest.Requests;
import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.TxId;
import org.holdfast.primitives.chain.Chains;
import org.holdfast.primitives.id.CaseId;
import org.holdfast.tracing.account.ledger.AccountIndex;
import org.holdfast.tracing.account.ledger.AccountKey;
import org.holdfast.tracing.account.origin.LedgerOriginSpec;
import org.holdfast.tracing.account.path.LedgerPaths;
import org.holdfast.tracing.account.question.DepositSearch;
import org.holdfast.tracing.account.question.LedgerLimits;
import org.holdfast.tracing.account.question.LedgerSeed;
import org.holdfast.tracing.account.trace.LedgerSpec;
import org.holdfast.tracing.app.settings.TracingSettings;
import org.holdfast.tracing.question.Policy;
import org.holdfast.tracing.question.QuestionLists;
import org.jspecify.annotations.Nullable;

/** Reads questions about a chain of accounts. Deposits without a height are looked for in the index. */
public record AccountQuestions(ChainId chain, TracingSettings.Traces settings, AccountIndex index) {
    /** The longest path, and how many are listed, where the request says nothing. */
    private static final int PATH_HOPS = 20;

    private static final int PATHS = 1_000;

    public Question of(TraceRequest request) {
        Requests.absent(request.seeds(), "seeds", chain);
        Requests.absent(request.sources(), "sources", chain);
        List<LedgerSeed> seeds = deposits(request.deposits(), "deposits");
        List<Policy> policies = QuestionFields.policies(request.policies());
        boolean followFees = Requests.orElse(request.followFees(), false);
        LedgerLimits limits = limits(request.limits());
        if (QuestionFields.backward(request.direction())) {
            List<LedgerSeed> sources =
                    request.sourceDeposits() == null ? List.of() : deposits(request.sourceDeposits(), "sourceDeposits");
            if (request.caseId() != null) {
                throw Requests.fault("caseId", "none: facts follow from forward traces", request.caseId());
            }
            TraceRequest.LimitsRequest asked = request.limits();
            long from = asked == null || asked.fromHeight() == null ? 0 : asked.fromHeight();
            return new Question.LedgerBackward(
                    new LedgerOriginSpec(chain, seeds, sources, policies, limits, from, followFees));
        }
        Requests.absent(request.sourceDeposits(), "sourceDeposits", "a forward trace");
        return new Question.LedgerForward(
                new LedgerSpec(chain, seeds, policies, limits, followFees),
                Optional.ofNullable(request.caseId()).map(CaseId::new));
    }

    public Question of(PathsRequest request) {
        Requests.absent(request.seeds(), "seeds", chain);
        PathsRequest.PathLimitsRequest asked =
                Requests.orElse(request.limits(), new PathsRequest.PathLimitsRequest(null, null, null, null, null));
        return new Question.LedgerBetween(new LedgerPaths.Query(
                chain,
                deposits(request.deposits(), "deposits"),
                Chains.address(chain, Requests.require(request.target(), "target"))
                        .text(),
                Requests.orElse(asked.hops(), PATH_HOPS),
                BigInteger.valueOf(Requests.orElse(asked.leastValue(), 0L)),
                Requests.orElse(asked.untilHeight(), Long.MAX_VALUE),
                LedgerLimits.DEFAULT.hubMovements(),
                Requests.orElse(asked.paths(), PATHS),
                Requests.between(
                        "limits.transactions",
                        Requests.orElse(asked.transactions(), settings.movementsMax()),
                        1,
                        settings.movementsMax())));
    }

    public Question of(BoundsRequest request) {
        Requests.absent(request.seeds(), "seeds", chain);
        BoundsRequest.BoundsLimitsRequest asked =
                Requests.orElse(request.limits(), new BoundsRequest.BoundsLimitsRequest(null, null));
        Requests.absent(asked.transactions(), "limits.transactions", chain);
        long movements = Requests.between(
                "limits.movements",
                Requests.orElse(asked.movements(), settings.boundsTransactionsMax()),
                1,
                settings.boundsTransactionsMax());
        List<LedgerSeed> seeds = deposits(request.deposits(), "deposits");
        AssetId asset = seeds.getFirst().account().asset();
        for (LedgerSeed seed : seeds) {
            if (!seed.account().asset().equals(asset)) {
                throw Requests.fault(
                        "deposits",
                        "deposits of one asset",
                        asset + " and " + seed.account().asset());
            }
        }
        return new Question.LedgerBounded(
                new LedgerSpec(
                        chain,
                        seeds,
                        List.of(Policy.FIFO),
                        LedgerLimits.DEFAULT.withMovements(movements),
                        Requests.orElse(request.followFees(), false)),
                asset,
                QuestionFields.destinations(request.destinations(), Chains.profile(chain)));
    }

    private List<LedgerSeed> deposits(@Nullable List<DepositRequest> asked, String field) {
        List<DepositRequest> deposits = Requests.require(asked, field);
        Requests.between("number of " + field, deposits.size(), 1, QuestionLists.SEEDS_MAX);
        var seeds = new ArrayList<LedgerSeed>();
        for (DepositRequest deposit : deposits) {
            seeds.add(seed(Requests.require(deposit, field), field));
        }
        return seeds;
    }

    private LedgerSeed seed(DepositRequest deposit, String field) {
        AssetId asset =
                deposit.asset() == null ? Chains.profile(chain).nativeAsset().id() : AssetId.parse(deposit.asset());
        var account = new AccountKey(
                Chains.address(chain, Requests.require(deposit.address(), field + ".address"))
                        .text(),
                asset);
        String txText = Requests.require(deposit.txId(), field + ".txId");
        TxId txId = TxId.parse(txText.startsWith("0x") ? txText.substring(2) : txText);
        int nth = Requests.orElse(deposit.nth(), 0);
        return deposit.height() == null
                ? DepositSearch.find(account, txId, nth, index)
                : new LedgerSeed(account, deposit.height(), txId, nth);
    }

    private LedgerLimits limits(TraceRequest.@Nullable LimitsRequest asked) {
        long most = Math.min(settings.movementsMax(), LedgerLimits.DEFAULT.movements());
        LedgerLimits limits = LedgerLimits.DEFAULT.withMovements(most);
        if (asked == null) {
            return limits;
        }
        Requests.absent(asked.transactions(), "limits.transactions", chain);
        if (asked.movements() != null) {
            limits = limits.withMovements(
                    Requests.between("limits.movements", asked.movements(), 1, settings.movementsMax()));
        }
        return limits.withHops(Requests.orElse(asked.hops(), limits.hops()))
                .withDust(asked.dust() == null ? limits.dust() : BigInteger.valueOf(asked.dust()))
                .withUntilHeight(Requests.orElse(asked.untilHeight(), limits.untilHeight()))
                .withHubMovements(Requests.orElse(asked.hubMovements(), limits.hubMovements()));
    }
}
