package org.holdfast.launcher.command.trace;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.holdfast.launcher.client.RestClient;
import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.Outpoint;
import org.holdfast.primitives.id.CaseId;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** From where value is followed, and how far. */
final class TraceOptions {
    public static final List<String> POLICIES =
            List.of("fifo", "lifo", "pro-rata", "dirty-first", "lowest-balance", "highest-out", "poison");
    private static final List<String> LIMITS = List.of(
            "transactions",
            "movements",
            "hops",
            "dust",
            "untilHeight",
            "fromHeight",
            "hubMovements",
            "leastValue",
            "paths");

    @Parameters(
            arity = "0..100", // A parent of "compare" may not demand its own; asked for below.
            paramLabel = "TXID:OUTPUT",
            description = "What to follow: outputs; with --address deposits, TXID or TXID:NUMBER.")
    private List<String> seeds = List.of();

    @Option(names = "--chain", description = "The chain (default: the one that has the transaction).")
    private String chain = "";

    @Option(names = "--address", description = "On an account chain: into whose account the deposits were made.")
    private String address = "";

    @Option(names = "--asset", description = "On an account chain: the asset's CAIP-19 id (default: the chain's coin).")
    private String asset = "";

    @Option(
            names = "--follow-fees",
            description = "Follow fees: forward on outputs into the coinbase of their block, on an account chain to"
                    + " whoever is paid them.")
    private boolean followFees;

    @Option(
            names = "--limit",
            paramLabel = "NAME=NUMBER",
            description = "transactions, movements, hops, dust, untilHeight, fromHeight, hubMovements, leastValue or"
                    + " paths: where it stops at the latest; may be repeated.")
    private Map<String, Long> limits = new TreeMap<>();

    /** A trace forward under those policies. */
    TraceQuestion forward(List<String> policies, String caseId) {
        ObjectNode body = seeds(policies);
        if (!caseId.isEmpty()) {
            body.put("caseId", new CaseId(caseId).text());
        }
        return question("/v1/traces", body);
    }

    /** A trace backward; it stops at the sources. */
    TraceQuestion backward(List<String> policies, List<String> sources) {
        ObjectNode body = seeds(policies);
        body.put("direction", "backward");
        if (!sources.isEmpty()) {
            var array = body.putArray("sources");
            sources.forEach(source -> array.add(Outpoint.parse(source).toString()));
        }
        return question("/v1/traces", body);
    }

    /** Paths to a target. */
    TraceQuestion paths(String target) {
        return question("/v1/paths", seeds(List.of()).put("target", target));
    }

    /** Bounds of destinations. */
    TraceQuestion bounds(List<String> destinations) {
        ObjectNode body = seeds(List.of());
        if (!destinations.isEmpty()) {
            var array = body.putArray("destinations");
            destinations.forEach(array::add);
        }
        return question("/v1/bounds", body);
    }

    private boolean accounts() {
        return !address.isEmpty();
    }

    private ObjectNode seeds(List<String> policies) {
        ObjectNode body = RestClient.JSON.createObjectNode();
        if (accounts()) {
            var deposits = body.putArray("deposits");
            seeds.forEach(seed -> deposit(seed, deposits.addObject()));
        } else {
            var array = body.putArray("seeds");
            seeds.forEach(seed -> array.add(Outpoint.parse(seed).toString()));
        }
        if (!policies.isEmpty()) {
            var array = body.putArray("policies");
            policies.forEach(array::add);
        }
        return body;
    }

    private void deposit(String seed, ObjectNode deposit) {
        int colon = seed.indexOf(':');
        deposit.put("address", address);
        if (!asset.isEmpty()) {
            deposit.put("asset", AssetId.parse(asset).toString());
        }
        deposit.put("txId", colon < 0 ? seed : seed.substring(0, colon));
        if (colon >= 0) {
            String number = seed.substring(colon + 1);
            if (!number.matches("[0-9]{1,6}")) {
                throw new InputFaultException(new InputFault(
                        "launcher.deposit.malformed",
                        "a deposit is malformed",
                        "TXID:NUMBER",
                        "a transaction id, and which deposit of it into the account, from 0",
                        InputFault.quote(seed),
                        "correct the number behind the colon"));
            }
            deposit.put("nth", Integer.parseInt(number));
        }
    }

    private TraceQuestion question(String path, ObjectNode body) {
        if (seeds.isEmpty()) {
            throw TraceCommand.wrong("TXID:OUTPUT", "at least one output or deposit", "none");
        }
        for (String name : limits.keySet()) {
            if (!LIMITS.contains(name)) {
                throw new InputFaultException(new InputFault(
                        "launcher.limit.unknown",
                        "a limit is unknown",
                        "--limit",
                        String.join(", ", LIMITS),
                        InputFault.quote(name),
                        "choose one of those"));
            }
        }
        if (followFees) {
            body.put("followFees", true);
        }
        if (!limits.isEmpty()) {
            var asked = body.putObject("limits");
            limits.forEach(asked::put);
        }
        return new TraceQuestion(path, chain, accounts(), body);
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
