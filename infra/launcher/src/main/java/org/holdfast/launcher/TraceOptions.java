package org.holdfast.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.holdfast.primitives.CaseId;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.Outpoint;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** What is traced, and how far. */
final class TraceOptions {
    static final List<String> POLICIES =
            List.of("fifo", "lifo", "pro-rata", "dirty-first", "lowest-balance", "highest-out", "poison");
    private static final List<String> LIMITS = List.of("transactions", "hops", "dust");

    @Parameters(arity = "1..100", paramLabel = "TXID:OUTPUT")
    private List<String> seeds = List.of();

    @Option(names = "--chain", description = "The chain (default: the one that has the transaction).")
    private String chain = "";

    @Option(
            names = "--limit",
            paramLabel = "NAME=NUMBER",
            description = "transactions, hops or dust: where the trace stops at the latest; may be repeated.")
    private Map<String, Long> limits = new TreeMap<>();

    /** The question under those policies. */
    TraceQuestion question(List<String> policies, String caseId) {
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
        return new TraceQuestion(
                chain,
                seeds.stream().map(Outpoint::parse).map(Outpoint::toString).toList(),
                policies,
                caseId.isEmpty() ? "" : new CaseId(caseId).text(),
                limits);
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

    /** A question, before it is known which chain has the seeds: an empty text stands for "not said". */
    record TraceQuestion(
            String chain, List<String> seeds, List<String> policies, String caseId, Map<String, Long> limits) {
        /** The chains that may have the seeds. */
        List<String> candidates(RestClient tracing) {
            if (!chain.isEmpty()) {
                return List.of(Chains.parse(chain).text());
            }
            var chains = new ArrayList<String>();
            for (JsonNode known : tracing.get("/v1/chains").path("chains")) {
                if (known.path("blocks").asLong(0) > 0) {
                    chains.add(known.path("chain").asString(""));
                }
            }
            return chains;
        }

        JsonNode request(String onChain) {
            var body = RestClient.JSON.createObjectNode();
            body.put("chain", onChain);
            var seedArray = body.putArray("seeds");
            seeds.forEach(seedArray::add);
            var policyArray = body.putArray("policies");
            policies.forEach(policyArray::add);
            if (!caseId.isEmpty()) {
                body.put("caseId", caseId);
            }
            if (!limits.isEmpty()) {
                var asked = body.putObject("limits");
                limits.forEach(asked::put);
            }
            return body;
        }
    }
}
