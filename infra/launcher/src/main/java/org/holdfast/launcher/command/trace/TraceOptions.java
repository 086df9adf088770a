package org.holdfast.launcher.command.trace;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.holdfast.api.trace.BoundsRequest;
import org.holdfast.api.trace.BoundsRequest.BoundsLimitsRequest;
import org.holdfast.api.trace.DepositRequest;
import org.holdfast.api.trace.PathsRequest;
import org.holdfast.api.trace.PathsRequest.PathLimitsRequest;
import org.holdfast.api.trace.TraceQuestion;
import org.holdfast.api.trace.TraceRequest;
import org.holdfast.api.trace.TraceRequest.LimitsRequest;
import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.Outpoint;
import org.holdfast.primitives.id.CaseId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The seeds of a question and its limits. */
final class TraceOptions {
    static final List<String> POLICIES =
            List.of("fifo", "lifo", "pro-rata", "dirty-first", "lowest-balance", "highest-out", "poison");
    private static final List<String> TRACE_LIMITS =
            List.of("transactions", "movements", "hops", "dust", "untilHeight", "fromHeight", "hubMovements");
    private static final List<String> PATH_LIMITS =
            List.of("hops", "leastValue", "untilHeight", "paths", "transactions");
    private static final List<String> BOUND_LIMITS = List.of("transactions", "movements");

    @Parameters(
            arity = "0..100", // A parent of "compare" may not demand its own; question() does.
            paramLabel = "TXID:OUTPUT",
            description = "What to follow: outputs, or with --address deposits as TXID or TXID:NUMBER.")
    private List<String> seeds = List.of();

    @Option(names = "--chain", description = "The chain (default: the one that has the transaction).")
    private String chain = "";

    @Option(names = "--address", description = "On an account chain: the account that received the deposits.")
    private String address = "";

    @Option(names = "--asset", description = "On an account chain: the CAIP-19 id of the asset (default: its coin).")
    private String asset = "";

    @Option(
            names = "--follow-fees",
            description = "Follow fees: forward on outputs into the coinbase of their block, on an account chain to"
                    + " their receivers.")
    private boolean followFees;

    @Option(
            names = "--limit",
            paramLabel = "NAME=NUMBER",
            description = "A bound on the question; may be repeated. A trace has transactions, movements, hops, dust,"
                    + " untilHeight, fromHeight and hubMovements; paths have hops, leastValue, untilHeight, paths and"
                    + " transactions; bounds have transactions and movements.")
    private Map<String, Long> limits = new TreeMap<>();

    /** A trace forward under those policies. */
    Question forward(List<String> policies, String caseId) {
        String of = caseId.isEmpty() ? null : new CaseId(caseId).text();
        return question(trace(policies, null, null, of));
    }

    /** A trace backward that stops at the sources. */
    Question backward(List<String> policies, List<String> sources) {
        return question(trace(policies, "backward", sources.isEmpty() ? null : outpoints(sources), null));
    }

    private TraceRequest trace(
            List<String> policies,
            @Nullable String direction,
            @Nullable List<String> sources,
            @Nullable String caseId) {
        requireSeeds();
        requireLimits(TRACE_LIMITS);
        LimitsRequest bounds = limits.isEmpty()
                ? null
                : new LimitsRequest(
                        limits.get("transactions"),
                        limits.get("movements"),
                        small("hops"),
                        limits.get("dust"),
                        limits.get("untilHeight"),
                        limits.get("fromHeight"),
                        limits.get("hubMovements"));
        return new TraceRequest(
                null, outputs(), deposits(), policies, direction, sources, null, feesFollowed(), caseId, bounds);
    }

    /** Paths to a target. */
    Question paths(String target) {
        requireSeeds();
        requireLimits(PATH_LIMITS);
        PathLimitsRequest bounds = limits.isEmpty()
                ? null
                : new PathLimitsRequest(
                        small("hops"),
                        limits.get("leastValue"),
                        limits.get("untilHeight"),
                        small("paths"),
                        limits.get("transactions"));
        if (followFees) {
            throw TraceCommand.wrong("--follow-fees", "a trace or bounds: a path carries no amount", "--to");
        }
        return question(new PathsRequest(null, outputs(), deposits(), target, bounds));
    }

    /** Bounds of destinations. */
    Question bounds(List<String> destinations) {
        requireSeeds();
        requireLimits(BOUND_LIMITS);
        BoundsLimitsRequest bounds =
                limits.isEmpty() ? null : new BoundsLimitsRequest(limits.get("transactions"), limits.get("movements"));
        return question(new BoundsRequest(
                null, outputs(), deposits(), destinations.isEmpty() ? null : destinations, feesFollowed(), bounds));
    }

    private Question question(TraceQuestion asked) {
        return new Question(chain, accounts(), asked);
    }

    private boolean accounts() {
        return !address.isEmpty();
    }

    private @Nullable Boolean feesFollowed() {
        return followFees ? Boolean.TRUE : null;
    }

    private @Nullable List<String> outputs() {
        return accounts() ? null : outpoints(seeds);
    }

    private @Nullable List<DepositRequest> deposits() {
        return accounts() ? seeds.stream().map(this::deposit).toList() : null;
    }

    private static List<String> outpoints(List<String> texts) {
        return texts.stream().map(text -> Outpoint.parse(text).toString()).toList();
    }

    private DepositRequest deposit(String seed) {
        int colon = seed.indexOf(':');
        String txId = colon < 0 ? seed : seed.substring(0, colon);
        return new DepositRequest(
                address,
                asset.isEmpty() ? null : AssetId.parse(asset).toString(),
                txId,
                colon < 0 ? null : number(seed, seed.substring(colon + 1)),
                null);
    }

    private static int number(String seed, String text) {
        if (!text.matches("[0-9]{1,6}")) {
            throw new InputFaultException(new InputFault(
                    "launcher.deposit.malformed",
                    "a deposit is malformed",
                    "TXID:NUMBER",
                    "a transaction id, and which of its deposits into the account, from 0",
                    InputFault.quote(seed),
                    "correct the number after the colon"));
        }
        return Integer.parseInt(text);
    }

    private void requireSeeds() {
        if (seeds.isEmpty()) {
            throw TraceCommand.wrong("TXID:OUTPUT", "at least one output or deposit", "none");
        }
    }

    private void requireLimits(List<String> known) {
        for (String name : limits.keySet()) {
            if (!known.contains(name)) {
                throw unknownLimit(String.join(", ", known), name);
            }
        }
    }

    /** A limit that the contract keeps in 32 bits. */
    private @Nullable Integer small(String name) {
        Long value = limits.get(name);
        if (value == null) {
            return null;
        }
        if (value != value.intValue()) {
            throw unknownLimit(name + " up to " + Integer.MAX_VALUE, name + "=" + value);
        }
        return value.intValue();
    }

    private static InputFaultException unknownLimit(String expected, String got) {
        return new InputFaultException(new InputFault(
                "launcher.limit.unknown",
                "a limit does not fit the question",
                "--limit",
                expected,
                InputFault.quote(got),
                "choose one of those"));
    }

    /** The policies of a list with commas, or all. */
    static List<String> policies(String text) {
        if (text.equals("all")) {
            return POLICIES;
        }
        List<String> asked = List.of(text.split(",", -1));
        for (String one : asked) {
            if (!POLICIES.contains(one)) {
                throw new InputFaultException(new InputFault(
                        "launcher.policy.unknown",
                        "a policy is unknown",
                        "--policy",
                        String.join(", ", POLICIES) + " or all",
                        InputFault.quote(one),
                        "choose one of those"));
            }
        }
        return asked;
    }
}
